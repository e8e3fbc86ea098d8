/** What must hold between a block and the cluster before it runs, said before anything is sent. Pure. */
import type { ClusterProfile, TopicInfo } from '../../client/model.ts';
import type { Localizer } from '../clusters/clusterStatus.ts';

/** A block with `-- @cluster: x` runs on x only: a record for production must not land elsewhere, or the reverse. */
export function insistsOnAnother(
  cluster: string | undefined,
  profile: ClusterProfile,
  l10n: Localizer,
): string | undefined {
  const wanted = cluster?.toLowerCase();
  const agrees =
    wanted === undefined ||
    wanted === '' ||
    wanted === profile.id.toLowerCase() ||
    wanted === profile.name.toLowerCase();
  return agrees
    ? undefined
    : l10n.t(
        'This block is meant for the cluster "{0}", but "{1}" is selected.',
        cluster ?? '',
        profile.name,
      );
}

/** A partition the topic does not have; a topic nobody has seen yet may have it. */
export function missingPartition(
  partition: number | undefined,
  topic: TopicInfo | undefined,
  l10n: Localizer,
): string | undefined {
  if (partition === undefined || topic === undefined || partition < topic.partitions.length) {
    return undefined;
  }
  return l10n.t(
    '"{0}" has no partition {1}: it has {2}, counted from 0.',
    topic.name,
    partition,
    topic.partitions.length,
  );
}
