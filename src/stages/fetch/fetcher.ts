import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { FetchedVideo } from '../../domain/video.js';

/**
 * Brings the bytes of one upload to a local file. Called once a video and pass, with several at once. Rejects with
 * SOURCE_* and WORK_FOLDER_FULL codes. The caller disposes of the result.
 */
export interface Fetcher {
  fetch(uploaded: ProductVideoUploaded, signal: AbortSignal): Promise<FetchedVideo>;
}
