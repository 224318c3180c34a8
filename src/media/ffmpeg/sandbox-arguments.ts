import type { Container } from './sniff-container.js';

export interface SandboxLimits {
  readonly maxPixels: number;
  readonly maxStreams: number;
}

/** Decoders for what cameras, phones and editors write. Everything else, also exotic parsers with a long history of holes, stays shut. */
const CODECS = [
  'h264', 'hevc', 'vp8', 'vp9', 'libvpx-vp9', 'libvpx', 'av1', 'libdav1d', 'libaom-av1', 'mpeg4', 'mpeg2video', 'mpeg1video', 'h263', 'prores', 'mjpeg', 'png',
  'aac', 'mp3float', 'mp3', 'mp2float', 'mp2', 'ac3', 'eac3', 'opus', 'libopus', 'vorbis', 'libvorbis', 'flac', 'alac', 'amrnb', 'amrwb', 'libopencore_amrnb', 'libopencore_amrwb',
  'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_f32le', 'pcm_u8', 'pcm_alaw', 'pcm_mulaw', 'adpcm_ima_qt', 'adpcm_ima_wav',
];

/**
 * Input options that keep a hostile file from being anything but one local media file: only the sniffed demuxer, only
 * the file protocol, only known decoders, bounded pictures, streams and allocations. Before `-i`.
 */
export function sandboxArguments(container: Container, limits: SandboxLimits): readonly string[] {
  return [
    '-protocol_whitelist', 'file',
    '-format_whitelist', 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts',
    '-codec_whitelist', CODECS.join(','),
    '-max_pixels', String(limits.maxPixels),
    '-max_streams', String(limits.maxStreams),
    '-f', container,
  ];
}

/** The `file:` prefix keeps any name from being read as an option or another protocol. */
export function inputUrl(path: string): string {
  return `file:${path}`;
}

/** All memory that a tool may map. Decoding 4096 × 4096 pixels takes less than half of it. */
export const ADDRESS_SPACE_BYTES = 1536 * 1024 * 1024;
/** Largest single allocation of the tools, bytes. */
export const MAX_ALLOCATION_BYTES = 256 * 1024 * 1024;
