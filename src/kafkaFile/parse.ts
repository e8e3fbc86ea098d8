/**
 * Reads a `.kafka` file into blocks, agreeing with "Tools for Apache Kafka" on what is a block, a property
 * and a value. It reports nothing: whatever the text is, it has a parse; see `diagnose.ts`.
 */
import type {
  ConsumerBlock,
  KafkaFile,
  KafkaFileBlock,
  Pragma,
  ProducerBlock,
  Property,
  Text,
} from './syntax.ts';

const producerProperties = ['topic', 'key', 'headers', 'key-format', 'value-format', 'every'] as const;
export const consumerProperties = ['topic', 'from', 'key-format', 'value-format', 'partitions'] as const;

export function parseKafkaFile(text: string): KafkaFile {
  const blocks: KafkaFileBlock[] = [];
  const lines = linesOf(text);
  let index = 0;
  while (index < lines.length) {
    const kind = kindOf(lines[index]);
    if (kind === undefined) {
      index += 1;
      continue;
    }
    const end = blockEnd(lines, index, kind);
    const block = lines.slice(index, end);
    blocks.push(kind === 'producer' ? producer(text, block) : consumer(block));
    index = end;
  }
  return { blocks };
}

type Kind = KafkaFileBlock['kind'];

/** Lines without their ends; VS Code ends lines at `\r\n`, `\n` and `\r`. */
function linesOf(text: string): readonly Text[] {
  const lines: Text[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(start, match.index), start, end: match.index });
    start = match.index + match[0].length;
  }
  lines.push({ text: text.slice(start), start, end: text.length });
  return lines;
}

function kindOf(line: Text | undefined): Kind | undefined {
  if (line?.text.startsWith('PRODUCER') === true) {
    return 'producer';
  }
  return line?.text.startsWith('CONSUMER') === true ? 'consumer' : undefined;
}

/** The index after the block's last line. Only a separator ends a producer: its value may hold anything else. */
function blockEnd(lines: readonly Text[], start: number, kind: Kind): number {
  const ends = (line: Text): boolean =>
    line.text.startsWith('###') || (kind === 'consumer' && kindOf(line) !== undefined);
  const length = lines.slice(start + 1).findIndex(ends);
  return length === -1 ? lines.length : start + 1 + length;
}

function producer(text: string, lines: readonly Text[]): ProducerBlock {
  const properties: Property[] = [];
  const pragmas: Pragma[] = [];
  let value: Text | undefined;
  let valueLine: number | undefined;
  const body = lines.slice(1);
  for (const line of body) {
    const name = line.text.slice(0, Math.max(line.text.indexOf(':'), 0));
    if (isIgnored(line)) {
      pragmas.push(...pragmasIn(line));
    } else if (producerProperties.some((known) => known === name)) {
      properties.push(property(line));
    } else {
      const end = body.at(-1)?.end ?? line.end;
      value = trimmed(text.slice(line.start, end), line.start);
      valueLine = line.start;
      break;
    }
  }
  return { kind: 'producer', ...header(lines), properties, pragmas, value, valueLine };
}

function consumer(lines: readonly Text[]): ConsumerBlock {
  const body = lines.slice(1);
  return {
    kind: 'consumer',
    ...header(lines),
    properties: body.filter((line) => !isIgnored(line)).map(property),
    pragmas: body.flatMap(pragmasIn),
  };
}

const keywordLength = 'PRODUCER'.length;

function header(lines: readonly Text[]): Pick<ProducerBlock, 'start' | 'end' | 'keyword' | 'label'> {
  const start = lines[0]?.start ?? 0;
  const end = lines.at(-1)?.end ?? start;
  const label = trimmed(lines[0]?.text.slice(keywordLength) ?? '', start + keywordLength);
  return { start, end, keyword: { start, end: start + keywordLength }, label };
}

function isIgnored(line: Text): boolean {
  return line.text.startsWith('--') || line.text.trim() === '';
}

function property(line: Text): Property {
  const at = line.text.indexOf(':');
  const span = { start: line.start, end: line.end };
  if (at === -1) {
    return { ...span, name: trimmed(line.text, line.start), colon: undefined, value: trimmed('', line.end) };
  }
  const colon = line.start + at;
  const name = trimmed(line.text.slice(0, at), line.start);
  return { ...span, name, colon, value: trimmed(line.text.slice(at + 1), colon + 1) };
}

function pragmasIn(line: Text): readonly Pragma[] {
  const match = /^--\s*@([A-Za-z][\w-]*)[ \t]*:?/.exec(line.text);
  const name = match?.[1];
  if (match === null || name === undefined) {
    return [];
  }
  const start = line.start + match[0].indexOf('@') + 1;
  const value = trimmed(line.text.slice(match[0].length), line.start + match[0].length);
  return [{ start: line.start, end: line.end, name: { text: name, start, end: start + name.length }, value }];
}

function trimmed(text: string, offset: number): Text {
  const inner = text.trim();
  const start = inner === '' ? offset : offset + text.length - text.trimStart().length;
  return { text: inner, start, end: start + inner.length };
}
