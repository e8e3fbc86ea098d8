/**
 * What Create Topic offers for the name typed so far: the name itself, with what speaks against it, and the
 * better one. Pure. It blocks only what Kafka would refuse, and the convention when that is enforced.
 */
import { isComplete } from '../../naming/check.ts';
import type { Finding } from '../../naming/convention.ts';
import { isDeparture } from '../../naming/policy.ts';
import type { Words } from './words.ts';

export interface NameChoice {
  /** `take` goes on with the name, `edit` puts it into the field to be completed, `refuse` does neither. */
  readonly action: 'take' | 'edit' | 'refuse';
  readonly name: string;
  /** A codicon's name. */
  readonly icon: string;
  readonly description: string;
  readonly detail: string | undefined;
}

export interface NameRules {
  /** Names that exist already. */
  readonly existing: readonly string[];
  /** A name that departs from the convention is refused, not only warned about. */
  readonly enforce: boolean;
  check(name: string, existing: readonly string[]): readonly Finding[];
}

export function nameChoices(typed: string, rules: NameRules, words: Words): readonly NameChoice[] {
  const name = typed.trim();
  if (name === '') {
    return [];
  }
  if (rules.existing.includes(name)) {
    const description = words.t('exists already');
    return [{ action: 'refuse', name, icon: 'error', description, detail: undefined }];
  }
  const findings = rules.check(name, rules.existing);
  const grave = findings.find((finding) => finding.level !== 'convention');
  const departs = findings.find((finding) => finding.level === 'convention' && isDeparture(finding));
  const suggestions = suggestionsOf(findings, name, words);
  if (grave !== undefined) {
    return [refused(name, grave, words.t('Kafka refuses this name'), words), ...suggestions];
  }
  if (departs === undefined) {
    const detail = findings[0] === undefined ? undefined : said(findings[0], words);
    return [{ action: 'take', name, icon: 'pass', description: words.t('follows the convention'), detail }];
  }
  if (rules.enforce) {
    return [...suggestions, refused(name, departs, words.t('the convention is enforced'), words)];
  }
  const description = words.t('create it anyway');
  return [
    { action: 'take', name, icon: 'warning', description, detail: said(departs, words) },
    ...suggestions,
  ];
}

/** A finding in the user's language. */
export function said(finding: Finding, words: Words): string {
  return words.t(finding.sentence.template, ...finding.sentence.values);
}

function refused(name: string, finding: Finding, description: string, words: Words): NameChoice {
  return { action: 'refuse', name, icon: 'error', description, detail: said(finding, words) };
}

function suggestionsOf(findings: readonly Finding[], typed: string, words: Words): readonly NameChoice[] {
  const suggestions = new Set(
    findings.flatMap(({ suggestion }) => (suggestion === undefined ? [] : [suggestion])),
  );
  suggestions.delete(typed);
  return [...suggestions].map((name) => {
    const complete = isComplete(name);
    const description = complete
      ? words.t('suggested')
      : words.t('suggested: fill in what is in angle brackets');
    return { action: complete ? 'take' : 'edit', name, icon: 'lightbulb', description, detail: undefined };
  });
}
