import { kinship } from '../../domain/taxonomy.js';

/** How far a picture of `seen` speaks for `candidate`: a general name is right but says less, a finer one may be right. */
export function visionKin(candidate: string, seen: string): number {
  switch (kinship(candidate, seen)) {
    case 'same': return 1;
    case 'ancestor': return 0.7;
    case 'descendant': return 0.75;
    case 'sibling': return 0.05;
    case 'cousin':
    case 'apart': return 0;
  }
}

/** How far a text that names `said` speaks for `candidate`. A finer category than the text's is still what the text says. */
export function textKin(candidate: string, said: string): number {
  switch (kinship(candidate, said)) {
    case 'same': return 1;
    case 'ancestor': return 0.6;
    case 'descendant': return 0.8;
    case 'sibling': return 0.15;
    case 'cousin':
    case 'apart': return 0;
  }
}

/** Whether two categories can both be right of one product. Siblings can: labels differ in where they draw the line. */
export function agree(a: string, b: string): boolean {
  const kin = kinship(a, b);
  return kin !== 'cousin' && kin !== 'apart';
}
