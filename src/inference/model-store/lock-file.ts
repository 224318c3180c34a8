import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ThalwegError } from '../../domain/errors.js';
import { writeFileAtomically } from './atomic-file.js';

const lockedModel = z.strictObject({
  hub: z.string(),
  repository: z.string(),
  /** The commit that the manifest's revision meant at the first download (the revision itself where a hub names none). */
  commit: z.string(),
  files: z.record(z.string(), z.strictObject({ bytes: z.number().int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
const lock = z.strictObject({ formatVersion: z.literal(1), models: z.record(z.string(), lockedModel) });

export type LockedModel = z.infer<typeof lockedModel>;
export type ModelLock = z.infer<typeof lock>;

/** An absent lock file is an empty lock. @throws ThalwegError CONFIG_INVALID for one that cannot be read: never taken as empty. */
export async function readLock(path: string): Promise<ModelLock> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { formatVersion: 1, models: {} };
    throw new ThalwegError('CONFIG_INVALID', `the model lock ${path} cannot be read: ${String(error)}`, { cause: error });
  }
  try {
    return lock.parse(JSON.parse(text));
  } catch (error) {
    throw new ThalwegError('CONFIG_INVALID', `the model lock ${path} is damaged; restore it, or delete it to pin anew what the hub says now`, { cause: error });
  }
}

/** Adds one file to the lock, keeping what other processes added meanwhile. */
export async function lockFile(path: string, model: string, where: Omit<LockedModel, 'files'>, file: string, pinned: LockedModel['files'][string]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const current = await readLock(path);
  const files = { ...current.models[model]?.files, [file]: pinned };
  const models = { ...current.models, [model]: { ...where, files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) } };
  await writeFileAtomically(path, `${JSON.stringify({ formatVersion: 1, models } satisfies ModelLock, null, 2)}\n`);
}
