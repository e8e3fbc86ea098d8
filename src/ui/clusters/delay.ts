/** The delay that a person gives for a slow broker. Pure; the cluster checks it again. */
import type { Localizer } from './clusterStatus.ts';

/** Felt in every acknowledgement, and taken for a failure by nobody. */
export const usualDelayMs = 200;
const longestDelayMs = 60_000;

/** Why `text` is no delay; undefined when it is one. */
export function delayFault(text: string, l10n: Localizer): string | undefined {
  const delay = Number(text);
  return /^\d+$/.test(text) && delay >= 1 && delay <= longestDelayMs
    ? undefined
    : l10n.t('A whole number of milliseconds from 1 to {0}', longestDelayMs);
}
