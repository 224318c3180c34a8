/** What became of one input, in the order of the inputs. */
export type Outcome<Result> = { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly error: unknown };

export interface OrderedRun {
  readonly atOnce: number;
  /** Outcomes that may wait for an earlier one; when there are as many, nothing new is started until it comes. */
  readonly mostHeld: number;
  readonly signal: AbortSignal;
}

/**
 * Works on up to `atOnce` inputs at a time and hands out each outcome in input order, as soon as it and all before it
 * are there. Once `signal` is aborted nothing new is started; what was finished by then is still handed out, what was
 * not is reported as failed with the abort.
 */
export async function runInOrder<Input, Result>(
  inputs: readonly Input[],
  { atOnce, mostHeld, signal }: OrderedRun,
  work: (input: Input, index: number) => Promise<Result>,
  handOut: (outcome: Outcome<Result>, index: number) => Promise<void>,
): Promise<void> {
  const outcomes = new Map<number, Outcome<Result>>();
  let next = 0;
  let handedOut = 0;
  let handing: Promise<void> = Promise.resolve();
  let waiting: (() => void)[] = [];

  const flush = async (): Promise<void> => {
    for (let outcome = outcomes.get(handedOut); outcome !== undefined; outcome = outcomes.get(handedOut)) {
      outcomes.delete(handedOut);
      handedOut += 1;
      await handOut(outcome, handedOut - 1);
    }
    const awake = waiting;
    waiting = [];
    for (const wake of awake) wake();
  };
  const worker = async (): Promise<void> => {
    while (next < inputs.length) {
      // The first of those that are waited for is under way in another worker, so this ends.
      if (outcomes.size >= mostHeld && !signal.aborted) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        continue;
      }
      const index = next++;
      const input = inputs[index] as Input;
      outcomes.set(index, signal.aborted ? { ok: false, error: signal.reason as unknown } : await settle(() => work(input, index)));
      handing = handing.then(flush);
      await handing;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, inputs.length) }, worker));
}

async function settle<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { ok: true, result: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}
