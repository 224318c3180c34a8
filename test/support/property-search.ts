import fc from 'fast-check';

/**
 * Where properties are searched. A build searches from one seed, so that it fails for what changed and for nothing else;
 * `npm run test:properties` searches from a new seed and longer, and what it finds becomes a test of its own.
 *
 * `PROPERTY_SEED` a whole number or `new`; `PROPERTY_TIMES` how many times as many cases as a test asks for.
 */
const times = Number(process.env['PROPERTY_TIMES'] ?? 1);
const seed = process.env['PROPERTY_SEED'] === 'new' ? Date.now() : Number(process.env['PROPERTY_SEED'] ?? 20261128);

/** @param count how many cases a build tries; fast-check's own default is 100 */
export function cases(count = 100): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: Math.round(count * times), seed };
}

fc.configureGlobal(cases());
