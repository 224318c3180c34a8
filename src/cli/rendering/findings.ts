import type { Finding } from '../../app/checks/finding.js';
import type { Terminal } from '../terminal.js';
import { palette } from './palette.js';

/** One line a finding, its fix below it. */
async function writeFinding(terminal: Terminal, { subject, state, found, fix }: Finding): Promise<void> {
  const colour = palette(terminal.out.coloured);
  const mark = state === 'ok' ? colour.good('ok      ') : state === 'failed' ? colour.bad('FAILED  ') : colour.faint('not used');
  await terminal.out.write(`${mark}  ${subject}: ${found}\n`);
  if (fix !== null) await terminal.out.write(`          fix: ${fix}\n`);
}

/** Writes them all; true when nothing failed. */
export async function writeFindings(terminal: Terminal, findings: Iterable<Finding> | AsyncIterable<Finding>): Promise<boolean> {
  let failures = 0;
  for await (const finding of findings) {
    if (finding.state === 'failed') failures += 1;
    await writeFinding(terminal, finding);
  }
  return failures === 0;
}
