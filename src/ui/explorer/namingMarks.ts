/**
 * The mark on a topic whose name departs from the convention. Pure, and remembered until the names on the
 * cluster or the convention change, since the tree asks for every topic at every reading.
 */
import type { Finding } from '../../naming/convention.ts';
import { isDeparture } from '../../naming/policy.ts';
import { said } from './nameChoices.ts';
import type { NamingMark } from './topicItems.ts';
import type { Words } from './words.ts';

export class NamingMarks {
  readonly #check: (name: string, existing: readonly string[]) => readonly Finding[];
  readonly #words: Words;
  readonly #known = new Map<string, NamingMark | undefined>();
  #names: readonly string[] = [];
  #signature = '';

  constructor(check: (name: string, existing: readonly string[]) => readonly Finding[], words: Words) {
    this.#check = check;
    this.#words = words;
  }

  /** `all` are the names on the cluster, `topic` among them; the same array at one reading. */
  mark(topic: string, all: readonly string[]): NamingMark | undefined {
    if (all !== this.#names) {
      this.#names = all;
      const signature = all.join('\n');
      if (signature !== this.#signature) {
        this.#signature = signature;
        this.#known.clear();
      }
    }
    if (!this.#known.has(topic)) {
      this.#known.set(topic, this.#judge(topic, all));
    }
    return this.#known.get(topic);
  }

  /** The convention changed. */
  forget(): void {
    this.#known.clear();
  }

  #judge(topic: string, all: readonly string[]): NamingMark | undefined {
    const finding = this.#check(topic, all).find(isDeparture);
    if (finding === undefined) {
      return undefined;
    }
    const { suggestion } = finding;
    const word = finding.level === 'collision' ? this.#words.t('name collides') : this.#words.t('naming');
    const explanation = said(finding, this.#words);
    return suggestion === undefined ? { word, explanation } : { word, explanation, suggestion };
  }
}
