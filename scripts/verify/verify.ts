import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { countTests } from './jest-report.js';
import { VERIFY_STEPS, type VerifyStep } from './steps.js';

/**
 * `npm run verify`: every check of the project, all of them even when one fails, ending in `N passed, N failed`.
 * `npm run verify -- types lint` runs the named steps only. Exit 0 when nothing failed, 1 otherwise, 2 for an unknown step.
 */
interface Outcome {
  readonly step: string;
  readonly passed: number;
  readonly failed: number;
  readonly skippedMedia: number;
  readonly complaints: readonly string[];
  readonly seconds: number;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !VERIFY_STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`verify: unknown step "${unknown.join('", "')}"; there are ${VERIFY_STEPS.map((step) => `"${step.name}"`).join(', ')}`);
  process.exit(2);
}

mkdirSync('.cache', { recursive: true });
const outcomes = VERIFY_STEPS.filter((step) => wanted.length === 0 || wanted.includes(step.name)).map(run);
console.log();
for (const outcome of outcomes) {
  const counts = `${outcome.passed} passed, ${outcome.failed} failed${outcome.skippedMedia > 0 ? `, ${outcome.skippedMedia} not run (their media or fonts are not here)` : ''}`;
  console.log(`${outcome.failed === 0 ? 'ok  ' : 'FAIL'}  ${outcome.step.padEnd(22)} ${outcome.seconds.toFixed(1).padStart(7)} s   ${counts}`);
  for (const complaint of outcome.complaints) console.log(`        ${complaint}`);
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function run(step: VerifyStep): Outcome {
  console.log(`\n── ${step.name}`);
  if (step.jestReport !== null) rmSync(step.jestReport, { force: true });
  const startedAt = performance.now();
  const [command = '', ...args] = step.command;
  // jest reports on stderr; its JSON goes to the report file, and stdout only repeats where.
  const ended = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = (performance.now() - startedAt) / 1000;
  const ok = ended.status === 0;
  if (step.jestReport === null) return { step: step.name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skippedMedia: 0, complaints: ok ? [] : [ended.error?.message ?? `ended with ${ended.signal ?? `exit code ${String(ended.status)}`}`], seconds };
  try {
    const count = countTests(step.jestReport);
    if (ok || count.failed > 0) return { step: step.name, ...count, seconds };
    return { step: step.name, ...count, failed: 1, complaints: [...count.complaints, `jest ended with exit code ${String(ended.status)}`], seconds };
  } catch (error) {
    return { step: step.name, passed: 0, failed: 1, skippedMedia: 0, complaints: [`jest left no report: ${error instanceof Error ? error.message : String(error)}`], seconds };
  }
}
