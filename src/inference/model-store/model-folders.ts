import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where models lie on this machine. */
export interface ModelFolders {
  /** The manifest and the embedded weights: part of the project, never written to. */
  readonly embedded: string;
  /** What `models pull` fetched. */
  readonly pulled: string;
  /** What the hub's files were at the first pull; enforced from then on. */
  readonly lockFile: string;
  /** Remembered verifications. */
  readonly cache: string;
}

/**
 * The project's own models; pulled ones, their lock and the verification cache in the user's cache folder. Overridden by
 * `THALWEG_MODELS_DIR` (embedded), `THALWEG_PULLED_MODELS_DIR`, `THALWEG_MODELS_LOCK`, `THALWEG_CACHE_DIR`.
 */
export function modelFolders(environment: NodeJS.ProcessEnv = process.env): ModelFolders {
  const cacheRoot = environment['THALWEG_CACHE_DIR'] ?? join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'thalweg');
  const pulled = environment['THALWEG_PULLED_MODELS_DIR'] ?? join(cacheRoot, 'models');
  return {
    embedded: environment['THALWEG_MODELS_DIR'] ?? fileURLToPath(new URL('../../../models', import.meta.url)),
    pulled,
    lockFile: environment['THALWEG_MODELS_LOCK'] ?? join(pulled, 'models.lock.json'),
    cache: join(cacheRoot, 'verified'),
  };
}
