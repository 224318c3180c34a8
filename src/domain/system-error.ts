/** The `code` of an error of the operating system (`ENOENT`, `EEXIST`, …), or null. By shape: `instanceof` fails across realms. */
export function systemErrorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
