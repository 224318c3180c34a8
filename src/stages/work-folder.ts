/**
 * The disk that videos in flight may use: private, bounded in bytes, empty after the process. Implemented in
 * src/storage/work-folder.
 */
export interface WorkFolder {
  /** A folder of one video's own with room for this many bytes to begin with. @throws WORK_FOLDER_FULL (retryable) at once when there is not enough. */
  open(bytes: number): Promise<WorkRoom>;
  /** Bytes reserved now. */
  reservedBytes(): number;
  /** Removes the folder with all rooms in it. */
  close(): Promise<void>;
}

export interface WorkRoom {
  readonly path: string;
  /** Makes sure of room for this many bytes in all; never gives any back. @throws WORK_FOLDER_FULL */
  reserve(totalBytes: number): Promise<void>;
  /** Removes the folder and gives its bytes back. Safe to call twice. */
  remove(): Promise<void>;
}
