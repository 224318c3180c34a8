import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { regionNamed } from './s3-error.js';

/**
 * One client for each region that a bucket turned out to lie in. (The SDK's own `followRegionRedirects` changes the region
 * of a client while other requests use it.)
 */
export class S3Clients {
  readonly #config: S3ClientConfig;
  readonly home: S3Client;
  readonly #abroad = new Map<string, S3Client>();
  readonly #regionOf = new Map<string, string>();

  constructor(config: S3ClientConfig) {
    this.#config = config;
    this.home = new S3Client(config);
  }

  /** Runs a request; once more with the right region when the answer names another one for the bucket. */
  async send<T>(bucket: string, request: (client: S3Client) => Promise<T>): Promise<T> {
    const known = this.#regionOf.get(bucket);
    try {
      return await request(this.of(bucket));
    } catch (error) {
      const named = regionNamed(error);
      if (named === null || named === known) throw error;
      this.#regionOf.set(bucket, named);
      return request(this.of(bucket));
    }
  }

  of(bucket: string): S3Client {
    const region = this.#regionOf.get(bucket);
    if (region === undefined) return this.home;
    const client = this.#abroad.get(region) ?? new S3Client({ ...this.#config, region });
    this.#abroad.set(region, client);
    return client;
  }

  destroy(): void {
    for (const client of [this.home, ...this.#abroad.values()]) client.destroy();
  }
}
