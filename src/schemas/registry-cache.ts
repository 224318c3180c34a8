import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const contents = z.object({ writers: z.record(z.string(), z.unknown()), ids: z.record(z.string(), z.int()) });
type Contents = z.infer<typeof contents>;

/**
 * What a registry answered, kept on disk: schema ids never change their meaning, so a process that starts while the
 * registry is away still reads and writes all that was seen before. A damaged or absent file is an empty cache.
 */
export class RegistryCache {
  #contents: Promise<Contents> | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** @param path null keeps it in memory only. */
  constructor(private readonly path: string | null) {}

  async writer(id: number): Promise<unknown> {
    return (await this.#load()).writers[String(id)];
  }

  async id(key: string): Promise<number | undefined> {
    return (await this.#load()).ids[key];
  }

  async rememberWriter(id: number, schema: unknown): Promise<void> {
    (await this.#load()).writers[String(id)] = schema;
    await this.#save();
  }

  async rememberId(key: string, id: number): Promise<void> {
    (await this.#load()).ids[key] = id;
    await this.#save();
  }

  #load(): Promise<Contents> {
    this.#contents ??= this.#read();
    return this.#contents;
  }

  async #read(): Promise<Contents> {
    if (this.path === null) return { writers: {}, ids: {} };
    try {
      return contents.parse(JSON.parse(await readFile(this.path, 'utf8')));
    } catch {
      return { writers: {}, ids: {} };
    }
  }

  /** Atomic, one write after the other; a cache that cannot be written is no reason to fail. */
  #save(): Promise<void> {
    const { path } = this;
    if (path === null) return Promise.resolve();
    this.#writing = this.#writing.then(async () => {
      try {
        await mkdir(dirname(path), { recursive: true });
        const temporary = `${path}.${randomUUID()}`;
        await writeFile(temporary, JSON.stringify(await this.#load()));
        await rename(temporary, path);
      } catch {
        // The next answer is asked for again.
      }
    });
    return this.#writing;
  }
}
