/** Names one object: `s3://bucket/key` (the key as it is, not URL-encoded), `https://…`, `file:///…` or a path. */
export interface ObjectRef {
  readonly uri: string;
  /** That version and no other; null for the newest. */
  readonly versionId: string | null;
  /** Only while the object still has this ETag (without quotes); null for whatever is there. */
  readonly etag: string | null;
  /** What `stat` said, where it was asked: an answer that speaks of another size is about another version. */
  readonly sizeBytes?: number | null;
}

export interface ObjectFacts {
  readonly uri: string;
  /** Null where the server does not say. */
  readonly sizeBytes: number | null;
  /** Without quotes. Null where the store has none, or one that does not name the bytes (weak). */
  readonly etag: string | null;
  readonly versionId: string | null;
  readonly contentType: string | null;
  /** RFC 3339. */
  readonly modifiedAt: string | null;
  /** What the store knows of the whole object's bytes; null when it knows nothing that can be checked. */
  readonly digest: ObjectDigest | null;
  /** Whether `read` can begin in the middle and surely goes on with the same version. */
  readonly ranges: boolean;
}

/** Hex in lower case. `md5-of-parts`: the MD5 of the MD5s of parts of `partBytes`, the last of which may be shorter. */
export type ObjectDigest =
  | { readonly algorithm: 'md5' | 'sha256' | 'sha1' | 'crc32'; readonly hex: string }
  | { readonly algorithm: 'md5-of-parts'; readonly hex: string; readonly partBytes: number };

export interface ByteRange {
  readonly startByte: number;
  /** Exclusive. */
  readonly endByte: number;
}

export type ObjectBody = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Where big bytes lie. Implementations: `s3`, `files`, `https` (read only); one contract suite over all.
 *
 * Errors of every method: `SOURCE_NOT_FOUND`, `SOURCE_FORBIDDEN`, `SOURCE_CHANGED` (the ETag asked for is not the one
 * there), `SOURCE_ADDRESS_REFUSED`, `SOURCE_SCHEME_UNSUPPORTED` (permanent: this object will not come);
 * `SOURCE_UNAVAILABLE`, `SOURCE_THROTTLED`, `SOURCE_TIMEOUT` (retryable, after the store's own few quick tries);
 * `CREDENTIALS_REFUSED` (fatal: no object of this store will come); `CANCELLED`.
 */
export interface ObjectStore {
  stat(ref: ObjectRef, signal: AbortSignal): Promise<ObjectFacts>;

  /** The bytes in order; the request begins with the first `next`. A range ends early where the object does. Leaving the loop closes the connection. */
  read(ref: ObjectRef, range: ByteRange | null, signal: AbortSignal): AsyncIterable<Uint8Array>;

  /** Puts the whole object or nothing. Resolves once it is durable. */
  write(uri: string, body: ObjectBody, options: { readonly contentType: string | null }, signal: AbortSignal): Promise<ObjectFacts>;

  /** All objects whose URI begins with this one, in byte order of their names, page by page as they are asked for. `digest` is null. */
  list(prefixUri: string, signal: AbortSignal): AsyncIterable<ObjectFacts>;
}
