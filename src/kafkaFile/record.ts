/**
 * From a block to what it does: a plan that is checked once, and records made from it, each with its own
 * seed. Nothing is sent here.
 */
import { encode, type Format, plainText, readFormat } from './formats.ts';
import {
  type ConsumerBlock,
  type KafkaFileBlock,
  type Problem,
  type ProducerBlock,
  pragmaOf,
  problem,
  propertyOf,
  type Read,
  shifted,
  type Text,
} from './syntax.ts';
import {
  parseTemplate,
  renderTemplate,
  type Template,
  TemplateFailure,
  type TemplateFunctions,
  unknownCalls,
} from './template.ts';
import {
  type Acks,
  type From,
  readAcks,
  readFrom,
  readHeaders,
  readInterval,
  readPartition,
  readPartitions,
  readTimestamp,
} from './values.ts';

/** A record as a producer block describes it; the same shape as the client's `RecordToSend`. */
export interface FileRecord {
  readonly topic: string;
  readonly partition: number | undefined;
  readonly key: Uint8Array | undefined;
  /** null = tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly { readonly key: string; readonly value: Uint8Array }[];
  readonly timestamp: number | undefined;
}

export interface ProducerPlan {
  readonly topic: Text;
  readonly key: Template | undefined;
  /** undefined = tombstone. */
  readonly value: Template | undefined;
  readonly headers: readonly { readonly key: string; readonly value: Template }[];
  readonly keyFormat: Format;
  readonly valueFormat: Format;
  readonly partition: number | undefined;
  readonly timestamp: number | undefined;
  /** undefined = `all`. */
  readonly acks: Acks | undefined;
  /** Milliseconds between records; undefined when the block is run by hand. */
  readonly interval: number | undefined;
  /** The cluster the block insists on (`-- @cluster: embedded`). */
  readonly cluster: string | undefined;
  /** True when `renderRecord` needs template functions. */
  readonly callsFunctions: boolean;
}

export interface ConsumerPlan {
  readonly topic: Text;
  /** undefined = read without a group. */
  readonly group: string | undefined;
  readonly from: From;
  readonly partitions: readonly number[] | undefined;
  readonly keyFormat: Format;
  readonly valueFormat: Format;
  readonly cluster: string | undefined;
}

export type Plan<T> = { readonly plan: T } | { readonly problems: readonly Problem[] };

/** What a producer is told, by a block of a file or by a form. What is left out is undefined. */
export interface ProducerFields {
  readonly topic: Text;
  readonly key: Text | undefined;
  /** undefined = tombstone. */
  readonly value: Text | undefined;
  readonly headers: readonly { readonly key: string; readonly value: Text }[];
  readonly keyFormat: Text | undefined;
  readonly valueFormat: Text | undefined;
  readonly partition: Text | undefined;
  readonly timestamp: Text | undefined;
  readonly acks: Text | undefined;
  readonly every: Text | undefined;
  readonly cluster: string | undefined;
}

export type ProducerField = keyof ProducerFields;

/** Hears of what is wrong, and in which field. */
type Report = (field: ProducerField, found: Problem) => void;

/** What a producer block sends, or every reason why it cannot. Templates are looked up when functions are given. */
export function planProducer(block: ProducerBlock, functions?: TemplateFunctions): Plan<ProducerPlan> {
  const problems: Problem[] = [];
  const topic = topicOf(block, problems);
  const tombstone = pragmaOf(block, 'tombstone') !== undefined;
  if (block.value === undefined && !tombstone) {
    problems.push(problem('value-missing', 'error', block.keyword, 'The producer value is required.'));
  }
  const headers = propertyOf(block, 'headers')?.value;
  const offset = headers?.start ?? 0;
  const fields: ProducerFields = {
    topic,
    key: propertyOf(block, 'key')?.value,
    value: tombstone ? undefined : block.value,
    headers: (headers === undefined ? [] : readHeaders(headers.text).headers).map(({ key, value }) => ({
      key: key.text,
      value: { text: value.text, start: offset + value.start, end: offset + value.end },
    })),
    keyFormat: propertyOf(block, 'key-format')?.value,
    valueFormat: propertyOf(block, 'value-format')?.value,
    partition: pragmaOf(block, 'partition')?.value,
    timestamp: pragmaOf(block, 'timestamp')?.value,
    acks: pragmaOf(block, 'acks')?.value,
    every: propertyOf(block, 'every')?.value,
    cluster: pragmaOf(block, 'cluster')?.value.text,
  };
  const plan = planFields(fields, (_field, found) => problems.push(found), functions);
  return problems.length > 0 ? { problems } : { plan };
}

/** The plan is of use only when nothing was reported. */
export function planFields(
  fields: ProducerFields,
  report: Report,
  functions?: TemplateFunctions,
): ProducerPlan {
  const template = (field: ProducerField, text: Text | undefined): Template | undefined =>
    templateOf(text, (found) => report(field, found), functions);
  const read = <T>(field: ProducerField, text: Text | undefined, reader: (text: string) => Read<T>) =>
    readText(text, reader, (found) => report(field, found));
  const key = template('key', fields.key);
  const value = template('value', fields.value);
  const headers = fields.headers.map((item) => ({
    key: item.key,
    value: template('headers', item.value) ?? parseTemplate(''),
  }));
  return {
    topic: fields.topic,
    key,
    value,
    headers,
    keyFormat: read('keyFormat', fields.keyFormat, readProducerFormat) ?? plainText,
    valueFormat: read('valueFormat', fields.valueFormat, readProducerFormat) ?? plainText,
    partition: read('partition', fields.partition, readPartition),
    timestamp: read('timestamp', fields.timestamp, readTimestamp),
    acks: read('acks', fields.acks, readAcks),
    interval: read('every', fields.every, readInterval),
    cluster: fields.cluster,
    callsFunctions: [key, value, ...headers.map((item) => item.value)].some(callsFunction),
  };
}

/** How a consumer block reads, or every reason why it cannot. */
export function planConsumer(block: ConsumerBlock): Plan<ConsumerPlan> {
  const problems: Problem[] = [];
  const read = <T>(text: Text | undefined, reader: (text: string) => Read<T>) =>
    readText(text, reader, (found) => problems.push(found));
  const partitions = propertyOf(block, 'partitions')?.value;
  const plan: ConsumerPlan = {
    topic: topicOf(block, problems),
    group: block.label.text === '' ? undefined : block.label.text,
    from: read(propertyOf(block, 'from')?.value, readFrom) ?? 'latest',
    partitions:
      partitions === undefined || partitions.text === '' ? undefined : read(partitions, readPartitions),
    keyFormat: read(propertyOf(block, 'key-format')?.value, readConsumerFormat) ?? plainText,
    valueFormat: read(propertyOf(block, 'value-format')?.value, readConsumerFormat) ?? plainText,
    cluster: pragmaOf(block, 'cluster')?.value.text,
  };
  return problems.length > 0 ? { problems } : { plan };
}

/**
 * One record. Key, each header and the value start from the same seed, so that the same template gives the
 * same value in all of them. The problem is a text that its format cannot hold, or a template's function
 * that refuses its arguments.
 */
export function renderRecord(
  plan: ProducerPlan,
  seed: number,
  now: number,
  functions?: TemplateFunctions,
): Read<FileRecord> {
  try {
    return render(plan, seed, now, functions);
  } catch (error) {
    if (error instanceof TemplateFailure) {
      const { call, message } = error;
      const nowhere = { start: 0, end: 0 };
      return {
        problem: problem('template', 'error', nowhere, 'The template "{0}" failed: {1}', call, message),
      };
    }
    throw error;
  }
}

function render(
  plan: ProducerPlan,
  seed: number,
  now: number,
  functions: TemplateFunctions | undefined,
): Read<FileRecord> {
  const fill = (template: Template): string => {
    functions?.seed(seed);
    return renderTemplate(template, now, functions);
  };
  const keyText = plan.key === undefined ? '' : fill(plan.key);
  const key = keyText === '' ? undefined : encode(keyText, plan.keyFormat);
  if (key !== undefined && 'problem' in key) {
    return key;
  }
  const value = plan.value === undefined ? undefined : encode(fill(plan.value), plan.valueFormat);
  if (value !== undefined && 'problem' in value) {
    return value;
  }
  const headers = plan.headers.map((item) => ({ key: item.key, value: Buffer.from(fill(item.value)) }));
  const { partition, timestamp } = plan;
  const topic = plan.topic.text;
  return { value: { topic, partition, key: key?.value, value: value?.value ?? null, headers, timestamp } };
}

function readProducerFormat(text: string): Read<Format> {
  return readFormat(text, false);
}

function readConsumerFormat(text: string): Read<Format> {
  return readFormat(text, true);
}

function topicOf(block: KafkaFileBlock, problems: Problem[]): Text {
  const topic = propertyOf(block, 'topic');
  if (topic !== undefined && topic.value.text !== '') {
    return topic.value;
  }
  const template = "The {0} must declare the 'topic:' property.";
  problems.push(problem('topic-missing', 'error', topic ?? block.keyword, template, block.kind));
  return { text: '', ...block.keyword };
}

/** Reads an optional value; its problem is reported at its place. */
function readText<T>(
  text: Text | undefined,
  read: (text: string) => Read<T>,
  report: (found: Problem) => void,
): T | undefined {
  if (text === undefined) {
    return undefined;
  }
  const found = read(text.text);
  if ('problem' in found) {
    report(shifted(found.problem, text.start));
    return undefined;
  }
  return found.value;
}

function templateOf(
  text: Text | undefined,
  report: (found: Problem) => void,
  functions: TemplateFunctions | undefined,
): Template | undefined {
  if (text === undefined) {
    return undefined;
  }
  const template = parseTemplate(text.text);
  const unknown = functions === undefined ? [] : unknownCalls(template, functions);
  for (const found of [...template.problems, ...unknown]) {
    if (found.severity === 'error') report(shifted(found, text.start));
  }
  return template;
}

function callsFunction(template: Template | undefined): boolean {
  return template?.calls.some((call) => call.kind === 'function') === true;
}
