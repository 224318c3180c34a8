import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Manifest {
  readonly formatVersion: number;
  readonly models: Record<string, unknown>;
}

const FILES = [
  { path: 'MODEL.md', purpose: 'document' },
  { path: 'head.json', purpose: 'run' },
  { path: 'head.f32', purpose: 'run' },
  { path: 'imagenet-categories.tsv', purpose: 'run' },
] as const;

/** Puts the sizes and sha256 of the fitted files into the models' manifest: nothing else may load them. */
export async function recordInManifest(modelsFolder: string, version: string): Promise<void> {
  const file = path.join(modelsFolder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  manifest.models['product-head'] = {
    role: 'product-categories',
    version,
    licence: 'Apache-2.0',
    description: 'Shopify categories from image features: a linear head for clothing and groceries, and a table for ImageNet classes',
    kind: 'embedded',
    source: { upstream: 'fitted by this project', package: 'npm run train:product-head' },
    files: await Promise.all(
      FILES.map(async ({ path: name, purpose }) => {
        const bytes = await readFile(path.join(modelsFolder, 'product-head', name));
        return { path: name, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex'), licence: 'Apache-2.0', purpose };
      }),
    ),
  };
  await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
