/**
 * A timeline out of events: what follows from a cause stands under it, in the order in which it came; the newest cause first. Pure.
 */
import type { ClusterEvent } from '../../src/ui/panel/messages.ts';

export interface EventBlock {
  readonly cause: ClusterEvent;
  readonly consequences: readonly ClusterEvent[];
}

/** What comes so long (ms) after a cause, and after what came before it, belongs to it. */
const belongs = 15_000;
const gap = 5_000;

/** @param events oldest first */
export function eventBlocks(events: readonly ClusterEvent[]): readonly EventBlock[] {
  const blocks: { cause: ClusterEvent; consequences: ClusterEvent[] }[] = [];
  for (const event of events) {
    const block = blocks.findLast(({ cause, consequences }) => follows(event, cause, consequences));
    if (block === undefined) blocks.push({ cause: event, consequences: [] });
    else block.consequences.push(event);
  }
  return blocks.reverse();
}

function follows(event: ClusterEvent, cause: ClusterEvent, consequences: readonly ClusterEvent[]): boolean {
  const since = event.at - cause.at;
  if (event.type === 'drill' || event.type === 'topic') return false;
  // A rebalance is a story of its own, of one group.
  if (event.type === 'group') {
    const isSame = cause.type === 'group' && cause.event.groupId === event.event.groupId;
    return isSame && event.event.type !== 'rebalance' && event.event.type !== 'removed' && since < 120_000;
  }
  const last = consequences.at(-1)?.at ?? cause.at;
  return cause.type !== 'group' && cause.type !== 'topic' && since < belongs && event.at - last < gap;
}
