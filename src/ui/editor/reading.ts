/**
 * How a consumer block reads: as a member of its group, or, when it names partitions or an offset, by
 * itself, since Kafka gives group members their partitions and offsets. Pure.
 */
import type { ConsumeOptions } from '../../client/clusterService.ts';
import type { PartitionOffset, PartitionOffsets, TopicInfo } from '../../client/model.ts';
import type { ConsumerPlan } from '../../kafkaFile/record.ts';
import type { Localizer } from '../clusters/clusterStatus.ts';

/** True when the block's group is joined: it has one, and leaves partitions and offsets to it. */
export function joinsGroup(plan: ConsumerPlan): boolean {
  return plan.group !== undefined && !choosesPlace(plan);
}

/** True when exact offsets are needed before reading: `readingOptions` then wants them. */
export function choosesPlace(plan: ConsumerPlan): boolean {
  return plan.partitions !== undefined || typeof plan.from === 'number';
}

/** Partitions the block asks for and the topic does not have. */
export function unknownPartitions(plan: ConsumerPlan, topic: TopicInfo): readonly number[] {
  return (plan.partitions ?? []).filter((partition) => partition >= topic.partitions.length);
}

/** What to ask of the client; `offsets` are those of the topic's partitions. */
export function readingOptions(plan: ConsumerPlan, offsets: readonly PartitionOffsets[]): ConsumeOptions {
  const topics = [plan.topic.text];
  const from = plan.from === 'earliest' ? 'earliest' : 'latest';
  if (!choosesPlace(plan)) {
    return { groupId: plan.group, topics, from };
  }
  const partitions = offsets
    .filter(({ partition }) => plan.partitions === undefined || plan.partitions.includes(partition))
    .map(
      (each): PartitionOffset => ({
        topic: each.topic,
        partition: each.partition,
        offset: startOf(plan, each),
      }),
    );
  return { topics, from, partitions };
}

/** An offset that is gone or not there yet would end the reading: the nearest one is meant. */
function startOf({ from }: ConsumerPlan, { low, high }: PartitionOffsets): number {
  switch (from) {
    case 'earliest':
      return low;
    case 'latest':
      return high;
    default:
      return Math.min(Math.max(from, low), high);
  }
}

/** One line on what is read and how, for the head of the output. */
export function readingHeader(plan: ConsumerPlan, cluster: string, l10n: Localizer): string {
  const from = typeof plan.from === 'number' ? l10n.t('offset {0}', plan.from) : plan.from;
  const partitions =
    plan.partitions === undefined
      ? l10n.t('all partitions')
      : l10n.t('partitions {0}', plan.partitions.join(', '));
  const what = l10n.t('Reading {0} on {1}, {2}, from {3}', plan.topic.text, cluster, partitions, from);
  if (joinsGroup(plan)) {
    return `${what}. ${l10n.t('Member of the group "{0}": goes on from its committed offsets.', plan.group ?? '')}`;
  }
  const reason =
    plan.group === undefined
      ? l10n.t('No group is joined and nothing is committed.')
      : l10n.t(
          'The group "{0}" is not joined: a block that names partitions or an offset reads by itself.',
          plan.group,
        );
  return `${what}. ${reason}`;
}
