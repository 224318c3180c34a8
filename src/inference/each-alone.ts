/** One after the other: each fills the core by itself, and its result or failure cannot depend on its neighbours. */
export async function eachAlone<Input, Output>(inputs: readonly Input[], one: (input: Input) => Promise<Output>): Promise<readonly (Output | Error)[]> {
  const results: (Output | Error)[] = [];
  for (const input of inputs) {
    try {
      results.push(await one(input));
    } catch (error) {
      results.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return results;
}
