/**
 * Which values of a configuration are topics. A key that says `topic` counts only where something says Kafka: the path, what
 * stands beside it, or the whole file where no other broker is in it. Values that merely look like names are never taken.
 */
import type { Occurrence } from '../recogniser.ts';
import { isAboutKafka, saysKafka, saysOther } from './brokers.ts';
import { type ConfigNode, labelsOf, type Setting, settingsOf, wordsOf } from './configTree.ts';
import { environmentNames, isVariable } from './environment.ts';
import { namesIn } from './names.ts';
import { isNameKey, isTopicKey, isTuning } from './topicKeys.ts';
import { mappedNames } from './topicMaps.ts';

/** Places that are Kafka's unless a binder or connector beside them is another's. */
const certain: readonly RegExp[] = [
  /^mp\.messaging\.(?:incoming|outgoing|connector)\.[^.]+\.(?:topics?|dead-letter-queue\.topic|delayed-retry-topic\.topics)$/i,
  /^spring\.cloud\.stream\.bindings\..+\.destination$/i,
  /^spring\.kafka\..*default-?topic$/i,
  /^spring\.cloud\.stream\.kafka\..*dlq-?name$/i,
  /(?:^|\.)(?:config|offset|status)\.storage\.topic$/i,
  /^projects\.topics\.name$/,
];

/** What the whole tree says decides where nothing nearer does. */
export function settingNames(tree: ConfigNode, topicProperties: ReadonlySet<string>): readonly Occurrence[] {
  const settings = settingsOf(tree);
  const peers = new Peers(settings);
  const words = wordsOf(tree);
  const aboutKafka = saysKafka(labelsOf(tree)) && !saysOther(words);
  const isOthers = saysOther(words) && !saysKafka(words);
  const wanted = new Set([...topicProperties].map(relaxed));
  const names = settings.flatMap((setting) => {
    const path = setting.path.join('.').replace(/^%[\w,]+\./, '');
    if (isVariable(setting.path.at(-1) ?? '')) return environmentNames(setting, aboutKafka);
    const isWanted = wanted.has(relaxed(path));
    return isWanted || (!isOthers && isTopic(path, setting, peers, aboutKafka))
      ? namesIn(asPiece(setting))
      : [];
  });
  return [...names, ...mappedNames(tree, aboutKafka)];
}

/** Spring's relaxed binding: `app.orderTopic`, `app.order-topic` and `APP_ORDERTOPIC` are one. */
function relaxed(key: string): string {
  return key
    .replace(/[-_]/g, '')
    .replace(/\[\d+\]/g, '')
    .toLowerCase();
}

function asPiece({ text }: Setting): { readonly value: string; readonly start: number } {
  return { value: text.lines === undefined ? text.value : '', start: text.start };
}

function isTopic(path: string, setting: Setting, peers: Peers, aboutKafka: boolean): boolean {
  const broker = peers.brokerOf(path);
  if (broker === 'other' || peers.isPattern(path)) return false;
  if (certain.some((place) => place.test(path))) return true;
  const keys = path.replace(/\[\d+\]/g, '').split('.');
  const key = keys.at(-1) ?? '';
  const above = keys.at(-2) ?? '';
  if (/^(?:logging|log4j\d?|loggers?)$/i.test(keys[0] ?? '') || keys.includes('transforms')) return false;
  const scope = broker ?? scopeOf(keys.slice(0, -1), setting);
  if (scope === 'other' || (scope === undefined && saysOther(key))) return false;
  const inKafka = scope === 'kafka' || saysKafka(key);
  if (isTopicKey(key)) return inKafka || (aboutKafka && keys.length <= 4 && !aside.test(above));
  if (isTopicKey(keys.at(-3) ?? '') && isNameKey(key)) return inKafka || aboutKafka;
  if (!isTopicKey(above) || isTuning(key)) return false;
  return inKafka || (aboutKafka && /^(?:names?|list|in|out|input|output|id)$/i.test(key));
}

/** Places in a file of Kafka's that speak of something else. */
const aside = /^(?:labels|annotations|fields|tags|with|search|match\w*|rules)$/i;

/** The nearest word for a broker on the way to the key, or beside it. */
function scopeOf(above: readonly string[], { holder }: Setting): 'kafka' | 'other' | undefined {
  for (const { key, value } of holder?.entries ?? []) {
    if (
      value.kind !== 'text' ||
      !/^(?:type|connector|binder|driver|provider|transport|kind|connector\.class)$/i.test(key)
    )
      continue;
    if (saysOther(value.value)) return 'other';
    if (saysKafka(value.value)) return 'kafka';
  }
  for (const key of [...above].reverse()) {
    if (saysOther(key)) return 'other';
    if (saysKafka(key)) return 'kafka';
  }
  const beside = holder?.entries.map(({ key }) => key).join(' ') ?? '';
  return above.length > 0 && isAboutKafka(beside) ? 'kafka' : undefined;
}

/** A path of more keys than this is none that anybody has written. */
const deepestPath = 64;

/** What the keys beside one say of it, also where they are lines of their own: `….connector`, `….binder`, `….pattern`. */
class Peers {
  readonly #brokers = new Map<string, 'kafka' | 'other'>();
  readonly #patterns = new Set<string>();
  readonly #default: 'other' | undefined;

  constructor(settings: readonly Setting[]) {
    let usual: 'other' | undefined;
    for (const { path, text } of settings) {
      const key = path.at(-1) ?? '';
      const parent = path
        .slice(0, -1)
        .join('.')
        .replace(/^%[\w,]+\./, '');
      const isOther = saysOther(text.value);
      if (/^(?:connector|binder)$/i.test(key) && (isOther || saysKafka(text.value))) {
        this.#brokers.set(parent, isOther ? 'other' : 'kafka');
      }
      if (/^default-?binder$/i.test(key) && isOther) usual = 'other';
      if (key === 'pattern' && text.value === 'true') this.#patterns.add(parent);
    }
    this.#default = usual;
  }

  brokerOf(path: string): 'kafka' | 'other' | undefined {
    const keys = path.split('.').slice(0, deepestPath);
    for (let length = keys.length - 1; length > 0; length -= 1) {
      const said = this.#brokers.get(keys.slice(0, length).join('.'));
      if (said !== undefined) return said;
    }
    return /^spring\.cloud\.stream\.bindings/.test(path) ? this.#default : undefined;
  }

  isPattern(path: string): boolean {
    return this.#patterns.has(path.split('.').slice(0, -1).join('.'));
  }
}
