/**
 * Compares every message we declare with Kafka's own definitions: versions, order, type, nullability, tags,
 * defaults and the rest of each field. Prints every difference and ends with 1 when there is one.
 */
import { allApis, allRecords } from '../../src/protocol/messages/all.ts';
import type { AnyField, AnyStruct, Fields, Message } from '../../src/protocol/schema.ts';
import {
  type KafkaField,
  type KafkaMessage,
  kafkaClassPath,
  readKafkaDefinitions,
} from './kafkaDefinitions.ts';
import { reencodeWithKafka } from './reencode.ts';

type Range = readonly [first: number, last: number];
/** What there is to know of one field, in words that can be compared. */
type Facts = Readonly<Record<string, unknown>>;

const differences: string[] = [];
let fieldCount = 0;

const classPath = await kafkaClassPath();
const definitions = await readKafkaDefinitions(classPath);
const messages: readonly Message<AnyStruct>[] = [
  ...allApis.flatMap((api) => [api.request, api.response]),
  ...allRecords,
];
for (const message of messages) {
  const definition = definitions.get(message.name);
  if (definition === undefined) differences.push(`${message.name}: Kafka has no such message`);
  else compareMessage(message, definition);
}
const encodings = await reencodeWithKafka(messages, classPath, (difference) => differences.push(difference));
for (const difference of differences) console.error(difference);
console.log(
  `${messages.length} messages, ${fieldCount} fields, ${encodings} encodings read and written back by Kafka, ` +
    `${differences.length} differences`,
);
process.exitCode = differences.length > 0 ? 1 : 0;

function compareMessage(message: Message<AnyStruct>, definition: KafkaMessage): void {
  const { name, minVersion, maxVersion } = message;
  const [first, last] = rangeOf(definition.validVersions);
  // A version that is marked as unstable is not advertised by Kafka either. Only requests carry the mark.
  const request = definitions.get(name.replace(/Response$/, 'Request'));
  const lastStable = request?.latestVersionUnstable ? last - 1 : last;
  expectSame(`${name} versions`, `${minVersion}-${maxVersion}`, `${first}-${lastStable}`);
  expectSame(`${name} flexible versions`, message.flexibleFrom, rangeOf(definition.flexibleVersions)[0]);
  expectSame(`${name} key`, message.key, definition.apiKey);
  compareFields(name, message.struct.fields, definition.fields, [minVersion, maxVersion], definition);
}

function compareFields(
  path: string,
  ours: Fields,
  theirs: readonly KafkaField[],
  range: Range,
  definition: KafkaMessage,
): void {
  const expected = theirs.filter((field) => overlaps(versionsOf(field), range));
  expectSame(
    `${path} fields in order`,
    namesOf(ours),
    expected.map((field) => camelCase(field.name)).join(' '),
  );
  for (const field of expected) {
    const name = camelCase(field.name);
    const own = ours[name];
    if (own === undefined) continue;
    fieldCount++;
    const present = intersection(versionsOf(field), range);
    const facts = factsOfOurs(own, range);
    for (const [fact, value] of Object.entries(factsOfKafka(field, present, definition))) {
      expectSame(`${path}.${name} ${fact}`, facts[fact], value);
    }
    const inner = structOf(field, definition);
    const ownInner = own.fields ?? own.element?.fields;
    if (inner && ownInner) compareFields(`${path}.${name}`, ownInner, inner, present, definition);
  }
}

function factsOfOurs(field: AnyField, range: Range): Facts {
  const { options } = field;
  const present = intersection([options.since ?? range[0], options.until ?? range[1]], range);
  const { nullable } = options;
  return {
    versions: present.join('-'),
    type: field.type === 'array' ? `[]${field.element?.type}` : field.type,
    'nullable from': nullable === undefined ? 'never' : nullable === true ? present[0] : nullable,
    tag: options.tag,
    'tagged from': options.tag === undefined ? 'never' : present[0],
    default: options.default === undefined ? zeroOf(field.type) : inWords(options.default),
    ignorable: options.ignorable ?? false,
    'map key': options.mapKey ?? false,
    flexible: options.flexible ?? true,
  };
}

function factsOfKafka(field: KafkaField, present: Range, definition: KafkaMessage): Facts {
  const type = typeOf(field, definition);
  const nullable = rangeOf(field.nullableVersions);
  return {
    versions: present.join('-'),
    type,
    'nullable from': overlaps(nullable, present) ? Math.max(nullable[0], present[0]) : 'never',
    tag: field.tag,
    'tagged from': field.tag === undefined ? 'never' : Math.max(rangeOf(field.taggedVersions)[0], present[0]),
    default: defaultOf(field, type),
    ignorable: field.ignorable ?? false,
    'map key': field.mapKey ?? false,
    flexible: field.flexibleVersions !== 'none',
  };
}

function typeOf(field: KafkaField, definition: KafkaMessage): string {
  const name = field.type.replace('[]', '');
  const element = structOf(field, definition) ? 'struct' : name === 'bool' ? 'boolean' : name;
  return field.type.startsWith('[]') ? `[]${element}` : element;
}

function structOf(field: KafkaField, definition: KafkaMessage): readonly KafkaField[] | undefined {
  const name = field.type.replace('[]', '');
  return field.fields ?? definition.commonStructs?.find((struct) => struct.name === name)?.fields;
}

/** What the field is when nothing is said: Kafka writes defaults as text, as numbers, and leaves most of them out. */
function defaultOf(field: KafkaField, type: string): string {
  const value = field.default;
  if (value === undefined) return zeroOf(type.startsWith('[]') ? 'array' : type);
  if (value === null || value === 'null') return 'null';
  if (type === 'string') return inWords(String(value));
  if (type === 'boolean') return inWords(String(value) === 'true');
  const number = Number(value);
  return inWords(number >= 2 ** 63 ? Number.POSITIVE_INFINITY : number);
}

function zeroOf(type: string): string {
  if (type === 'string') return inWords('');
  if (type === 'boolean') return inWords(false);
  if (type === 'array') return inWords([]);
  return /^(int|uint|float)/.test(type) ? inWords(0) : `empty ${type}`;
}

function inWords(value: unknown): string {
  return value === Number.POSITIVE_INFINITY ? 'Long.MAX_VALUE' : JSON.stringify(value);
}

function expectSame(what: string, ours: unknown, kafkas: unknown): void {
  if (ours !== kafkas) differences.push(`${what}: ours ${ours}, Kafka's ${kafkas}`);
}

/** "3-5", "3+", "3" or "none"; the last runs from infinity, so that nothing overlaps it. */
function rangeOf(text = 'none'): Range {
  const [, first, plus, last] = /^(\d+)(\+)?(?:-(\d+))?$/.exec(text) ?? [];
  if (first === undefined) return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  return [Number(first), plus ? Number.POSITIVE_INFINITY : Number(last ?? first)];
}

function versionsOf(field: KafkaField): Range {
  return rangeOf(field.versions ?? field.taggedVersions);
}

function intersection(one: Range, other: Range): Range {
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
}

function overlaps(one: Range, other: Range): boolean {
  return one[0] <= other[1] && other[0] <= one[1];
}

function camelCase(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function namesOf(fields: Fields): string {
  return Object.keys(fields).join(' ');
}
