const { TestEnvironment } = require('jest-environment-node');

/**
 * jest runs each test file in a vm realm with its own typed arrays; native addons (onnxruntime-node) and worker
 * messages hand out the host's. This environment puts the host's constructors into the sandbox so that both agree.
 */
class HostRealmEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of ['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Float32Array', 'Float64Array', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array']) {
      this.global[name] = globalThis[name];
    }
  }
}
module.exports = HostRealmEnvironment;
