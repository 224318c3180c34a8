/** Tests are TypeScript modules run as ES modules; worker threads started by a test run the built JavaScript in dist/. */
const base = {
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } }] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['<rootDir>/test/support/property-search.ts'],
  testEnvironment: '<rootDir>/test/support/host-realm-environment.cjs',
};
const project = (displayName, testTimeout) => ({ ...base, displayName, testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`], ...(testTimeout ? {} : {}) });
export default {
  projects: ['unit', 'contract', 'golden', 'media', 'integrity'].map((name) => project(name)),
  testTimeout: 120000,
};
