/**
 * Sentences with numbered placeholders: English here, translatable in the user interface.
 * It must not decide what is said.
 */

/** A sentence with `{0}` placeholders and what fills them. */
export interface Sentence {
  readonly template: string;
  readonly values: readonly string[];
}

export function sentence(template: string, ...values: readonly string[]): Sentence {
  return { template, values };
}

/** The English text of a sentence. */
export function english({ template, values }: Sentence): string {
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
}
