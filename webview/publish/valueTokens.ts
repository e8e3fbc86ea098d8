/**
 * A value as it is typed, cut into pieces that can be coloured: JSON, and the templates in any text. The pieces joined are
 * the text again, to the last blank, since they lie exactly over it. Pure.
 */
import type { Token } from '../records/valueLines.ts';

export interface ValueToken {
  readonly kind: Token['kind'] | 'template';
  readonly text: string;
}

/** Texts longer than this are not coloured: every keystroke would make them anew. */
const colouredLength = 32 * 1024;

const templatePattern = String.raw`\{\{[a-z$](?:[^{}\n]|\{[^{}\n]*\})*\}\}`;
/** A string ends at its quote or with its line; the quotes in a template are the template's own. */
const pieces = new RegExp(
  String.raw`(${templatePattern})|("(?:${templatePattern}|\\.|[^"\\\n])*"?)|(-?\d[\d.eE+-]*)|([A-Za-z_$]+)`,
  'g',
);
const templates = new RegExp(templatePattern, 'g');
const words: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** undefined = it is shown as it is. */
export function valueTokens(text: string): readonly ValueToken[] | undefined {
  if (text.length > colouredLength) return undefined;
  const isJson = /^\s*[[{"]/.test(text) && !/^\s*\{\{/.test(text);
  return isJson ? jsonTokens(text) : withTemplates(text, 'plain');
}

function jsonTokens(text: string): readonly ValueToken[] {
  const tokens: ValueToken[] = [];
  let end = 0;
  for (const match of text.matchAll(pieces)) {
    const [whole, template, quoted, digits] = match;
    if (match.index > end) tokens.push({ kind: 'plain', text: text.slice(end, match.index) });
    end = match.index + whole.length;
    if (template !== undefined) tokens.push({ kind: 'template', text: whole });
    else if (quoted !== undefined) tokens.push(...withTemplates(whole, isKey(text, end) ? 'key' : 'string'));
    else if (digits !== undefined) tokens.push({ kind: 'number', text: whole });
    else tokens.push({ kind: words.has(whole) ? 'word' : 'plain', text: whole });
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) });
  return tokens;
}

/** A string before a colon. */
function isKey(text: string, end: number): boolean {
  const colon = /\s*:/y;
  colon.lastIndex = end;
  return colon.test(text);
}

function withTemplates(text: string, kind: ValueToken['kind']): readonly ValueToken[] {
  const tokens: ValueToken[] = [];
  let end = 0;
  for (const match of text.matchAll(templates)) {
    if (match.index > end) tokens.push({ kind, text: text.slice(end, match.index) });
    tokens.push({ kind: 'template', text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ kind, text: text.slice(end) });
  return tokens;
}
