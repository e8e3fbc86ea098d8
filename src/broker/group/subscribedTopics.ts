/**
 * Which topics the members of a consumer group subscribe to, read from the first fields of their subscriptions:
 * every version of the consumer protocol starts like version 0. The rest belongs to the clients' assignors.
 */
import { ProtocolError, Reader } from '../../protocol/bytes.ts';
import { consumerProtocolSubscription } from '../../protocol/messages/consumerProtocol.ts';
import { decodeMessage } from '../../protocol/schema.ts';
import type { Member } from './member.ts';

/**
 * @param protocolName the group's protocol, null when there is none
 * @returns null when they cannot be known: no protocol, or a subscription that does not follow the consumer protocol
 */
export function subscribedTopics(
  members: Iterable<Member>,
  protocolName: string | null,
): ReadonlySet<string> | null {
  const topics = new Set<string>();
  for (const member of members) {
    const subscription = protocolName === null ? undefined : member.metadata(protocolName);
    if (subscription === undefined) return null;
    const own = topicsOf(subscription);
    if (own === null) return null;
    for (const topic of own) topics.add(topic);
  }
  return topics;
}

function topicsOf(subscription: Buffer): readonly string[] | null {
  const reader = new Reader(subscription);
  try {
    reader.int16();
    return decodeMessage(consumerProtocolSubscription, 0, reader).topics;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
