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
  type From,
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

/** What a producer block sends, or every reason why it cannot. Templates are looked up when functions are given. */
export function planProducer(block: ProducerBlock, functions?: TemplateFunctions): Plan<ProducerPlan> {
  const problems: Problem[] = [];
  const read = reader(problems);
  const template = (text: Text | undefined) => templateOf(text, problems, functions);
  const topic = topicOf(block, problems);
  const tombstone = pragmaOf(block, 'tombstone') !== undefined;
  if (block.value === undefined && !tombstone) {
    problems.push(problem('value-missing', 'error', block.keyword, 'The producer value is required.'));
  }
  const headers = propertyOf(block, 'headers')?.value;
  const key = template(propertyOf(block, 'key')?.value);
  const value = tombstone ? undefined : template(block.value);
  const headerItems = (headers === undefined ? [] : readHeaders(headers.text).headers).flatMap((item) => {
    const offset = headers?.start ?? 0;
    const place = { text: item.value.text, start: offset + item.value.start, end: offset + item.value.end };
    const parsed = template(place) ?? parseTemplate('');
    return [{ key: item.key.text, value: parsed }];
  });
  const plan: ProducerPlan = {
    topic,
    key,
    value,
    headers: headerItems,
    keyFormat: read(propertyOf(block, 'key-format')?.value, readProducerFormat) ?? plainText,
    valueFormat: read(propertyOf(block, 'value-format')?.value, readProducerFormat) ?? plainText,
    partition: read(pragmaOf(block, 'partition')?.value, readPartition),
    timestamp: read(pragmaOf(block, 'timestamp')?.value, readTimestamp),
    interval: read(propertyOf(block, 'every')?.value, readInterval),
    cluster: pragmaOf(block, 'cluster')?.value.text,
    callsFunctions: [key, value, ...headerItems.map((item) => item.value)].some(callsFunction),
  };
  return problems.length > 0 ? { problems } : { plan };
}

/** How a consumer block reads, or every reason why it cannot. */
export function planConsumer(block: ConsumerBlock): Plan<ConsumerPlan> {
  const problems: Problem[] = [];
  const read = reader(problems);
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

/** Reads an optional value; its problem, placed in the file, joins the others. */
function reader(
  problems: Problem[],
): <T>(text: Text | undefined, read: (text: string) => Read<T>) => T | undefined {
  return (text, read) => {
    if (text === undefined) {
      return undefined;
    }
    const found = read(text.text);
    if ('problem' in found) {
      problems.push(shifted(found.problem, text.start));
      return undefined;
    }
    return found.value;
  };
}

function templateOf(
  text: Text | undefined,
  problems: Problem[],
  functions: TemplateFunctions | undefined,
): Template | undefined {
  if (text === undefined) {
    return undefined;
  }
  const template = parseTemplate(text.text);
  const unknown = functions === undefined ? [] : unknownCalls(template, functions);
  const errors = [...template.problems, ...unknown].filter((found) => found.severity === 'error');
  problems.push(...errors.map((found) => shifted(found, text.start)));
  return template;
}

function callsFunction(template: Template | undefined): boolean {
  return template?.calls.some((call) => call.kind === 'function') === true;
}
