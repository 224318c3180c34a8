import type { ObjectStore } from '../../stages/object-store.js';
import type { S3StoreOptions } from './s3-store.js';

/** The S3 store, loaded with the first address that needs it: most runs on one machine never name one, and the SDK is large. */
export function createLazyS3Store(options: S3StoreOptions = {}, environment: NodeJS.ProcessEnv = process.env): ObjectStore & { close(): Promise<void> } {
  let opened: Promise<ObjectStore & { close(): void }> | null = null;
  const store = (): Promise<ObjectStore & { close(): void }> => {
    opened ??= import('./s3-store.js').then(({ createS3Store }) => createS3Store(options, environment));
    return opened;
  };
  return {
    stat: async (ref, signal) => (await store()).stat(ref, signal),
    read: async function* (ref, range, signal) {
      yield* (await store()).read(ref, range, signal);
    },
    write: async (uri, body, options, signal) => (await store()).write(uri, body, options, signal),
    list: async function* (prefixUri, signal) {
      yield* (await store()).list(prefixUri, signal);
    },
    close: async () => (await opened)?.close(),
  };
}
