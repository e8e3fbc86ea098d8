/** SQL over streams: ksqlDB, Flink, RisingWave, Materialize, ClickHouse. */
import type { Found, Occurrence, Source } from '../recogniser.ts';
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

interface Pattern {
  /** Group 1 ends where the topic begins, group 2 is the topic. */
  readonly pattern: RegExp;
  /** Says nothing without `connector = 'kafka'` in the same statement. */
  readonly needsConnector: boolean;
}

/** Where statements say their topics. */
const places: readonly Pattern[] = [
  // ksqlDB; loads from Kafka in StarRocks and Doris.
  { pattern: /(\bKAFKA_TOPIC["']?\s*=\s*["'])([^"']*)["']/gi, needsConnector: false },
  { pattern: /(\bPRINT\s+')([^']*)'/gi, needsConnector: false },
  // Flink, RisingWave.
  {
    pattern: /(['"]?\b(?:topic|topics|properties\.topic|kafka\.topic)\b['"]?\s*=\s*')([^']*)'/gi,
    needsConnector: true,
  },
  // Materialize.
  {
    pattern: /(\bKAFKA\s+(?:CONNECTION|BROKER)\b[^()]*\([^()]*?\bTOPIC\s*=?\s*')([^']*)'/gi,
    needsConnector: false,
  },
  // ClickHouse.
  { pattern: /(\bkafka_topic_list\s*=\s*')([^']*)'/gi, needsConnector: false },
  { pattern: /(\bENGINE\s*=\s*Kafka\s*\(\s*'[^']*'\s*,\s*')([^']*)'/gi, needsConnector: false },
];

function topicTexts(statement: string): readonly Place[] {
  // With `connector.class` it is Kafka Connect's own.
  const [, isConnect, connector] = /['"]?connector(\.class)?['"]?\s*=\s*'([^']*)'/i.exec(statement) ?? [];
  const isKafkas = connector === undefined || isConnect !== undefined || /kafka|redpanda/i.test(connector);
  return places
    .filter(({ needsConnector }) => isKafkas && (!needsConnector || connector !== undefined))
    .flatMap(({ pattern }) =>
      [...statement.matchAll(pattern)].map(({ 1: before = '', 2: value = '', index }) => ({
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
