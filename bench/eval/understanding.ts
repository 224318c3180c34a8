import { expectedCalibrationError } from '../../src/domain/calibration.js';
import type { ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import { isRightCategory, type Truth } from './truth.js';

export interface Judged {
  readonly truth: Truth;
  /** Null where the video failed. */
  readonly found: ProductVideoEnriched | null;
}

export interface Share {
  readonly right: number;
  readonly of: number;
}

export interface CategoryScore {
  readonly overall: Share;
  readonly byClass: ReadonlyMap<string, Share>;
  readonly ece: number;
  readonly misses: readonly { readonly file: string; readonly wanted: string; readonly found: string; readonly confidence: number }[];
}

export function scoreCategories(judged: readonly Judged[]): CategoryScore {
  const rows = judged.filter(({ truth }) => truth.shopifyCategoryId !== null).map(({ truth, found }) => {
    const tag = found?.tags.find((one) => one.kind === 'category') ?? null;
    return { truth, tag, right: tag !== null && isRightCategory(truth, tag.id) };
  });
  const byClass = new Map<string, Share>();
  for (const { truth, right } of rows) {
    const label = truth.coarseLabel ?? truth.productLabel ?? truth.shopifyCategoryId ?? '';
    const share = byClass.get(label) ?? { right: 0, of: 0 };
    byClass.set(label, { right: share.right + (right ? 1 : 0), of: share.of + 1 });
  }
  return {
    overall: { right: rows.filter((row) => row.right).length, of: rows.length },
    byClass,
    ece: expectedCalibrationError(rows.map(({ tag, right }) => ({ confidence: tag?.confidence ?? 0, right }))),
    misses: rows.filter((row) => !row.right).map(({ truth, tag }) => ({ file: truth.file, wanted: `${truth.shopifyCategoryId ?? ''} ${truth.productLabel ?? ''}`, found: tag === null ? 'none' : `${tag.id} ${tag.value}`, confidence: tag?.confidence ?? 0 })),
  };
}

export interface ConflictScore {
  readonly contradicting: Share;
  /** `right` counts the videos without contradiction that were called one all the same. */
  readonly falseAlarms: Share;
  readonly misses: readonly { readonly file: string; readonly what: 'missed' | 'false alarm'; readonly detail: string }[];
}

/** Only what is said of the product is counted: the truth says nothing of prices and brands in conflict. */
export function scoreConflicts(judged: readonly Judged[]): ConflictScore {
  const rows = judged.map(({ truth, found }) => ({ truth, conflict: found?.consistency.conflicts.find((one) => one.detail.startsWith('product:')) ?? null }));
  const contradicting = rows.filter(({ truth }) => truth.contradiction);
  const others = rows.filter(({ truth }) => !truth.contradiction);
  return {
    contradicting: { right: contradicting.filter(({ conflict }) => conflict !== null).length, of: contradicting.length },
    falseAlarms: { right: others.filter(({ conflict }) => conflict !== null).length, of: others.length },
    misses: rows.filter(({ truth, conflict }) => truth.contradiction !== (conflict !== null)).map(({ truth, conflict }) => ({ file: truth.file, what: conflict === null ? 'missed' : 'false alarm', detail: conflict?.detail ?? truth.title ?? '' })),
  };
}

export interface FlagScore {
  readonly byClass: ReadonlyMap<string, { readonly hit: number; readonly missed: number; readonly wrong: number }>;
  readonly misses: readonly { readonly file: string; readonly class: string; readonly what: 'missed' | 'wrong'; readonly evidence: string }[];
}

/** Flags of severity `info` tell of the picture, not of a breach; truth files do not list them. */
export function scoreFlags(judged: readonly Judged[]): FlagScore {
  const byClass = new Map<string, { hit: number; missed: number; wrong: number }>();
  const misses: FlagScore['misses'][number][] = [];
  for (const { truth, found } of judged) {
    const wanted = new Set(truth.expectedFlags.map((flag) => flag.replaceAll('_', '-')));
    const raised = (found?.flags ?? []).filter((flag) => flag.severity !== 'info' && flag.decision !== 'cleared');
    for (const name of new Set([...wanted, ...raised.map((flag) => flag.class)])) {
      const count = byClass.get(name) ?? { hit: 0, missed: 0, wrong: 0 };
      byClass.set(name, count);
      const flag = raised.find((one) => one.class === name);
      if (wanted.has(name) && flag !== undefined) count.hit += 1;
      else if (flag === undefined) {
        count.missed += 1;
        misses.push({ file: truth.file, class: name, what: 'missed', evidence: '' });
      } else {
        count.wrong += 1;
        misses.push({ file: truth.file, class: name, what: 'wrong', evidence: flag.evidence.map((one) => one.text ?? '').join(' | ').slice(0, 160) });
      }
    }
  }
  return { byClass, misses };
}
