import type { InferenceSession } from 'onnxruntime-node';

/**
 * How every session is opened: one thread (the pool has a worker a core), and no arena, so that freed tensors go back to
 * the system.
 *
 * `x64quantprecision` (ONNX Runtime's onnxruntime_session_options_config_keys.h): processors with AVX2 but without
 * VNNI add up pairs of int8 products in 16 bits, which overflow; the 8-bit weights are then held unsigned, whose kernels
 * do not. Without it the screen-text models of the pack misread on such a processor what they read on others
 * ("$89.99"; three of 74 steps of the golden line). On processors with VNNI it changes nothing.
 */
export const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  enableCpuMemArena: false,
  extra: { session: { x64quantprecision: '1' } },
};
