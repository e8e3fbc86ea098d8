/** Terraform and OpenTofu: topic resources, with the locals, defaults and literal sets of the same file. */
import type { Found, Occurrence, Source } from '../recogniser.ts';
import { saysKafka } from './brokers.ts';
import { distinct } from './configuration.ts';
import { variableNames } from './environment.ts';
import { namesIn } from './names.ts';

/** Resource types, and the attribute that is the topic. */
const topicAttributes: readonly (readonly [type: RegExp, attribute: RegExp])[] = [
  [
    /^(?:kafka_topic|redpanda_topic|aws_msk_topic|openstack_kafka_topic|ibm_event_streams_topic|ovh_cloud_project_database_kafka_topic|scaleway_kafka_topic|digitalocean_database_kafka_topic|heroku_kafka_topic|upstash_kafka_topic)$/,
    /^(?:name|topic_name)$/,
  ],
  [
    /^(?:confluent_kafka_topic|aiven_kafka_topic|aiven_kafka_acl_topic|confluentcloud_kafka_topic|google_managed_kafka_topic|instaclustr_kafka_topic_v2)$/,
    /^(?:topic_name|topic_id|topic)$/,
  ],
  [/kafka.*topic|topic.*kafka|msk.*topic/, /^(?:name|topic_name|topic)$/],
  [/^aiven_kafka_acl$/, /^topic$/],
  [/^(?:confluent_)?kafka_acl$/, /^resource_name$/],
  [/^aws_lambda_event_source_mapping$/, /^topics$/],
];

interface Block {
  readonly labels: readonly string[];
  readonly body: string;
  readonly start: number;
}

export function findInTerraform({ text }: Source): Found {
  const code = withoutComments(text);
  const blocks = blocksOf(code);
  const scope = new Scope(blocks);
  const names = blocks.flatMap((block) => [
    ...resourceNames(block, scope),
    ...manifestNames(block),
    ...environment(block),
  ]);
  return { names: distinct(names) };
}

function resourceNames({ labels, body, start }: Block, scope: Scope): readonly Occurrence[] {
  if (labels[0] !== 'resource') return [];
  const type = labels[1] ?? '';
  const [, attribute] = topicAttributes.find(([pattern]) => pattern.test(type)) ?? [];
  if (attribute === undefined) return [];
  // A trigger may be another service's; its own blocks say whose.
  if (type.startsWith('aws_lambda') && !/kafka|msk/i.test(body)) return [];
  if (type.endsWith('kafka_acl') && !isOfTopic(body)) return [];
  const attributes = attributesOf(body, start);
  const loop = attributes.find(({ name }) => name === 'for_each' || name === 'count');
  return attributes
    .filter(({ name }) => attribute.test(name))
    .flatMap(({ value, at }) => scope.names(value, at, loop));
}

/** An access rule of confluent's and Mongey's is for any kind of resource, by a prefix too. */
function isOfTopic(body: string): boolean {
  const says = (name: string) => new RegExp(`\\b${name}\\s*=\\s*"(\\w+)"`).exec(body)?.[1]?.toLowerCase();
  const type = says('resource_type');
  const pattern = says('pattern_type') ?? says('resource_pattern_type_filter') ?? 'literal';
  return type === undefined || (type === 'topic' && pattern === 'literal');
}

/** A resource of Strimzi's written out: `kind = "KafkaTopic"`. */
function manifestNames({ labels, body, start }: Block): readonly Occurrence[] {
  if (labels[1] !== 'kubernetes_manifest' || !/\bkind\s*=\s*"KafkaTopic"/.test(body)) return [];
  const said =
    /\btopicName\s*=\s*("[^"]*")/.exec(body) ?? /\bmetadata\s*=\s*\{[^{}]*?\bname\s*=\s*("[^"]*")/.exec(body);
  const value = said?.[1] ?? '';
  return said === null ? [] : texts(value, start + said.index + said[0].length - value.length);
}

interface Attribute {
  readonly name: string;
  readonly value: string;
  /** Where the value begins. */
  readonly at: number;
}

/** Attributes of a block itself, not of the blocks in it. */
function attributesOf(body: string, start: number): readonly Attribute[] {
  const attributes: Attribute[] = [];
  const line = /(?:^|\n)[ \t]*(?:"([\w.-]+)"|([\w-]+))[ \t]*=[ \t]*/g;
  let depthAt = 0;
  let depth = 0;
  for (const match of body.matchAll(line)) {
    depth += depthChange(body.slice(depthAt, match.index));
    depthAt = match.index;
    if (depth > 0) continue;
    const from = match.index + match[0].length;
    attributes.push({ name: match[1] ?? match[2] ?? '', value: valueFrom(body, from), at: start + from });
  }
  return attributes;
}

/** A value ends with its line, or with the bracket that it opens. */
function valueFrom(body: string, from: number): string {
  let depth = 0;
  for (const match of body.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[[({]|[\])}]|\n/g)) {
    if (/^[[({]$/.test(match[0])) depth += 1;
    else if (/^[\])}]$/.test(match[0])) depth -= 1;
    if (depth < 0 || (match[0] === '\n' && depth === 0)) return body.slice(from, from + match.index);
  }
  return body.slice(from);
}

function depthChange(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return (bare.match(/[{[(]/g)?.length ?? 0) - (bare.match(/[}\])]/g)?.length ?? 0);
}

/** What names stand for in the file: locals and the defaults of variables. */
class Scope {
  readonly #values = new Map<string, Attribute>();

  constructor(blocks: readonly Block[]) {
    for (const { labels, body, start } of blocks) {
      for (const attribute of attributesOf(body, start)) {
        if (labels[0] === 'locals') this.#values.set(`local.${attribute.name}`, attribute);
        if (labels[0] === 'variable' && attribute.name === 'default')
          this.#values.set(`var.${labels[1] ?? ''}`, attribute);
      }
    }
  }

  /** The names that a value may be; `loop` is what the resource is made for. */
  names(value: string, at: number, loop: Attribute | undefined, depth = 0): readonly Occurrence[] {
    const trimmed = value.trim().replace(/^"\$\{([^{}]*)\}"$/, '$1');
    if (depth > 5) return [];
    const known = this.#values.get(/^(?:local|var)\.[\w-]+/.exec(trimmed)?.[0] ?? '');
    if (/^(?:each\.(?:value|key)|local\.\w+\[count\.index\]|var\.\w+\[count\.index\])/.test(trimmed)) {
      const of = trimmed.startsWith('each') ? loop : known;
      return of === undefined ? [] : this.#members(of, trimmed, depth);
    }
    if (known !== undefined) return this.names(known.value, known.at, loop, depth + 1);
    return texts(value, at);
  }

  /** Keys or values of what `for_each` goes through; a field of the values for `each.value.name`. */
  #members({ value, at }: Attribute, asked: string, depth: number): readonly Occurrence[] {
    const known = this.#values.get(
      /^(?:toset\(|keys\()?\s*((?:local|var)\.[\w-]+)/.exec(value.trim())?.[1] ?? '',
    );
    if (known !== undefined) return depth > 5 ? [] : this.#members(known, asked, depth + 1);
    const open = value.indexOf('{');
    const isMap = open !== -1 && !/^\s*(?:toset\()?\s*\[/.test(value);
    if (!isMap) return texts(value, at);
    const body = value.slice(open + 1, value.lastIndexOf('}'));
    const entries = attributesOf(`\n${body}`, at + open);
    if (asked.startsWith('each.key')) {
      return entries.flatMap((entry) => {
        const start = value.lastIndexOf(entry.name, entry.at - at);
        return namesIn({ value: entry.name, start: at + start });
      });
    }
    const field = /^each\.value\.(\w+)/.exec(asked)?.[1];
    return entries.flatMap((entry) =>
      field === undefined ? texts(entry.value, entry.at) : fieldOf(entry, field),
    );
  }
}

function fieldOf({ value, at }: Attribute, field: string): readonly Occurrence[] {
  const match = new RegExp(`\\b${field}\\s*=\\s*("[^"]*")`).exec(value);
  return match === null
    ? []
    : texts(match[1] ?? '', at + match.index + match[0].length - (match[1]?.length ?? 0));
}

/** The literals in a value; a text with an interpolation in it is none. */
function texts(value: string, at: number): readonly Occurrence[] {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].flatMap((match) =>
    namesIn({ value: match[1] ?? '', start: at + match.index + 1 }),
  );
}

/** Environment of a function or container in the file: `KAFKA_TOPIC = "orders"`. */
function environment({ body, start, labels }: Block): readonly Occurrence[] {
  if (labels[0] !== 'resource' && labels[0] !== 'module') return [];
  const isKafka = saysKafka(body);
  const map = /^[ \t]*"?([A-Z][A-Z0-9_]*_?TOPICS?[A-Z0-9_]*)"?[ \t]*[=:][ \t]*("[^"\n]*")/gm;
  const pair = /name\s*[=:]\s*"([A-Z][A-Z0-9_]*)"\s*,?\s*value\s*[=:]\s*("[^"\n]*")/g;
  const connector = /connector\.class/.test(body)
    ? /^[ \t]*"(topics|kafka\.topic)"[ \t]*=[ \t]*"([^"\n]*)"/gm
    : /(?!)/g;
  const connected = [...body.matchAll(connector)].flatMap(({ 0: whole, 2: value = '', index }) =>
    namesIn({ value, start: start + index + whole.length - 1 - value.length }),
  );
  const variables = [map, pair].flatMap((pattern) =>
    [...body.matchAll(pattern)].flatMap(({ 0: whole, 1: key = '', 2: value = '', index }) =>
      variableNames(key, { value, start: start + index + whole.length - value.length }, isKafka),
    ),
  );
  return [...variables, ...connected];
}

/** Top-level blocks: `resource "type" "name" { … }`. */
function blocksOf(code: string): readonly Block[] {
  const blocks: Block[] = [];
  const header = /^[ \t]*(\w+)((?:[ \t]+"[^"\n]*")*)[ \t]*\{/gm;
  for (let match = header.exec(code); match !== null; match = header.exec(code)) {
    const start = match.index + match[0].length;
    const body = bodyFrom(code, start);
    blocks.push({
      labels: [
        match[1] ?? '',
        ...(match[2]?.match(/(?<=")[^"]+(?=")/g) ?? []).filter((one) => one.trim() !== ''),
      ],
      body,
      start,
    });
    header.lastIndex = start + body.length;
  }
  return blocks;
}

function bodyFrom(code: string, start: number): string {
  let depth = 1;
  const mark = /"(?:[^"\\\n]|\\.)*"|[{}]/g;
  mark.lastIndex = start;
  for (let match = mark.exec(code); match !== null; match = mark.exec(code)) {
    if (match[0] === '{') depth += 1;
    else if (match[0] === '}') depth -= 1;
    if (depth === 0) return code.slice(start, match.index);
  }
  return code.slice(start);
}

function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//g, (part) =>
    part.startsWith('"') ? part : part.replace(/[^\n]/g, ' '),
  );
}
