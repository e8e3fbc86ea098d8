/**
 * Elections in topics: by which rules a partition of a topic elects, and the elections that the controller holds of
 * its own accord. What an election comes to for one partition is in `partitionChange.ts`.
 */
import type { ControllerState } from './controller.ts';
import { remembersLeaders, type TopicImage, topicResource } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { changePartition, type ElectionRules, noLeader } from './partitionChange.ts';

/** The most elections that are held at once; the others wait for the next time (as in Kafka). */
const maxElections = 1_000;

/**
 * What a topic's configs and the brokers' states make of an election: unclean where
 * `unclean.leader.election.enable` says so.
 * @param mayLead in place of what the controller's image says of a broker that just comes or goes
 */
export function electionRules(
  state: ControllerState,
  topic: TopicImage,
  mayLead = (brokerId: number): boolean => state.image.mayLead(brokerId),
): ElectionRules {
  const election = allowsUncleanElection(state, topic) ? 'unclean' : 'online';
  return { mayLead, election, minIsr: effectiveMinIsr(state, topic) };
}

export function allowsUncleanElection({ image, configs }: ControllerState, topic: TopicImage): boolean {
  const overrides = image.configsOf(topicResource, topic.name);
  return configs.topicBoolean(overrides, 'unclean.leader.election.enable');
}

/**
 * Elections for partitions without a leader in topics that allow unclean ones: after
 * `unclean.leader.election.enable` was set, and now and then.
 */
export function electUncleanLeaders(state: ControllerState): MetadataRecord[] {
  return electWhere(state, (topic) => {
    const rules = electionRules(state, topic);
    return rules.election === 'unclean' ? { rules, isDue: ({ leader }) => leader === noLeader } : undefined;
  });
}

/** Leadership goes back to the first replica of each assignment, where that one may lead. */
export function electPreferredLeaders(state: ControllerState): MetadataRecord[] {
  return electWhere(state, (topic) => ({
    rules: { ...electionRules(state, topic), election: 'preferred' },
    isDue: ({ leader, replicas }) => leader !== replicas[0],
  }));
}

/**
 * What must be written down beside config changes: who is eligible by one min.insync.replicas may lack what is committed
 * by another (as Kafka does; a partition that nobody leads then takes an unclean election).
 */
export function forgetEligibleLeaders(
  { image }: ControllerState,
  changes: readonly MetadataRecord[],
): MetadataRecord[] {
  return changes.flatMap((record): MetadataRecord[] => {
    if (record.type !== 'Config' || record.value.name !== 'min.insync.replicas') return [];
    const topicName = record.value.resourceType === topicResource ? record.value.resourceName : '';
    const topics = [...image.topicsById.values()].filter(
      ({ name }) => topicName === '' || topicName === name,
    );
    const found = topics.some(({ partitions }) => partitions.some(remembersLeaders));
    return found ? [{ type: 'ClearElr', value: { topicName } }] : [];
  });
}

interface Occasion {
  readonly rules: ElectionRules;
  readonly isDue: (partition: TopicImage['partitions'][number]) => boolean;
}

function electWhere(
  state: ControllerState,
  occasionFor: (topic: TopicImage) => Occasion | undefined,
): MetadataRecord[] {
  const records: MetadataRecord[] = [];
  for (const topic of state.image.topicsById.values()) {
    const occasion = occasionFor(topic);
    if (occasion === undefined) continue;
    for (const [partitionId, partition] of topic.partitions.entries()) {
      if (records.length >= maxElections) return records;
      if (!occasion.isDue(partition)) continue;
      const change = changePartition({ topicId: topic.id, partitionId }, partition, occasion.rules);
      if (change !== undefined) records.push({ type: 'PartitionChange', value: change });
    }
  }
  return records;
}

/** `min.insync.replicas`, which cannot ask for more replicas than the topic's first partition has. */
function effectiveMinIsr({ image, configs }: ControllerState, topic: TopicImage): number {
  const minIsr = configs.topicNumber(image.configsOf(topicResource, topic.name), 'min.insync.replicas');
  return Math.min(minIsr, topic.partitions[0]?.replicas.length ?? minIsr);
}
