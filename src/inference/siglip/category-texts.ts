import { asThalwegError } from '../../domain/errors.js';
import type { BatchedModel, RunOptions } from '../model-definition.js';
import type { ComparedCategory } from './compared-categories.js';
import type { CategoryVectors } from './likeness.js';
import type { EncodedTexts, EncodeTextsInput } from './siglip-tasks.js';

/**
 * The texts of the categories, encoded in a worker when first asked for and kept for the process. The encoding belongs
 * to no video: one that gives up leaves it running for the next. After a failure the next to ask starts anew.
 */
export class CategoryTexts {
  readonly #model: BatchedModel<EncodeTextsInput, EncodedTexts>;
  readonly #categories: readonly ComparedCategory[];
  #vectors: Promise<CategoryVectors> | null = null;

  constructor(model: BatchedModel<EncodeTextsInput, EncodedTexts>, categories: readonly ComparedCategory[]) {
    this.#model = model;
    this.#categories = categories;
  }

  /** Begins, where nobody did; who needs the texts learns of a failure from `vectors`. */
  begin(priority: number): void {
    void this.#once(priority).catch(() => undefined);
  }

  /** Rejects as the model does, and with the reason of the signal when that is aborted first. */
  async vectors({ priority, signal }: Pick<RunOptions, 'priority' | 'signal'>): Promise<CategoryVectors> {
    if (signal.aborted) throw asThalwegError(signal.reason);
    const vectors = this.#once(priority);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => reject(asThalwegError(signal.reason));
      signal.addEventListener('abort', onAbort, { once: true });
      void vectors.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  #once(priority: number): Promise<CategoryVectors> {
    if (this.#vectors !== null) return this.#vectors;
    const vectors = this.#encode(priority);
    this.#vectors = vectors;
    vectors.catch(() => (this.#vectors = null));
    return vectors;
  }

  async #encode(priority: number): Promise<CategoryVectors> {
    const texts = this.#categories.map(({ prompt }) => prompt);
    const { vectors, width } = await this.#model.run({ texts }, { priority, signal: new AbortController().signal });
    return { categoryIds: this.#categories.map(({ categoryId }) => categoryId), vectors, width };
  }
}
