/**
 * One minute of a partition's lag as an SVG path, 60 × 17. Pure.
 */

export const sparkWidth = 60;
export const sparkHeight = 17;

const span = 60_000;
const margin = 1.7;

/**
 * The path, empty without two values. A steady line stays flat: the range is never less than a tenth of the
 * value, so that noise is not blown up into mountains. Breaks where a value is missing.
 */
export function sparkPath(
  values: readonly { readonly at: number; readonly value: number | null }[],
  now: number,
): string {
  const recent = values.filter((one) => one.at >= now - span);
  const known = recent.map((one) => one.value).filter((value) => value !== null);
  if (known.length < 2) {
    return '';
  }
  const high = Math.max(...known);
  const low = Math.min(...known);
  const range = Math.max(high - low, high / 10, 5);
  const middle = (high + low) / 2;
  let path = '';
  let move = true;
  for (const { at, value } of recent) {
    if (value === null) {
      move = true;
      continue;
    }
    const x = sparkWidth - ((now - at) / span) * sparkWidth;
    const y = sparkHeight / 2 - ((value - middle) / range) * (sparkHeight - 2 * margin);
    path += `${move ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    move = false;
  }
  return path;
}
