import { readFileSync } from 'node:fs';
import type { Job, JobReport } from './job.js';

/** A process of its own for one job, compiled as for users: `node run-job.js JOB.json` prints a `JobReport`. */
const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Job;
process.stdout.write(`\n${JSON.stringify(await run(job))}\n`, () => process.exit(0));

async function run(wanted: Job): Promise<JobReport> {
  switch (wanted.role) {
    case 'thalweg':
      return (await import('./thalweg-job.js')).runThalweg(wanted);
    case 'naive':
      return (await import('./naive-job.js')).runNaive(wanted);
    case 'ceiling':
      return (await import('./ceiling-job.js')).runCeiling(wanted);
  }
}
