/** 73.4 → `1:13.4`; below ten minutes with tenths, so that evidence can be found in a player. */
export function clockTime(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10));
  const minutes = Math.floor(tenths / 600);
  const rest = (tenths % 600) / 10;
  if (minutes >= 60) return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(Math.floor(rest))}`;
  return minutes >= 10 ? `${minutes}:${pad(Math.floor(rest))}` : `${minutes}:${rest.toFixed(1).padStart(4, '0')}`;
}

export function timeSpan(startS: number, endS: number): string {
  return `${clockTime(startS)}–${clockTime(endS)}`;
}

/** 0.934 → `93 %`; certainty is never rounded up to. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return `${rounded === 100 && share < 1 ? 99 : rounded} %`;
}

/** 1536000 → `1.5 MB`. */
export function byteSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? value.toFixed(0) : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** 840 → `840 ms`, 12345 → `12.3 s`, 125000 → `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
