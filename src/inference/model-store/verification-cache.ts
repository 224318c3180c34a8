import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from './atomic-file.js';
import { sha256OfFile } from './file-digest.js';

const record = z.object({ path: z.string(), bytes: z.string(), modifiedNs: z.string(), sha256: z.string() });

/**
 * Remembers the sha256 of files by path, size and modification time, so that a verified 60 MB model is not read again at
 * every start. One small file a model file, replaced atomically: processes that verify at once do not disturb each
 * other. A cache that cannot be read or written only costs time.
 */
export class VerificationCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws the file system's error when the file cannot be read. */
  async sha256(path: string): Promise<string> {
    const before = await stat(path, { bigint: true });
    const stamp = { path, bytes: String(before.size), modifiedNs: String(before.mtimeNs) };
    const known = await this.#recall(path);
    if (known !== null && known.bytes === stamp.bytes && known.modifiedNs === stamp.modifiedNs) return known.sha256;
    return this.measure(path);
  }

  /** Reads the file whatever the cache says, and remembers the result. */
  async measure(path: string): Promise<string> {
    const before = await stat(path, { bigint: true });
    const sha256 = await sha256OfFile(path);
    const after = await stat(path, { bigint: true });
    // A file that changed while it was read is not remembered.
    if (before.size === after.size && before.mtimeNs === after.mtimeNs) {
      await this.#remember({ path, bytes: String(after.size), modifiedNs: String(after.mtimeNs), sha256 });
    }
    return sha256;
  }

  #entry(path: string): string {
    return join(this.#folder, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.json`);
  }

  async #recall(path: string): Promise<z.infer<typeof record> | null> {
    try {
      const parsed = record.safeParse(JSON.parse(await readFile(this.#entry(path), 'utf8')));
      return parsed.success && parsed.data.path === path ? parsed.data : null;
    } catch {
      return null;
    }
  }

  async #remember(entry: z.infer<typeof record>): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFileAtomically(this.#entry(entry.path), JSON.stringify(entry));
    } catch {
      // Read-only or full: the next start verifies again.
    }
  }
}
