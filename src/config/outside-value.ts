import { parse } from 'yaml';
import { shapeAt } from './shape-at.js';

/**
 * Text from the environment or the command line as the key at `path` wants it: a key that takes text gets the text,
 * whatever it looks like (a consumer group may be called 2024); any other gets what YAML reads in it. Nothing is null.
 */
export function outsideValue(path: readonly PropertyKey[], text: string): unknown {
  if (text === '') return null;
  if (shapeAt(path)?.safeParse(text).success === true) return text;
  try {
    const read: unknown = parse(text);
    return typeof read === 'number' || typeof read === 'boolean' || read === null || Array.isArray(read) ? read : text;
  } catch {
    return text;
  }
}
