/** Topics in variables of the environment: `KAFKA_TOPIC`, `ORDERS_TOPIC`, `KAFKA_CREATE_TOPICS`, wherever these are set. */
import type { Occurrence } from '../recogniser.ts';
import { saysKafka, saysOther } from './brokers.ts';
import { type ConfigMap, type ConfigNode, type Setting, textOf } from './configTree.ts';
import { namesIn, type Piece, split } from './names.ts';

/** Names of variables are in capitals. */
export function isVariable(key: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(key) && key.includes('_');
}

export function environmentNames(
  { path, text, holder }: Setting,
  aboutKafka: boolean,
): readonly Occurrence[] {
  const isKafka = aboutKafka || holderSaysKafka(holder);
  return variableNames(path.at(-1) ?? '', { value: text.value, start: text.start }, isKafka);
}

/** The names that a variable holds; `isKafka` = what it is set beside is Kafka's. */
export function variableNames(key: string, piece: Piece, isKafka: boolean): readonly Occurrence[] {
  if (!/TOPIC/.test(key) || saysOther(key) || !(saysKafka(key) || isKafka)) return [];
  // `name:partitions:replicas:cleanup`, as the Docker images take them.
  if (/(?:^|_)CREATE_TOPICS?$|_TOPICS_CREATE$/.test(key)) {
    return split(piece, /[,\s]+/).flatMap(({ value, start }) =>
      namesIn({ value: value.split(':')[0] ?? '', start }),
    );
  }
  const says = /(?:^|_)TOPICS?(?:_(?:NAMES?|LIST|ID|IN|OUT|INPUT|OUTPUT|[A-Z]+))?$/;
  const never =
    /PREFIX|SUFFIX|PATTERN|REGEX|PARTITION|REPLICA|FACTOR|RETENTION|ENABLE|CREATE|CONFIG(?!_STORAGE)|PATH|MODEL|COUNT|SIZE|PORT|HOST|URL|TIMEOUT|_MS$|ARN/;
  return says.test(key) && !never.test(key) ? namesIn(piece, /[,;\s]+/) : [];
}

/**
 * Variables that a script sets, for itself or for what it starts: `export KAFKA_TOPIC=orders`, `${KAFKA_TOPIC:-orders}`. Those
 * that do not say Kafka themselves count where all else does, and only when they are exported.
 */
export function assignedNames(text: string, isKafka: boolean): readonly Occurrence[] {
  const given = /\$\{([A-Z][A-Z0-9_]*):[-=]([^{}$\n]*)\}/g;
  const assigned =
    /(?<![\w${-])((?:export|ENV|ARG|set|SET|readonly|declare -x)[ \t]+)?([A-Z][A-Z0-9_]*)=("[^"\n]*"|'[^'\n]*'|[^\s#;&|"']*)/g;
  return [
    ...[...text.matchAll(given)].flatMap(({ 0: whole, 1: key = '', 2: value = '', index }) =>
      variableNames(key, { value, start: index + whole.length - 1 - value.length }, isKafka),
    ),
    ...[...text.matchAll(assigned)].flatMap(({ 0: whole, 1: exported, 2: key = '', 3: value = '', index }) =>
      variableNames(
        key,
        { value, start: index + whole.length - value.length },
        isKafka && exported !== undefined,
      ),
    ),
  ];
}

/** `env: [{name: KAFKA_TOPIC, value: orders}]` and `environment: ["KAFKA_TOPIC=orders"]`, at any depth. */
export function environmentLists(node: ConfigNode, aboutKafka: boolean): readonly Occurrence[] {
  if (node.kind === 'text') return [];
  if (node.kind === 'map') return node.entries.flatMap(({ value }) => environmentLists(value, aboutKafka));
  const pairs = node.items.flatMap(pairOf);
  const isKafka = aboutKafka || pairs.some(({ key }) => saysKafka(key));
  return [
    ...pairs.flatMap(({ key, piece }) => variableNames(key, piece, isKafka)),
    ...node.items.flatMap((item) => environmentLists(item, aboutKafka)),
  ];
}

function pairOf(item: ConfigNode): readonly { readonly key: string; readonly piece: Piece }[] {
  if (item.kind === 'text') {
    const [, key, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(item.value) ?? [];
    return key === undefined || value === undefined
      ? []
      : [{ key, piece: { value, start: item.start + key.length + 1 } }];
  }
  const key = textOf(item, 'name')?.value;
  const value = textOf(item, 'value');
  return key === undefined || value === undefined || !isVariable(key)
    ? []
    : [{ key, piece: { value: value.value, start: value.start } }];
}

function holderSaysKafka(holder: ConfigMap | undefined): boolean {
  const keys = holder?.entries.map(({ key }) => key) ?? [];
  return keys.some(saysKafka) && !keys.some(saysOther);
}
