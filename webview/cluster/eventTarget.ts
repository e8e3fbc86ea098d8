/** What an event of the timeline is about, where the panel can show it. Pure. */
import type { ClusterEvent } from '../../src/ui/panel/messages.ts';

export type EventTarget =
  | { readonly view: 'groups'; readonly group: string }
  | { readonly view: 'messages'; readonly topic: string };

/** undefined for events of brokers, whose cards are in view already, and for what is gone. */
export function eventTarget(event: ClusterEvent): EventTarget | undefined {
  switch (event.type) {
    case 'group':
      return event.event.type === 'removed' ? undefined : { view: 'groups', group: event.event.groupId };
    case 'topic':
      return event.change === 'deleted' ? undefined : messagesOf(event.topic);
    case 'leader':
    case 'isr':
      // `orders-2` is partition 2 of orders.
      return messagesOf((event.partitions[0] ?? '').replace(/-\d+$/, ''));
    default:
      return undefined;
  }
}

/** Kafka's own topics are nothing to read here. */
function messagesOf(topic: string): EventTarget | undefined {
  return topic === '' || topic.startsWith('__') ? undefined : { view: 'messages', topic };
}
