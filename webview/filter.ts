/**
 * Which options a typed text leaves. Pure.
 */

/** Options shown at once: more than a screen is what the filter is for. */
export const shownOptions = 100;

export interface Filtered {
  readonly shown: readonly string[];
  /** Matches beyond the shown ones. */
  readonly more: number;
}

/** Options that contain every word of the text, whatever the case, in their own order. */
export function filterOptions(options: readonly string[], text: string): Filtered {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const matches = options.filter((option) => {
    const lower = option.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
  return { shown: matches.slice(0, shownOptions), more: Math.max(0, matches.length - shownOptions) };
}
