/** How figures are printed: what was measured, then the figure, one a line. */

export const mebibyte = 1024 * 1024;

export function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(72)}${figure}\n`);
}

export function mebibytes(bytes: number): string {
  return `${(bytes / mebibyte).toFixed(0)} MiB`;
}

/** The middle of several runs, with the extremes. @param values milliseconds */
export function medianAndSpread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b).map((value) => value.toFixed(0));
  const median = sorted[Math.floor(sorted.length / 2)];
  return `${median} ms (${sorted[0]} to ${sorted.at(-1)} in ${sorted.length} runs)`;
}
