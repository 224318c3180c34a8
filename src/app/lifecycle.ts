export { Lifecycle } from '../stream/lifecycle.js';
