import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What one jest run came to. A skipped test counts as failed unless it is a media test: those need material that not every machine has. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skippedMedia: number;
  /** One line for each thing that failed without a failing test of its own. */
  readonly complaints: readonly string[];
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** @throws Error when jest left no report, that is when it broke before the tests. */
export function countTests(path: string): TestCount {
  const report = JSON.parse(readFileSync(path, 'utf8')) as JestReport;
  const complaints: string[] = [];
  let skippedMedia = 0;
  for (const file of report.testResults) {
    const where = relative(process.cwd(), file.name);
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) complaints.push(`${where} could not run`);
    for (const test of file.assertionResults) {
      if (test.status !== 'pending' && test.status !== 'todo') continue;
      if (where.startsWith('test/media/')) skippedMedia += 1;
      else complaints.push(`${where} skipped: ${test.fullName}`);
    }
  }
  return { passed: report.numPassedTests, failed: report.numFailedTests + complaints.length, skippedMedia, complaints };
}
