/** A stretch of time that something was found in; both ends may be one moment. */
export interface Span {
  readonly startS: number;
  readonly endS: number;
}

/** A picture that is on the screen from `timestampS` until another one is. */
export interface TimedPicture {
  readonly timestampS: number;
  readonly untilS: number;
  readonly sceneCut: boolean;
}

/** Pictures that show a video's course. */
const SPREAD = 12;
/** With those that evidence asks for. */
const MOST_KEPT = 32;
/** How much closer to its neighbours a scene's first frame may be than another before it is dropped. */
const SCENE_CUT_WORTH = 3;
/** Times of evidence are rounded. */
const TOLERANCE_S = 0.05;

/**
 * Pictures for a report, in order of time: as few as put one into each wanted span (as far as pictures of it are there),
 * and others spread over the video.
 */
export function keptPictures<Picture extends TimedPicture>(pictures: readonly Picture[], wanted: readonly Span[]): readonly Picture[] {
  const needed = covering(pictures, wanted).slice(0, MOST_KEPT);
  const spread = thinned(pictures, SPREAD);
  const room = Math.max(0, SPREAD - needed.length);
  const others = spread.filter((picture) => !needed.includes(picture));
  const first = pictures[0];
  const added = room >= others.length ? others : every(others, room);
  const kept = new Set([...(first === undefined ? [] : [first]), ...needed, ...added]);
  return pictures.filter((picture) => kept.has(picture));
}

/** The classic sweep: spans by their end, each served by the latest picture that is in it, unless it is served already. */
function covering<Picture extends TimedPicture>(pictures: readonly Picture[], wanted: readonly Span[]): readonly Picture[] {
  const chosen: Picture[] = [];
  for (const span of [...wanted].sort((a, b) => a.endS - b.endS)) {
    if (chosen.some((picture) => isWithin(picture, span))) continue;
    const latest = pictures.findLast((picture) => isWithin(picture, span));
    if (latest !== undefined) chosen.push(latest);
  }
  return chosen;
}

function isWithin({ timestampS, untilS }: TimedPicture, { startS, endS }: Span): boolean {
  return (timestampS >= startS - TOLERANCE_S && timestampS <= endS + TOLERANCE_S) || (timestampS <= startS && untilS > startS);
}

function every<Item>(items: readonly Item[], count: number): readonly Item[] {
  return Array.from({ length: count }, (_, at) => items[Math.floor(((at + 0.5) * items.length) / count)]).filter((item) => item !== undefined);
}

/** The pictures without those that lie nearest to their neighbours in time; first and last stay. */
export function thinned<Picture extends TimedPicture>(pictures: readonly Picture[], most: number): Picture[] {
  const kept = [...pictures];
  while (kept.length > most) {
    let nearest = 1;
    let nearestWorth = Infinity;
    for (let at = 1; at < kept.length - 1; at += 1) {
      const before = kept[at - 1];
      const picture = kept[at];
      const after = kept[at + 1];
      if (before === undefined || picture === undefined || after === undefined) continue;
      const worth = (after.timestampS - before.timestampS) * (picture.sceneCut ? SCENE_CUT_WORTH : 1);
      if (worth < nearestWorth) {
        nearest = at;
        nearestWorth = worth;
      }
    }
    kept.splice(nearest, 1);
  }
  return kept;
}
