import type { Effort } from '../frame-observer.js';
import { areaOf, sharedArea, union } from './geometry.js';
import type { Region } from './text-reader.js';

/** How hard to search for text. */
export interface SearchPlan {
  /** Detector pixels on the picture's shorter side (never scaled up). */
  readonly shortSidePx: number;
  /** The whole picture is searched again after this many seconds at the latest. */
  readonly refreshS: number;
}

/** Measured on drawn texts of 5 % of the shorter side: all are found from 160 px up; the rest is for small print. What appears between two searches of the whole picture is noticed by its strokes. */
export const SEARCH_PLANS: Readonly<Record<Effort, SearchPlan>> = {
  fast: { shortSidePx: 256, refreshS: 2.5 },
  low: { shortSidePx: 384, refreshS: 2 },
  medium: { shortSidePx: 512, refreshS: 1.5 },
  high: { shortSidePx: 736, refreshS: 1 },
};

export interface SearchReasons {
  readonly width: number;
  readonly height: number;
  readonly sceneCut: boolean;
  /** Null before the first search. */
  readonly sinceSearchS: number | null;
  /** Where strokes appeared, and where known texts were lost. */
  readonly changed: readonly Region[];
  readonly appearedShare: number;
}

/** A change in more of the picture than this is a new picture. */
const NEW_PICTURE_SHARE = 0.2;

/** The regions to run the detector on: nothing for most frames, bands around what changed, or the whole picture. */
export function regionsToSearch(reasons: SearchReasons, plan: SearchPlan): readonly Region[] {
  const { width, height } = reasons;
  const whole: Region = { x0: 0, y0: 0, x1: width, y1: height };
  const due = reasons.sinceSearchS === null || reasons.sceneCut || reasons.sinceSearchS >= plan.refreshS || reasons.appearedShare > NEW_PICTURE_SHARE;
  if (due) return [whole];
  const bands = merged(reasons.changed.map((region) => padded(region, width, height)));
  return bands.reduce((sum, band) => sum + areaOf(band), 0) > 0.6 * areaOf(whole) ? [whole] : bands;
}

/** The whole breadth of the picture (the line that follows another at its place may be longer), and some room above and below. */
function padded(region: Region, width: number, height: number): Region {
  const room = Math.max(height * 0.03, (region.y1 - region.y0) * 0.5);
  return { x0: 0, y0: Math.max(0, Math.floor(region.y0 - room)), x1: width, y1: Math.min(height, Math.ceil(region.y1 + room)) };
}

function merged(regions: readonly Region[]): readonly Region[] {
  const bands: Region[] = [];
  for (let region of regions) {
    for (let i = bands.findIndex((band) => sharedArea(band, region) > 0); i >= 0; i = bands.findIndex((band) => sharedArea(band, region) > 0)) {
      region = union(region, bands[i] as Region);
      bands.splice(i, 1);
    }
    bands.push(region);
  }
  return bands;
}
