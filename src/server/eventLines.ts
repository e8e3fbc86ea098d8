/** Events of the cluster as lines of the log. Pure. */
import type { Absence, ClusterEvent } from './control.ts';

/** A line names so many partitions, and counts the rest. */
const mostNames = 4;

const absences: Readonly<Record<Absence, string>> = {
  stops: 'stops',
  notHeard: 'has not been heard in time',
  startedAnew: 'has started anew',
  gone: 'is gone',
  gaveUp: 'gave it up',
};

/** undefined for what other lines tell already. */
export function lineOf(event: ClusterEvent): string | undefined {
  switch (event.type) {
    case 'controller': {
      const before = event.before === -1 ? '' : `; before it was broker ${event.before}`;
      return `broker ${event.nodeId} is the controller${before}`;
    }
    case 'fenced':
      return `broker ${event.nodeId} is fenced: it ${absences[event.why]}`;
    case 'unfenced':
      return `broker ${event.nodeId} is unfenced: it is in touch with the controller and has caught up`;
    case 'leader': {
      const lost = event.before === -1 ? 'nobody' : `broker ${event.before}, which ${absences[event.why]}`;
      const leader = event.leader === -1 ? 'nobody' : `broker ${event.leader}`;
      return `${list(event.partitions)}: ${leader} leads instead of ${lost}`;
    }
    case 'isr': {
      const words = event.change === 'shrinks' ? 'out of sync' : 'in sync again';
      return `${list(event.partitions)}: ${words}: broker ${event.replicas.join(', ')}`;
    }
    default:
      return undefined;
  }
}

function list(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}
