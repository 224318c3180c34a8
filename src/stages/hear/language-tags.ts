/** Whisper's codes that are no BCP-47 (or a deprecated one). */
const TAGS: Readonly<Record<string, string>> = { jw: 'jv', iw: 'he', in: 'id' };

export function bcp47(whisperCode: string): string {
  return TAGS[whisperCode] ?? whisperCode;
}

const CODES = new Map(Object.entries(TAGS).map(([code, tag]) => [tag, code]));

/** The recogniser's code for a BCP-47 tag's language: `pt-BR` → `pt`. */
export function whisperCode(tag: string): string {
  const primary = (tag.split(/[-_]/)[0] ?? '').toLowerCase();
  return CODES.get(primary) ?? primary;
}
