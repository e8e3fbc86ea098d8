/** SQL over streams: ksqlDB, Flink, RisingWave, Materialize, ClickHouse. */
import type { Found, Occurrence, Source } from '../recogniser.ts';
import { saysKafka } from './brokers.ts';
import { distinct } from './configuration.ts';
import { namesIn } from './names.ts';

export function findInSql({ text }: Source): Found {
  const code = withoutComments(text);
  const names = statementsOf(code).flatMap(({ statement, start }) =>
    topicTexts(statement).flatMap((piece) => namesIn({ ...piece, start: piece.start + start })),
  );
  return { names: distinct(names) };
}

interface Place {
  readonly value: string;
  readonly start: number;
}

/** Where a statement of Kafka's says its topic; group 1 ends at the topic, group 2 is the topic. */
const places: readonly RegExp[] = [
  // ksqlDB
  /(\bKAFKA_TOPIC\s*=\s*')([^']*)'/gi,
  /(\bPRINT\s+')([^']*)'/gi,
  // Flink, RisingWave
  /(['"]?\b(?:topic|topics|properties\.topic|kafka\.topic)\b['"]?\s*=\s*')([^']*)'/gi,
  // Materialize
  /(\bKAFKA\s+(?:CONNECTION|BROKER)[^;]*?\(\s*(?:[^()']|'[^']*')*?\bTOPIC\s*(?:=\s*)?')([^']*)'/gi,
  // ClickHouse
  /(\bkafka_topic_list\s*=\s*')([^']*)'/gi,
  /(\bENGINE\s*=\s*Kafka\s*\(\s*'[^']*'\s*,\s*')([^']*)'/gi,
];

function topicTexts(statement: string): readonly Place[] {
  const isKsql = /\bKAFKA_TOPIC\s*=|\bPRINT\s+'/i.test(statement);
  if (!isKsql && !saysKafka(statement)) return [];
  // Another connector's topic, though Kafka is named somewhere in the statement.
  const connector = /['"]?connector['"]?\s*=\s*'([^']*)'/i.exec(statement)?.[1];
  if (connector !== undefined && !/kafka|redpanda/i.test(connector)) return [];
  return places.flatMap((place) =>
    [...statement.matchAll(place)].map(({ 1: before = '', 2: value = '', index }) => ({
      value,
      start: index + before.length,
    })),
  );
}

function statementsOf(code: string): readonly { readonly statement: string; readonly start: number }[] {
  return [...code.matchAll(/(?:'[^']*'|[^;'])+/g)].map((match) => ({
    statement: match[0],
    start: match.index,
  }));
}

/** Comments become blanks, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/'[^'\n]*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (part) =>
    part.startsWith("'") ? part : part.replace(/[^\n]/g, ' '),
  );
}

/** The same for other files that hold such statements. */
export function sqlNames(text: string): readonly Occurrence[] {
  return findInSql({ path: '', text, topicProperties: new Set() }).names;
}
