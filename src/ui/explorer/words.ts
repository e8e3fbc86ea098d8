/** Small pieces of text that several rows share. Pure: the language comes in. */
import type { Localizer } from '../clusters/clusterStatus.ts';

export interface Words extends Localizer {
  /** A number of things, grouped as the language does; never for offsets, which are names. */
  count(value: number): string;
}

export function wordsFor(l10n: Localizer, language: string): Words {
  const format = new Intl.NumberFormat(language);
  return { t: (message, ...values) => l10n.t(message, ...values), count: (value) => format.format(value) };
}

/** What is known, with the separator the tree uses everywhere. */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

export function list(values: readonly (number | string)[]): string {
  return values.join(', ');
}
