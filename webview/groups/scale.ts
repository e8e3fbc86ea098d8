/**
 * The vertical axis of a live chart: it grows in round steps as soon as it must and shrinks only after half a
 * minute, so that a line does not dance. Labels beside it are pushed apart. Pure: time is an argument.
 */

const shrinkAfter = 30_000;
const ticksAtMost = 4;
const smallestTop = 10;

export interface Scale {
  readonly top: number;
  /** Distance between ticks: 1, 2 or 5 times a power of ten. */
  readonly step: number;
  /** Since when a smaller scale would have done; undefined = it is needed. */
  readonly tooLargeSince: number | undefined;
}

/** The scale for a highest value, given the scale before. */
export function nextScale(before: Scale | undefined, highest: number, now: number): Scale {
  const wanted = scaleFor(highest);
  if (before === undefined || wanted.top >= before.top) {
    return wanted;
  }
  const since = before.tooLargeSince ?? now;
  return now - since >= shrinkAfter ? wanted : { ...before, tooLargeSince: since };
}

/** 0, step, 2 × step … top. */
export function ticksOf(scale: Scale): readonly number[] {
  const count = Math.round(scale.top / scale.step);
  return Array.from({ length: count + 1 }, (_, index) => index * scale.step);
}

/**
 * Positions near the wanted ones, at least `distance` apart and within 0 … `height`; the order of the answer
 * is that of the question. What does not fit is pressed together evenly.
 */
export function spread(wanted: readonly number[], distance: number, height: number): readonly number[] {
  const order = wanted
    .map((_, index) => index)
    .sort((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0));
  const room = Math.min(distance, wanted.length > 1 ? height / (wanted.length - 1) : distance);
  const placed = new Array<number>(wanted.length).fill(0);
  let lowest = 0;
  for (const index of order) {
    placed[index] = Math.max(wanted[index] ?? 0, lowest);
    lowest = (placed[index] ?? 0) + room;
  }
  let highest = height;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, highest);
    highest = (placed[index] ?? 0) - room;
  }
  return placed;
}

function scaleFor(highest: number): Scale {
  const value = Math.max(smallestTop, highest);
  let power = 10 ** Math.floor(Math.log10(value / ticksAtMost));
  for (;;) {
    for (const factor of [1, 2, 5]) {
      const step = factor * power;
      if (step >= 1 && step * ticksAtMost >= value) {
        return { top: Math.ceil(value / step) * step, step, tooLargeSince: undefined };
      }
    }
    power *= 10;
  }
}
