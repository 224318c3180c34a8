/** Hostile files that must be refused, each with its own code. */
export const REFUSED: Readonly<Record<string, string>> = {
  'encrypted.mp4': 'MEDIA_ENCRYPTED',
  'ffconcat.mp4': 'MEDIA_PLAYLIST_REFUSED',
  'hls_http.mp4': 'MEDIA_PLAYLIST_REFUSED',
  'hls_local_file.mp4': 'MEDIA_PLAYLIST_REFUSED',
  'hls_neighbour.mp4': 'MEDIA_PLAYLIST_REFUSED',
  'html_page.mp4': 'MEDIA_NOT_A_VIDEO',
  'image.mp4': 'MEDIA_NOT_A_VIDEO',
  'moov_missing.mp4': 'MEDIA_INDEX_MISSING',
  'random_after_ftyp.mp4': 'MEDIA_UNREADABLE',
  'random_bytes.mp4': 'MEDIA_NOT_A_VIDEO',
  'truncated_header.mp4': 'MEDIA_INDEX_MISSING',
  'zero_byte.mp4': 'MEDIA_EMPTY',
  'zero_frames.mp4': 'MEDIA_NO_FRAMES',
};
