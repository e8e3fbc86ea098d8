/** Spring's placeholders in a literal: `${app.topics.orders:orders}` is the name `orders`, and a key whose value is one. */
import type { Found, Occurrence } from '../recogniser.ts';
import type { Text } from './program.ts';

/** The names in a literal of a Spring program; a literal without placeholders is itself a name. */
export function expandPlaceholders({ value, start, end }: Text): Found {
  if (!/[$#]\{/.test(value)) return { names: [{ name: value, start, end }] };
  const names: Occurrence[] = [];
  const topicProperties: string[] = [];
  const whole = /^(?:#\{.*)?\$\{([^{}:]+)(:[^{}]*)?\}/.exec(value);
  const [, key, fallback] = whole ?? [];
  // Text around the placeholder makes a name that only the running program knows.
  const isAlone = whole !== null && (value.startsWith('#{') || whole[0].length === value.length);
  if (key === undefined || !isAlone) return { names };
  topicProperties.push(key.trim());
  if (fallback !== undefined) {
    let at = start + whole[0].length - 1 - (fallback.length - 1);
    for (const piece of value.includes('split') ? fallback.slice(1).split(',') : [fallback.slice(1)]) {
      const from = at + piece.length - piece.trimStart().length;
      if (piece.trim() !== '')
        names.push({ name: piece.trim(), start: from, end: from + piece.trim().length });
      at += piece.length + 1;
    }
  }
  return { names, topicProperties };
}
