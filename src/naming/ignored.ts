/**
 * Names the convention says nothing about: those that frameworks make by themselves, and those the team
 * has excused. Kafka's own rule and collisions hold for them all the same.
 */
import type { Convention, NameContext } from './convention.ts';
import { isEnvironment } from './environments.ts';
import { isImperative, isPast } from './verbs.ts';
import { piecesOf, wordsOf } from './words.ts';

const frameworkNames: readonly RegExp[] = [
  // Spring Kafka's retry and dead-letter topics.
  /.-retry(?:-\d+)?$/,
  /.-dlt$/,
  /.\.DLT$/,
  // Kafka Streams' internal topics.
  /.-changelog$/,
  /.-repartition$/,
  // Kafka Connect, the schema registry, Kafka itself, Strimzi.
  /^connect-(?:configs|offsets|status)$/,
  /^_schemas$/,
  /^__/,
  /^strimzi-/,
];

/** True when no convention finding is due: a framework's name, or one the team's globs excuse. */
export function isIgnored(name: string, convention: Convention, context: NameContext): boolean {
  return (
    frameworkNames.some((pattern) => pattern.test(name)) ||
    convention.ignore.some((glob) => globPattern(glob).test(name)) ||
    looksLikeDebezium(name, convention, context)
  );
}

/**
 * Debezium names topics `<prefix>.<schema>.<table>`, which no rule tells from other three-part names.
 * So: three plain parts, none of them a type, a version or an environment, and a last one that names a
 * thing rather than an action. A part the team is known to use speaks against it.
 */
function looksLikeDebezium(name: string, convention: Convention, context: NameContext): boolean {
  const pieces = piecesOf(name, '.').map((piece) => piece.text);
  const [prefix, schema, table] = pieces;
  if (pieces.length !== 3 || prefix === undefined || schema === undefined || table === undefined) {
    return false;
  }
  if (
    prefix === context.service ||
    convention.domains.includes(schema) ||
    convention.domains.includes(prefix)
  ) {
    return false;
  }
  if (!/^(?:[a-z0-9_$]+|[A-Z0-9_$]+)$/.test(table)) {
    return false;
  }
  const words = wordsOf({ text: name, start: 0, end: name.length }).map((word) => word.text.toLowerCase());
  const telling = (word: string) =>
    /^v\d+$/.test(word) ||
    isEnvironment(word) ||
    isPast(word) ||
    isImperative(word) ||
    convention.types.includes(word) ||
    convention.types.includes(word.replace(/s$/, ''));
  return !words.some(telling);
}

function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
