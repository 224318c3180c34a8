import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ThalwegError } from '../../domain/errors.js';

/** What a model does. Configuration picks one model for a role: `speech: whisper-small`. */
export const MODEL_ROLES = ['speech', 'voice-activity', 'screen-text', 'screen-text-pack', 'vision', 'product-categories', 'zero-shot-vision', 'picture-safety'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'wanted 64 lower-case hexadecimal digits');
/** Relative, inside the model's folder, with forward slashes. */
const relativePath = z.string().regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))[\w.+/-]+$/, 'wanted a relative path inside the model folder');

/** A tensor of an ONNX file; a dimension is a number or the name of a free one. */
const tensor = z.strictObject({ name: z.string(), type: z.string(), shape: z.array(z.union([z.number().int(), z.string()])) });

const embeddedFile = z.strictObject({
  path: relativePath,
  bytes: z.number().int().nonnegative(),
  sha256,
  licence: z.string().min(1),
  /** `run` files are verified before the model is loaded; the others accompany it. */
  purpose: z.enum(['run', 'golden', 'document']),
  inputs: z.array(tensor).optional(),
  outputs: z.array(tensor).optional(),
});

const hubFile = z.strictObject({
  path: relativePath,
  /** Where the file lies in the hub's repository, when not at `path`. */
  hubPath: relativePath.optional(),
  /** Only where upstream publishes it; otherwise what the hub says at the first download goes into the lock file. */
  sha256: sha256.optional(),
});

const described = { role: z.enum(MODEL_ROLES), version: z.string().min(1), licence: z.string().min(1), description: z.string().min(1) };

const embeddedModel = z.strictObject({
  ...described,
  kind: z.literal('embedded'),
  source: z.strictObject({ upstream: z.string().min(1), package: z.string().min(1) }),
  files: z.array(embeddedFile).min(1),
});

const hubModel = z.strictObject({
  ...described,
  kind: z.literal('hub'),
  source: z.strictObject({
    upstream: z.string().min(1),
    /** Base address: files are at `<hub>/<repository>/resolve/<revision>/<path>`. */
    hub: z.url({ protocol: /^https$/ }),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
    /** A branch, tag or commit; the lock file pins the commit that it meant at the first download. */
    revision: z.string().regex(/^[\w.-]+$/),
  }),
  files: z.array(hubFile).min(1),
});

const manifest = z.strictObject({
  formatVersion: z.literal(1),
  models: z.record(z.string().regex(/^[a-z0-9][a-z0-9.-]*$/), z.discriminatedUnion('kind', [embeddedModel, hubModel])),
});

export type Manifest = z.infer<typeof manifest>;
export type ManifestModel = Manifest['models'][string];
export type HubModel = Extract<ManifestModel, { kind: 'hub' }>;
export type HubFile = HubModel['files'][number];

/** @throws ThalwegError MODEL_MISSING without the file, CONFIG_INVALID when it is not what this version reads. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new ThalwegError('MODEL_MISSING', `no model manifest at ${path}; wanted the models folder of Thalweg`, { cause: error });
  }
  return parseManifest(text, path);
}

export function parseManifest(text: string, path: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ThalwegError('CONFIG_INVALID', `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const parsed = manifest.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ThalwegError('CONFIG_INVALID', `${path}: ${issue?.path.join('.') ?? 'manifest'}: ${issue?.message ?? 'not a model manifest'}`);
}
