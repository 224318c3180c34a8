import type { PipelineConfig } from '../../config/pipeline-shape.js';
import { decodeIntake } from '../../intake/decode-intake.js';
import { openRecordCodecs } from '../../schemas/open-record-codecs.js';
import type { RecordCodecs } from '../../stages/publish/record-codecs.js';

/** The codecs that a pipeline file asks for, intake included. */
export function openCodecs({ registry }: Pick<PipelineConfig, 'registry'>): RecordCodecs {
  const codecs = openRecordCodecs({ registryUrl: registry.url, timeoutMs: registry.timeoutMs });
  return { ...codecs, intake: (value, signal) => decodeIntake(value, codecs.uploaded, signal) };
}
