import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** One line of a videos.jsonl: a file and everything that is true of it. Paths are relative to the folder above the one the truth file lies in. */
const TruthRow = z.object({
  file: z.string(),
  title: z.string().nullable().default(null),
  productLabel: z.string().nullable().default(null),
  coarseLabel: z.string().nullable().default(null),
  shopifyCategoryId: z.string().nullable().default(null),
  alsoAccept: z.array(z.string()).default([]),
  speech: z.array(z.object({ language: z.string(), transcript: z.string(), voice: z.string().optional() })).default([]),
  screenText: z.array(z.object({ startS: z.number(), endS: z.number(), text: z.string(), script: z.string(), kind: z.string().default(''), box: z.tuple([z.number(), z.number(), z.number(), z.number()]) })).default([]),
  expectedFlags: z.array(z.string()).default([]),
  contradiction: z.boolean().default(false),
  traits: z.array(z.string()).default([]),
  displayWidth: z.number().default(1),
  displayHeight: z.number().default(1),
});

export type Truth = z.infer<typeof TruthRow> & { readonly path: string };

export async function readTruth(file: string): Promise<readonly Truth[]> {
  const media = path.resolve(path.dirname(file), '..');
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const row = TruthRow.parse(JSON.parse(line));
    return { ...row, path: path.resolve(media, row.file) };
  });
}

/** Whether a category (with or without gid prefix) is right for a row: its own or an accepted one; an accepted id that ends in `-` means all below it. */
export function isRightCategory(truth: Pick<Truth, 'shopifyCategoryId' | 'alsoAccept'>, id: string): boolean {
  const bare = id.replace(/^gid:\/\/shopify\/TaxonomyCategory\//, '');
  return bare === truth.shopifyCategoryId || truth.alsoAccept.some((accepted) => (accepted.endsWith('-') ? bare.startsWith(accepted) : bare === accepted));
}
