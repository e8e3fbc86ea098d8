/** Java's .properties files, as `java.util.Properties` reads them; Spring puts several documents into one, between `#---`. Pure. */

/** The settings of one document, as they stand there; of two with one key the later one counts. */
export type Settings = ReadonlyMap<string, string>;

/** @returns a document at least */
export function readProperties(text: string): readonly Settings[] {
  const documents: Map<string, string>[] = [new Map()];
  for (const line of logicalLines(text)) {
    if (/^[#!]---\s*$/.test(line)) documents.push(new Map());
    else if (!/^[#!]/.test(line)) documents.at(-1)?.set(...keyAndValue(line));
  }
  return documents;
}

/** Without blank lines; a line that ends with a backslash goes on in the next one. Comments do not go on. */
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let begun: string | undefined;
  for (const natural of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const line = natural.replace(/^[ \t\f]+/, '');
    const whole: string = (begun ?? '') + line;
    const isComment = begun === undefined && /^[#!]/.test(line);
    begun = !isComment && goesOn(whole) ? whole.slice(0, -1) : undefined;
    if (begun === undefined && whole !== '') lines.push(whole);
  }
  return begun === undefined || begun === '' ? lines : [...lines, begun];
}

function goesOn(line: string): boolean {
  const [backslashes = ''] = /\\*$/.exec(line) ?? [];
  return backslashes.length % 2 === 1;
}

/** The key ends at the first `=`, `:` or blank that is not escaped. */
function keyAndValue(line: string): [key: string, value: string] {
  const [, key = '', value = ''] = /^((?:\\.|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*(.*)$/s.exec(line) ?? [];
  return [unescaped(key), unescaped(value)];
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs, (_, code?: string, letter = '') =>
    code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
