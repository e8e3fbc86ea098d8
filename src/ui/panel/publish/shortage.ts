/** Why acks=all was refused: how many replicas are in sync, and how many the topic wants. It asks only then. */
import type { ClusterService } from '../../../client/clusterService.ts';
import type { Send } from './publishMessages.ts';

/** Kafka's names for it: before the append, and after. */
const refusals: ReadonlySet<string> = new Set(['NOT_ENOUGH_REPLICAS', 'NOT_ENOUGH_REPLICAS_AFTER_APPEND']);

/** The send with the reason of its refusal; as it is when it was not refused for that, or nobody can say. */
export async function explained(
  service: Pick<ClusterService, 'metadata' | 'admin'>,
  send: Send,
): Promise<Send> {
  if (send.error === null || !refusals.has(send.error.name)) return send;
  try {
    const [cluster, configs] = await Promise.all([
      service.metadata(),
      service.admin.describeTopicConfigs([send.topic]),
    ]);
    const partitions = cluster.topics.find(({ name }) => name === send.topic)?.partitions ?? [];
    const entry = configs.values.get(send.topic)?.find(({ name }) => name === 'min.insync.replicas');
    // More than there are replicas nobody can ask for (KIP-966).
    const [shortage] = partitions
      .map(({ isr, replicas }) => ({
        inSync: isr.length,
        needed: Math.min(Number(entry?.value), replicas.length),
      }))
      .filter(({ inSync, needed }) => inSync < needed)
      .toSorted((one, other) => one.inSync - other.inSync);
    return shortage === undefined ? send : { ...send, error: { ...send.error, shortage } };
  } catch {
    // A cluster in trouble may not answer this either: the error by its name has to do.
    return send;
  }
}
