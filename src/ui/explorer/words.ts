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

export function partitionsText(count: number, words: Words): string {
  return count === 1 ? words.t('1 partition') : words.t('{0} partitions', words.count(count));
}

export function recordsText(count: number, words: Words): string {
  return count === 1 ? words.t('1 record') : words.t('{0} records', words.count(count));
}

export function membersText(count: number, words: Words): string {
  return count === 1 ? words.t('1 member') : words.t('{0} members', words.count(count));
}

/** `lag` undefined = nobody can say. */
export function lagText(lag: number | undefined, words: Words): string {
  return lag === undefined ? words.t('lag unknown') : words.t('lag {0}', words.count(lag));
}

export function list(values: readonly (number | string)[]): string {
  return values.join(', ');
}
