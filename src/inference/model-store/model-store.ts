import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { ThalwegError } from '../../domain/errors.js';
import type { ModelIdentity } from '../../domain/product-video-enriched.js';
import { readLock, type ModelLock } from './lock-file.js';
import { readManifest, type Manifest, type ManifestModel, type ModelRole } from './manifest.js';
import { modelFolders, type ModelFolders } from './model-folders.js';
import { VerificationCache } from './verification-cache.js';

export interface ModelStoreOptions {
  readonly folders?: Partial<ModelFolders>;
  /** Which model plays a role when it is not the embedded one: `{ speech: 'whisper-small' }`. */
  readonly use?: Readonly<Partial<Record<ModelRole, string>>>;
}

/** A file that a model needs, with what it must be. `expected` is null for a hub file that was never pulled. */
export interface ModelFile {
  readonly path: string;
  readonly absolutePath: string;
  readonly needed: boolean;
  readonly expected: { readonly bytes: number; readonly sha256: string } | null;
}

export interface FileCheck extends ModelFile {
  readonly state: 'ok' | 'missing' | 'wrong-size' | 'wrong-sha256' | 'not-pulled';
  readonly foundBytes: number | null;
  readonly foundSha256: string | null;
}

/** All models that the manifest names, embedded and pulled. Nothing gets a path from here before its sha256 was verified. */
export class ModelStore {
  readonly folders: ModelFolders;
  readonly manifest: Manifest;
  readonly #lock: ModelLock;
  readonly #use: Readonly<Partial<Record<ModelRole, string>>>;
  readonly #cache: VerificationCache;
  readonly #verified = new Map<string, Promise<string>>();

  private constructor(folders: ModelFolders, manifest: Manifest, lock: ModelLock, use: Readonly<Partial<Record<ModelRole, string>>>) {
    this.folders = folders;
    this.manifest = manifest;
    this.#lock = lock;
    this.#use = use;
    this.#cache = new VerificationCache(folders.cache);
  }

  /** @throws ThalwegError MODEL_MISSING or CONFIG_INVALID for an absent or wrong manifest, lock or choice of models. */
  static async open(options: ModelStoreOptions = {}): Promise<ModelStore> {
    const folders = { ...modelFolders(), ...options.folders };
    const manifest = await readManifest(folders.embedded);
    const use = options.use ?? {};
    for (const [role, name] of Object.entries(use)) {
      const model = manifest.models[name];
      const fitting = Object.keys(manifest.models).filter((other) => manifest.models[other]?.role === role);
      if (model?.role !== role) throw new ThalwegError('CONFIG_INVALID', `models.${role} is "${name}"; wanted one of ${fitting.join(', ') || 'none: no model of the manifest has that role'}`);
    }
    return new ModelStore(folders, manifest, await readLock(folders.lockFile), use);
  }

  get names(): readonly string[] {
    return Object.keys(this.manifest.models);
  }

  /** @throws ThalwegError MODEL_MISSING for a name that the manifest does not have. */
  model(name: string): ManifestModel {
    const model = this.manifest.models[name];
    if (model === undefined) throw new ThalwegError('MODEL_MISSING', `the manifest has no model "${name}"; it has ${this.names.join(', ')}`);
    return model;
  }

  /** Whether a model's files are on this machine, all of their size; what they hold is verified before the first use. */
  async isHere(name: string): Promise<boolean> {
    const found = await Promise.all(this.files(name).map(async ({ absolutePath, expected }) => expected !== null && (await stat(absolutePath).catch(() => null))?.size === expected.bytes));
    return found.every(Boolean);
  }

  /** The model that plays a role: the configured one, else the embedded one. */
  active(role: ModelRole): string {
    const name = this.#use[role] ?? this.names.find((other) => this.model(other).role === role && this.model(other).kind === 'embedded');
    if (name === undefined) throw new ThalwegError('MODEL_MISSING', `no embedded model plays the role ${role}; name one under models.${role}`);
    return name;
  }

  folder(name: string): string {
    return join(this.model(name).kind === 'embedded' ? this.folders.embedded : this.folders.pulled, name);
  }

  files(name: string): readonly ModelFile[] {
    const model = this.model(name);
    const folder = this.folder(name);
    if (model.kind === 'embedded') {
      return model.files.map(({ path, bytes, sha256, purpose }) => ({ path, absolutePath: join(folder, path), needed: purpose === 'run', expected: { bytes, sha256 } }));
    }
    const locked = this.#lock.models[name];
    return model.files.map(({ path }) => ({ path, absolutePath: join(folder, path), needed: true, expected: locked?.files[path] ?? null }));
  }

  /**
   * The folder of a model, once every file that running it needs was verified (remembered by size and modification time).
   * @throws ThalwegError MODEL_MISSING for an absent file, MODEL_CORRUPT for one with another size or sha256.
   */
  verifiedFolder(name: string): Promise<string> {
    const known = this.#verified.get(name);
    if (known !== undefined) return known;
    const verifying = this.#verify(name);
    this.#verified.set(name, verifying);
    verifying.catch(() => this.#verified.delete(name));
    return verifying;
  }

  /** Absolute path of one file of a verified model. */
  async file(name: string, path: string): Promise<string> {
    const folder = await this.verifiedFolder(name);
    if (!this.files(name).some((file) => file.path === path)) throw new ThalwegError('MODEL_MISSING', `the manifest lists no file ${path} for model ${name}`);
    return join(folder, path);
  }

  /** What a result says about a model: its sha256 is over the sorted `sha256  path` lines of the files that running it needs. */
  identity(name: string): ModelIdentity {
    const lines = this.files(name)
      .filter((file) => file.needed)
      .map((file) => `${file.expected?.sha256 ?? '-'}  ${file.path}\n`)
      .sort();
    return { name, version: this.model(name).version, sha256: createHash('sha256').update(lines.join('')).digest('hex') };
  }

  /** Checks each file of a model, golden files and texts too; reads all bytes anew unless `remembered` may be trusted. */
  async check(name: string, options: { readonly remembered: boolean } = { remembered: false }): Promise<readonly FileCheck[]> {
    const checks: FileCheck[] = [];
    for (const file of this.files(name)) checks.push(await this.#checkFile(file, options.remembered));
    return checks;
  }

  async #checkFile(file: ModelFile, remembered: boolean): Promise<FileCheck> {
    const result = (state: FileCheck['state'], foundBytes: number | null, foundSha256: string | null): FileCheck => ({ ...file, state, foundBytes, foundSha256 });
    if (file.expected === null) return result('not-pulled', null, null);
    let bytes: number;
    try {
      bytes = (await stat(file.absolutePath)).size;
    } catch {
      return result('missing', null, null);
    }
    if (bytes !== file.expected.bytes) return result('wrong-size', bytes, null);
    const sha256 = await (remembered ? this.#cache.sha256(file.absolutePath) : this.#cache.measure(file.absolutePath));
    return result(sha256 === file.expected.sha256 ? 'ok' : 'wrong-sha256', bytes, sha256);
  }

  async #verify(name: string): Promise<string> {
    for (const file of this.files(name)) {
      if (file.needed) refuse(name, await this.#checkFile(file, true));
    }
    return this.folder(name);
  }
}

function refuse(name: string, check: FileCheck): void {
  const what = `model ${name}: ${check.absolutePath}`;
  switch (check.state) {
    case 'ok':
      return;
    case 'not-pulled':
      throw new ThalwegError('MODEL_MISSING', `model ${name} is not on this machine; run "thalweg models pull ${name}"`);
    case 'missing':
      throw new ThalwegError('MODEL_MISSING', `${what} is missing; wanted ${check.expected?.bytes ?? 0} bytes`);
    case 'wrong-size':
      throw new ThalwegError('MODEL_CORRUPT', `${what} has ${check.foundBytes ?? 0} bytes; wanted ${check.expected?.bytes ?? 0}`);
    case 'wrong-sha256':
      throw new ThalwegError('MODEL_CORRUPT', `${what} has sha256 ${check.foundSha256 ?? ''}; wanted ${check.expected?.sha256 ?? ''}`);
  }
}
