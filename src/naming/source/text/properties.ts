/** `.properties`, `.env` and INI files as configuration trees: lines of `key=value`. */
import type { ConfigEntry, ConfigNode } from './configTree.ts';

/** Java's format: `=`, `:` or a blank between key and value, `\` before what belongs to the next line. */
export function propertiesTree(text: string): ConfigNode {
  const entries: ConfigEntry[] = [];
  const line = /^[ \t]*(?![#!\s])((?:\\.|[^\s:=\\])+)[ \t]*[:=]?[ \t]*((?:\\\r?\n|[^\n])*)/gm;
  for (const match of text.matchAll(line)) {
    const [whole, key = '', written = ''] = match;
    const start = match.index + whole.length - written.length;
    const value = written.replace(/\\\r?\n[ \t]*/g, (gap) => ' '.repeat(gap.length)).trimEnd();
    entries.push({
      key: key.replace(/\\(.)/g, '$1'),
      keyStart: match.index + whole.indexOf(key),
      value: { kind: 'text', value, start },
    });
  }
  return { kind: 'map', entries };
}

/** `KEY=value`, `export KEY="value"`; a comment may follow what is not quoted. */
export function environmentTree(text: string): ConfigNode {
  const entries: ConfigEntry[] = [];
  const line =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*'|[^\n#]*(?:(?<=\S)#[^\n#]*)*)/gm;
  for (const match of text.matchAll(line)) {
    const [whole, key = '', written = ''] = match;
    const isQuoted = /^["']/.test(written);
    const start = match.index + whole.length - written.length + (isQuoted ? 1 : 0);
    const value = isQuoted ? written.slice(1, -1) : written.trimEnd();
    entries.push({ key, keyStart: match.index + whole.indexOf(key), value: { kind: 'text', value, start } });
  }
  return { kind: 'map', entries };
}
