/**
 * What is to be said about a `.kafka` file: what keeps a block from running, and what silently does
 * something else than it looks like. Topic names are the linter's business.
 */
import { consumerProperties } from './parse.ts';
import { planConsumer, planProducer } from './record.ts';
import {
  type ConsumerBlock,
  type KafkaFile,
  type Problem,
  type ProblemCode,
  type ProducerBlock,
  type Property,
  pragmaOf,
  problem,
  propertyOf,
  type Span,
  shifted,
  type Text,
} from './syntax.ts';
import { parseTemplate, type TemplateFunctions } from './template.ts';
import { readHeaders, readPartitions } from './values.ts';

/** Problems in the order of the text. With template functions, calls of functions that do not exist, too. */
export function diagnose(file: KafkaFile, functions?: TemplateFunctions): readonly Problem[] {
  const problems = file.blocks.flatMap((block) =>
    block.kind === 'producer' ? producerProblems(block, functions) : consumerProblems(block),
  );
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** True when some template of the file calls a function: only then is loading the functions worth while. */
export function callsFunctions(file: KafkaFile): boolean {
  return file.blocks.some(
    (block) =>
      block.kind === 'producer' &&
      templatesOf(block).some((text) =>
        parseTemplate(text.text).calls.some((call) => call.kind === 'function'),
      ),
  );
}

function producerProblems(
  block: ProducerBlock,
  functions: TemplateFunctions | undefined,
): readonly Problem[] {
  const planned = planProducer(block, functions);
  // A wrong interval only shows when the block is run, as in "Tools for Apache Kafka".
  const blocking = 'problems' in planned ? planned.problems.filter(({ code }) => code !== 'interval') : [];
  const warnings = templatesOf(block).flatMap((text) =>
    parseTemplate(text.text)
      .problems.filter((found) => found.severity !== 'error')
      .map((found) => shifted(found, text.start)),
  );
  return [
    ...blocking,
    ...warnings,
    ...duplicates(block.properties),
    ...headerProblems(propertyOf(block, 'headers')?.value),
    ...valueProblems(block),
  ];
}

function consumerProblems(block: ConsumerBlock): readonly Problem[] {
  const planned = planConsumer(block);
  return [
    ...('problems' in planned ? planned.problems : []),
    ...block.properties.flatMap(consumerProperty),
    ...duplicates(block.properties),
    ...emptyPartitions(propertyOf(block, 'partitions')?.value),
  ];
}

function templatesOf(block: ProducerBlock): readonly Text[] {
  const key = propertyOf(block, 'key')?.value;
  const headers = propertyOf(block, 'headers')?.value;
  const items = headers === undefined ? [] : readHeaders(headers.text).headers;
  const values = items.map(({ value }) => placed(value, headers?.start ?? 0));
  const value = pragmaOf(block, 'tombstone') === undefined ? block.value : undefined;
  return [...(key === undefined ? [] : [key]), ...values, ...(value === undefined ? [] : [value])];
}

function placed(text: Text, offset: number): Text {
  return { text: text.text, start: text.start + offset, end: text.end + offset };
}

const reservedProperties = ['value-schema', 'key-schema'];

function consumerProperty(property: Property): readonly Problem[] {
  const { name, colon } = property;
  if (colon === undefined) {
    return [problem('property-colon', 'error', name, "Missing ':' sign after '{0}'.", name.text)];
  }
  if (name.text === '') {
    return [problem('property-name', 'error', property, "Property must define a name before ':' sign.")];
  }
  if (reservedProperties.includes(name.text)) {
    return [reserved(name)];
  }
  return consumerProperties.some((known) => known === name.text)
    ? []
    : [problem('property-unknown', 'warning', name, "Unknown property '{0}'.", name.text)];
}

function reserved(name: Text): Problem {
  const template = "'{0}' is reserved for schemas, which are not supported yet.";
  return problem('property-reserved', 'warning', name, template, name.text);
}

function duplicates(properties: readonly Property[]): readonly Problem[] {
  return properties
    .filter(
      ({ name }) =>
        name.text !== '' && properties.filter((other) => other.name.text === name.text).length > 1,
    )
    .map(({ name }) =>
      problem(
        'property-duplicate',
        'warning',
        name,
        "Duplicate property '{0}': the last one is used.",
        name.text,
      ),
    );
}

function headerProblems(headers: Text | undefined): readonly Problem[] {
  if (headers === undefined) {
    return [];
  }
  const { dropped, cutOff } = readHeaders(headers.text);
  const say = (code: ProblemCode, text: Text, template: string) =>
    shifted(problem(code, 'warning', text, template, text.text), headers.start);
  return [
    ...dropped.map((text) => say('header', text, 'The header "{0}" is not sent: it has no "=".')),
    ...cutOff.map((text) => say('header', text, '"{0}" is not sent: a header ends at its second "=".')),
  ];
}

function emptyPartitions(partitions: Text | undefined): readonly Problem[] {
  const read =
    partitions === undefined || partitions.text === '' ? undefined : readPartitions(partitions.text);
  return partitions !== undefined && read !== undefined && 'value' in read && read.value.length === 0
    ? [problem('partitions', 'warning', partitions, '"{0}" selects no partition.', partitions.text)]
    : [];
}

/** A property with blanks about its name, or a block without a separator, has quietly become the value. */
function valueProblems(block: ProducerBlock): readonly Problem[] {
  const { value } = block;
  if (value === undefined) {
    return [];
  }
  const problems: Problem[] = [];
  if (pragmaOf(block, 'tombstone') !== undefined) {
    const template = 'This value is not sent: the block sends a tombstone.';
    problems.push(problem('tombstone-value', 'information', value, template));
  }
  const first = /^(topic|key|headers|key-format|value-format|every|value-schema|key-schema)([ \t]*):/.exec(
    value.text,
  );
  const [written, name] = first ?? [];
  if (written !== undefined && name !== undefined) {
    const span = { start: value.start, end: value.start + written.length };
    problems.push(
      reservedProperties.includes(name) ? reserved({ text: name, ...span }) : misplaced(name, span, block),
    );
  }
  for (const match of value.text.matchAll(/(?<=[\r\n])(?:PRODUCER|CONSUMER)/g)) {
    const start = value.start + match.index;
    const template = 'This {0} is part of the value above: a line with ### ends the value.';
    const fix = { title: 'Insert ### above', values: [], newText: '###\n', start, end: start };
    const span = { start, end: start + match[0].length };
    problems.push({ ...problem('block-not-separated', 'warning', span, template, match[0]), fix });
  }
  return problems;
}

function misplaced(name: string, span: Span, block: ProducerBlock): Problem {
  const template = "'{0}' is part of the value here: a property starts its line and has no blank before ':'.";
  const start = block.valueLine ?? span.start;
  const fix = { title: "Write '{0}:'", values: [name], newText: `${name}:`, start, end: span.end };
  return { ...problem('property-misplaced', 'warning', span, template, name), fix };
}
