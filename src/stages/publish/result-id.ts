import { v5 as uuidV5 } from 'uuid';

/** Fixed for ever: results of the same upload must keep their ids. */
const RESULT_NAMESPACE = '0b9b54c9-6b0e-5a0e-9d0e-7a4c1f0f7c55';

/** What a result id is made of: the same upload through the same pipeline gives the same id, however often it is worked. */
export interface ResultKey {
  readonly videoId: string;
  readonly mediaVersion: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  readonly revision: number;
}

/** UUIDv5 (RFC 9562 §5.5) of (videoId, media version, pipeline name + version, revision). */
export function resultId({ videoId, mediaVersion, pipelineName, pipelineVersion, revision }: ResultKey): string {
  return uuidV5(JSON.stringify([videoId, mediaVersion, pipelineName, pipelineVersion, revision]), RESULT_NAMESPACE);
}
