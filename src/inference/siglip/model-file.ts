import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { ModelHost } from '../model-definition.js';

/**
 * A JSON file of a pulled model, checked.
 * @throws Error naming the file, what was found and what was wanted.
 */
export async function readModelJson<T>(host: ModelHost, model: string, path: string, shape: z.ZodType<T>): Promise<T> {
  const text = await readFile(host.file(model, path), 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${model}: ${path} is no JSON: found "${text.slice(0, 40)}"`, { cause });
  }
  const checked = shape.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const found = (issue?.path ?? []).reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
  throw new Error(`${model}: ${path}: ${issue?.path.join('.') ?? ''} is ${JSON.stringify(found) ?? 'missing'}; wanted another: ${issue?.message ?? ''}`);
}
