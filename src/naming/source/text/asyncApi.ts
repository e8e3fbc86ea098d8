/** AsyncAPI 2 and 3: the channels of a document that has a Kafka server, or bindings for Kafka. */
import type { Occurrence } from '../recogniser.ts';
import { type ConfigNode, entryOf, textOf } from './configTree.ts';
import { nameAt } from './names.ts';

export function isAsyncApi(tree: ConfigNode): boolean {
  return textOf(tree, 'asyncapi') !== undefined;
}

export function channelNames(tree: ConfigNode): readonly Occurrence[] {
  const version = textOf(tree, 'asyncapi')?.value ?? '';
  const channels = entryOf(tree, 'channels');
  if (channels?.kind !== 'map') return [];
  const servers = entryOf(tree, 'servers');
  const protocols =
    servers?.kind === 'map' ? servers.entries.map(({ value }) => textOf(value, 'protocol')?.value ?? '') : [];
  const isKafka = protocols.some((one) => /^kafka/.test(one));
  const isOthers = protocols.length > 0 && !isKafka;
  return channels.entries.flatMap(({ key, keyStart, value }) => {
    const bindings = entryOf(entryOf(value, 'bindings'), 'kafka');
    const given = textOf(bindings, 'topic');
    const address = textOf(value, 'address');
    // The binding's topic is meant where the channel goes by another name.
    const isSame = address !== undefined && address.value === given?.value;
    if (given !== undefined) return [...(isSame ? nameAt(address) : []), ...nameAt(given)];
    if (bindings === undefined && (!isKafka || isOthers)) return [];
    if (address !== undefined) return nameAt(address);
    // In version 3 a channel without an address gets one when the program runs.
    return version.startsWith('2') ? nameAt({ value: key, start: keyStart }) : [];
  });
}
