/**
 * Samples the watched group and keeps the histories, so that they outlive a hidden or reloaded webview. It
 * decides nothing about when to poll and shows nothing.
 */
import type { ClusterService } from '../../../client/clusterService.ts';
import type { ClusterInfo, GroupDetail, GroupMember, TopicInfo } from '../../../client/model.ts';
import type { ClusterEvents } from '../../clusters/clusterEvents.ts';
import type { GroupEvent, GroupSnapshot, Watch } from '../messages.ts';
import { membershipEvents, type PracticeFacts, sampleOf, snapshotOf, topicsOf } from './groupSnapshot.ts';
import { groupStory } from './groupStory.ts';
import { historySpan, LagHistory } from './lagHistory.ts';
import { isRebalancing } from './reading.ts';

/** Histories kept: switching between a few groups loses nothing, browsing through hundreds stays bounded. */
const keptHistories = 8;
const keptEvents = 50;

interface Recorded {
  readonly history: LagHistory;
  members: readonly GroupMember[] | undefined;
  events: readonly GroupEvent[];
  rebalancingSince: number | null;
}

export class GroupWatcher {
  #recorded = new Map<string, Recorded>();
  #sentKey = '';
  #sentUntil = Number.NEGATIVE_INFINITY;

  /** The next snapshot carries the whole history: the webview is new. */
  resend(): void {
    this.#sentKey = '';
  }

  /** Another cluster: nothing sampled before means anything. */
  forget(): void {
    this.#recorded.clear();
    this.resend();
  }

  /**
   * Asks the cluster once and answers what is new; null when there is no such topic, or none was named and
   * the group reads none. @param own what the embedded cluster tells of itself; undefined for any other
   */
  async poll(
    service: Pick<ClusterService, 'describeGroup' | 'offsets'>,
    cluster: ClusterInfo,
    watch: Watch,
    practice: (group: string) => ReadonlyMap<string, PracticeFacts>,
    own: Pick<ClusterEvents, 'aboutGroup'> | undefined,
    now: () => number,
  ): Promise<GroupSnapshot | null> {
    const answer = await service.describeGroup(watch.group);
    const topic = chooseTopic(answer, cluster, watch.topic);
    if (topic === undefined) {
      return null;
    }
    const ends = await this.#endsOf(service, answer, topic);
    const at = now();
    const recorded = this.#recordedFor(watch.group, topic.name);
    const detail = keepAssignment(answer, recorded.members ?? []);
    recorded.history.add(sampleOf(detail, topic, ends, at));
    recorded.events = [
      ...recorded.events,
      ...membershipEvents(recorded.members ?? detail.members, detail.members, at),
    ]
      .filter((event) => event.at >= at - historySpan)
      .slice(-keptEvents);
    recorded.members = detail.members;
    const story = own && groupStory(own.aboutGroup(watch.group));
    const seenSince = recorded.rebalancingSince ?? at;
    recorded.rebalancingSince = isRebalancing(detail.state) ? (story?.rebalancingSince ?? seenSince) : null;
    const key = historyKey(watch.group, topic.name);
    const since = key === this.#sentKey ? this.#sentUntil : Number.NEGATIVE_INFINITY;
    this.#sentKey = key;
    this.#sentUntil = at;
    return snapshotOf({
      detail,
      topic,
      history: recorded.history,
      events: story?.events.filter((one) => one.at >= at - historySpan).slice(-keptEvents) ?? recorded.events,
      generation: story?.generation ?? null,
      rebalancingSince: recorded.rebalancingSince,
      practice: practice(watch.group),
      since,
    });
  }

  /** End offsets of the partitions the group's description is silent about: no commit, no owner. */
  async #endsOf(
    service: Pick<ClusterService, 'offsets'>,
    detail: GroupDetail,
    topic: TopicInfo,
  ): Promise<ReadonlyMap<number, number>> {
    const described = detail.partitions.filter((one) => one.topic === topic.name).length;
    if (described === topic.partitions.length) {
      return new Map();
    }
    const offsets = await service.offsets([topic.name]);
    return new Map(offsets.map((one) => [one.partition, one.high]));
  }

  /** The history of a group on a topic; the one not watched for longest makes room. */
  #recordedFor(group: string, topic: string): Recorded {
    const key = historyKey(group, topic);
    const recorded = this.#recorded.get(key) ?? {
      history: new LagHistory(),
      members: undefined,
      events: [],
      rebalancingSince: null,
    };
    this.#recorded.delete(key);
    this.#recorded.set(key, recorded);
    for (const oldest of this.#recorded.keys()) {
      if (this.#recorded.size <= keptHistories) {
        break;
      }
      this.#recorded.delete(oldest);
    }
    return recorded;
  }
}

/**
 * During a rebalance a coordinator tells no assignment. What each member had stays in view until the new one
 * is known, so that nobody changes place twice.
 */
function keepAssignment(detail: GroupDetail, before: readonly GroupMember[]): GroupDetail {
  if (!isRebalancing(detail.state)) {
    return detail;
  }
  const earlier = new Map(before.map((member) => [member.memberId, member.assignment]));
  return {
    ...detail,
    members: detail.members.map((member) =>
      member.assignment.length > 0
        ? member
        : { ...member, assignment: earlier.get(member.memberId) ?? member.assignment },
    ),
  };
}

function historyKey(group: string, topic: string): string {
  return JSON.stringify([group, topic]);
}

function chooseTopic(detail: GroupDetail, cluster: ClusterInfo, wanted: string): TopicInfo | undefined {
  const name = wanted === '' ? topicsOf(detail)[0] : wanted;
  return cluster.topics.find((topic) => topic.name === name);
}
