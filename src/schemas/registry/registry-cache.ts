import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { z } from 'zod';

const fileShape = z.object({ url: z.string(), schemas: z.record(z.string(), z.string()), ids: z.record(z.string(), z.int()) });

/**
 * What a registry has told, by id and by subject. A registry never changes what an id means, so nothing here goes stale;
 * kept in a file it lets a process start while the registry is away.
 */
export class RegistryCache {
  readonly #schemas = new Map<number, string>();
  readonly #ids = new Map<string, number>();
  readonly #file: string | null;
  readonly #url: string;
  #saving: Promise<void> = Promise.resolve();
  #loaded: Promise<void> | null = null;

  constructor(url: string, file: string | null) {
    this.#url = url;
    this.#file = file;
  }

  /** Reads the file once. One that is missing, damaged or of another registry counts as empty. */
  load(): Promise<void> {
    return (this.#loaded ??= this.#read());
  }

  /** The schema as JSON text. */
  schema(id: number): string | undefined {
    return this.#schemas.get(id);
  }

  id(subject: string, canonical: string): number | undefined {
    return this.#ids.get(`${subject}\n${canonical}`);
  }

  async keepSchema(id: number, schema: string): Promise<void> {
    if (this.#schemas.get(id) === schema) return;
    this.#schemas.set(id, schema);
    await this.#save();
  }

  async keepId(subject: string, canonical: string, id: number): Promise<void> {
    this.#ids.set(`${subject}\n${canonical}`, id);
    await this.#save();
  }

  async #read(): Promise<void> {
    if (this.#file === null) return;
    const text = await readFile(this.#file, 'utf8').catch(() => null);
    if (text === null) return;
    try {
      const kept = fileShape.parse(JSON.parse(text));
      if (kept.url !== this.#url) return;
      for (const [id, schema] of Object.entries(kept.schemas)) this.#schemas.set(Number(id), schema);
      for (const [subject, id] of Object.entries(kept.ids)) this.#ids.set(subject, id);
    } catch {
      // Damaged: it is written anew with the next answer.
    }
  }

  /** One write at a time, each whole; a file that cannot be written costs nothing but the next cold start. */
  #save(): Promise<void> {
    const file = this.#file;
    if (file === null) return Promise.resolve();
    this.#saving = this.#saving.then(async () => {
      const part = `${file}.${randomUUID()}`;
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(part, JSON.stringify({ url: this.#url, schemas: Object.fromEntries(this.#schemas), ids: Object.fromEntries(this.#ids) }), { mode: 0o600 });
        await rename(part, file);
      } catch {
        await rm(part, { force: true });
      }
    });
    return this.#saving;
  }
}
