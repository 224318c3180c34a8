/** A worker task without weights: reports its batch, fails, dies or hangs as told. Loaded by file: URL in pool tests. */
export default {
  name: 'probe',
  needs: [],
  load: async () => ({
    run: async (inputs) => {
      if (inputs.some((input) => input.kind === 'die')) process.exit(3);
      if (inputs.some((input) => input.kind === 'gate')) {
        for (const input of inputs) if (input.kind === 'gate') Atomics.wait(new Int32Array(input.gate), 0, 0);
      }
      return inputs.map((input) => {
        if (input.kind === 'fail') return new Error(`told to fail: ${input.value}`);
        return { value: input.value * 2, batch: inputs.map((each) => each.value) };
      });
    },
  }),
};
