/**
 * A record as a person writes it, field by field: what a form holds, and what a PRODUCER block says. From one to the other and back.
 */
import { parseKafkaFile } from './parse.ts';
import {
  type FileRecord,
  type ProducerField,
  type ProducerPlan,
  planFields,
  renderRecord,
} from './record.ts';
import { type Problem, pragmaOf, propertyOf, type Read, type Text } from './syntax.ts';
import { parseTemplate, type TemplateFunctions } from './template.ts';
import { readHeaders } from './values.ts';

/** Every field as it is written; an empty one says nothing, but for the value. */
export interface ProducerText {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  /** A null value goes out, whatever stands in `value`. */
  readonly tombstone: boolean;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  /** `string`, `long`, `string(base64)` … */
  readonly keyFormat: string;
  readonly valueFormat: string;
  /** null = chosen from the key, as Kafka's default partitioner does. */
  readonly partition: number | null;
  /** Milliseconds since the epoch, or a date; empty = when it is sent. */
  readonly timestamp: string;
  /** `all`, `1` or `0`, as Kafka's producers write it; empty = `all`. */
  readonly acks: string;
  /** `3s`, `5m`; empty = once. */
  readonly every: string;
}

export interface FieldProblem {
  readonly field: ProducerField;
  readonly problem: Problem;
}

/** What the fields send, or what is wrong with which. Templates are looked up when functions are given. */
export function planText(
  text: ProducerText,
  functions?: TemplateFunctions,
): { readonly plan: ProducerPlan } | { readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const given = (field: string): Text | undefined => (field === '' ? undefined : whole(field));
  const plan = planFields(
    {
      topic: whole(text.topic),
      key: given(text.key),
      value: text.tombstone ? undefined : whole(text.value),
      headers: text.headers
        .filter(({ key }) => key !== '')
        .map(({ key, value }) => ({ key, value: whole(value) })),
      keyFormat: given(text.keyFormat),
      valueFormat: given(text.valueFormat),
      partition: given(text.partition === null ? '' : String(text.partition)),
      timestamp: given(text.timestamp),
      acks: given(text.acks),
      every: given(text.every),
      cluster: undefined,
    },
    (field, problem) => problems.push({ field, problem }),
    functions,
  );
  return problems.length > 0 ? { problems } : { plan };
}

/** Whether every copy may come out as another one. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') && parseTemplate(text).calls.length > 0;
}

/** The bytes of a key without templates; undefined when there are none, or they cannot be told. */
export function literalKey({
  key,
  keyFormat,
}: Pick<ProducerText, 'key' | 'keyFormat'>): Uint8Array | undefined {
  if (key === '' || isTemplate(key)) return undefined;
  const planned = planText({ ...emptyText, key, keyFormat });
  const read: Read<FileRecord> | undefined = 'plan' in planned ? renderRecord(planned.plan, 0, 0) : undefined;
  return read !== undefined && 'value' in read ? read.value.key : undefined;
}

/** The first PRODUCER block of a text; undefined when there is none. */
export function readProducerText(text: string): ProducerText | undefined {
  const block = parseKafkaFile(text).blocks.find((one) => one.kind === 'producer');
  if (block === undefined) return undefined;
  const property = (name: string): string => propertyOf(block, name)?.value.text ?? '';
  const partition = pragmaOf(block, 'partition')?.value.text ?? '';
  return {
    topic: property('topic'),
    key: property('key'),
    value: block.value?.text ?? '',
    tombstone: pragmaOf(block, 'tombstone') !== undefined,
    headers: readHeaders(property('headers')).headers.map(({ key, value }) => ({
      key: key.text,
      value: value.text,
    })),
    keyFormat: property('key-format'),
    valueFormat: property('value-format'),
    partition: /^\d{1,6}$/.test(partition) ? Number(partition) : null,
    timestamp: pragmaOf(block, 'timestamp')?.value.text ?? '',
    acks: pragmaOf(block, 'acks')?.value.text ?? '',
    every: property('every'),
  };
}

/** Ends with the separator and a newline, so that blocks can be put one after the other. What a block cannot say is said in a comment. */
export function writeProducerText(text: ProducerText): string {
  const written = text.headers.filter(({ key, value }) => isHeaderText(key) && isHeaderText(value));
  const named = text.headers.filter(({ key }) => key !== '');
  const lines = [
    'PRODUCER',
    `topic: ${text.topic}`,
    ...leftOut(text.key !== '' && !isLineText(text.key), 'a key with line breaks, or blanks around it'),
    ...property('key', isLineText(text.key) ? text.key : ''),
    ...property('key-format', text.keyFormat),
    ...property('headers', written.map(({ key, value }) => `${key}=${value}`).join(', ')),
    ...leftOut(written.length < named.length, `headers ${named.length - written.length} of ${named.length}`),
    ...property('every', text.every),
    ...(text.partition === null ? [] : [`-- @partition: ${text.partition}`]),
    ...(text.timestamp === '' ? [] : [`-- @timestamp: ${text.timestamp}`]),
    ...(text.acks === '' ? [] : [`-- @acks: ${text.acks}`]),
    ...(text.tombstone ? ['-- @tombstone'] : valueLines(text)),
  ];
  return `${lines.join('\n')}\n###\n`;
}

function valueLines({ value, valueFormat }: ProducerText): readonly string[] {
  if (value === '') return leftOut(true, 'a value of no bytes');
  // What the language would read otherwise goes out as bytes; a template cannot.
  if (isPlainFormat(valueFormat) && !isValueText(value) && !isTemplate(value)) {
    return ['value-format: string(base64)', base64(new TextEncoder().encode(value))];
  }
  return [...property('value-format', valueFormat), ...value.trim().split('\n')];
}

function property(name: string, value: string): readonly string[] {
  return value === '' ? [] : [`${name}: ${value}`];
}

function leftOut(isSo: boolean, what: string): readonly string[] {
  return isSo ? [`-- left out, for a block cannot say it: ${what}`] : [];
}

const emptyText: ProducerText = {
  topic: '',
  key: '',
  value: '',
  tombstone: true,
  headers: [],
  keyFormat: '',
  valueFormat: '',
  partition: null,
  timestamp: '',
  acks: '',
  every: '',
};

export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export function isLineText(text: string): boolean {
  return text !== '' && text === text.trim() && !/[\r\n]/.test(text);
}

export function isHeaderText(text: string): boolean {
  return isLineText(text) && (isTemplate(text) || !/[=,]/.test(text));
}

/** The first line must not be a property or a comment, and no line may end the block. */
export function isValueText(text: string): boolean {
  const looksLikeSyntax =
    /^(--|(topic|key|headers|key-format|value-format|every|value-schema|key-schema):)/.test(text);
  return (
    text !== '' && text === text.trim() && !looksLikeSyntax && !/^###/m.test(text) && !text.includes('\r')
  );
}

function isPlainFormat(format: string): boolean {
  return format === '' || format === 'string' || format === 'string(utf8)';
}

function whole(text: string): Text {
  return { text, start: 0, end: text.length };
}
