/**
 * Float32 memory that grows to the longest length asked for and is given again at each call: what an earlier call gave
 * is outdated, and holds old values. For tensors of tasks, which run one at a time in a worker: made anew for each run,
 * they are collected late and cost a page fault every 4 KiB.
 */
export function float32Scratch(): (length: number) => Float32Array {
  let memory = new Float32Array(0);
  return (length) => {
    if (memory.length < length) memory = new Float32Array(length);
    return memory.subarray(0, length);
  };
}

/** The same of bytes. */
export function bytesScratch(): (length: number) => Uint8Array {
  let memory = new Uint8Array(0);
  return (length) => {
    if (memory.length < length) memory = new Uint8Array(length);
    return memory.subarray(0, length);
  };
}

/** The same of bytes that hold what is stored within 0…255. */
export function clampedScratch(): (length: number) => Uint8ClampedArray {
  let memory = new Uint8ClampedArray(0);
  return (length) => {
    if (memory.length < length) memory = new Uint8ClampedArray(length);
    return memory.subarray(0, length);
  };
}
