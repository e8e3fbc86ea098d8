/** Events in words: a kind, what happened, and why. Pure. */
import type { ClusterEvent, PanelStrings } from '../../src/ui/panel/messages.ts';
import type { IconName } from '../icons.ts';
import { fill } from '../words.ts';

export interface EventWords {
  readonly icon: IconName;
  readonly kind: string;
  readonly what: string;
  /** Empty when there is nothing to add. */
  readonly why: string;
}

export function eventWords(event: ClusterEvent, strings: PanelStrings): EventWords {
  switch (event.type) {
    case 'drill':
      return { icon: 'zap', kind: strings.kindDrill, what: drillWords(event.request, strings), why: '' };
    case 'controller': {
      const why = event.before < 0 ? '' : fill(strings.eventControllerBefore, event.before);
      return {
        icon: 'star-full',
        kind: strings.kindElection,
        what: fill(strings.eventController, event.nodeId),
        why,
      };
    }
    case 'fenced':
      return {
        icon: 'error',
        kind: strings.kindBroker,
        what: fill(strings.eventFenced, event.nodeId),
        why: absenceWords(event.why, event.nodeId, strings),
      };
    case 'unfenced':
      return {
        icon: 'pass',
        kind: strings.kindBroker,
        what: fill(strings.eventUnfenced, event.nodeId),
        why: strings.unfencedWhy,
      };
    case 'leader': {
      const names = partitionNames(event.partitions, strings);
      const what =
        event.leader < 0
          ? fill(strings.eventNoLeader, names)
          : fill(strings.eventLeader, names, event.leader);
      const why = event.before < 0 ? '' : absenceWords(event.why, event.before, strings);
      return { icon: 'arrow-up', kind: strings.kindLeader, what, why };
    }
    case 'isr': {
      const template = event.change === 'shrinks' ? strings.eventIsrShrinks : strings.eventIsrGrows;
      const what = fill(template, partitionNames(event.partitions, strings), event.replicas.join(', '));
      return { icon: event.change === 'shrinks' ? 'fold' : 'unfold', kind: strings.kindIsr, what, why: '' };
    }
    case 'topic': {
      const template = event.change === 'created' ? strings.eventTopicCreated : strings.eventTopicDeleted;
      return { icon: 'list-flat', kind: strings.kindTopic, what: fill(template, event.topic), why: '' };
    }
    case 'healthy':
      return { icon: 'pass', kind: strings.kindHealthy, what: strings.eventHealthy, why: '' };
    case 'group':
      return { icon: 'arrow-swap', kind: strings.kindRebalance, ...groupWords(event.event, strings) };
  }
}

type Drill = Extract<ClusterEvent, { readonly type: 'drill' }>['request'];

export function drillWords(request: Drill, strings: PanelStrings): string {
  switch (request.type) {
    case 'killNode':
      return fill(strings.eventKill, request.nodeId);
    case 'stopNode':
      return fill(strings.eventStop, request.nodeId);
    case 'startNode':
      return fill(strings.eventStart, request.nodeId);
    case 'isolateNode':
      return fill(strings.eventIsolate, request.nodeId);
    case 'slowNode':
      return fill(strings.eventSlow, request.nodeId, request.delayMs);
    case 'injectFault':
      return fill(strings.eventFault, request.nodeId, faultWords(request.fault, strings));
    case 'healNode':
      return fill(strings.eventHeal, request.nodeId);
    case 'healAll':
      return strings.eventHealAll;
  }
}

type Fault = Extract<Drill, { readonly type: 'injectFault' }>['fault'];

function faultWords({ api, effect, times }: Fault, strings: PanelStrings): string {
  const what = effectWords(api, effect, strings);
  return times === undefined ? what : `${what}, ${fill(strings.faultTimes, times)}`;
}

function effectWords(api: string, effect: Fault['effect'], strings: PanelStrings): string {
  switch (effect.kind) {
    case 'error':
      return fill(strings.faultError, api, effect.error);
    case 'cut':
      return fill(strings.faultCut, api);
    case 'lostAnswer':
      return fill(strings.faultLost, api);
    case 'delay':
      return fill(strings.faultDelayed, api, effect.delayMs);
  }
}

type Absence = Extract<ClusterEvent, { readonly type: 'fenced' }>['why'];

function absenceWords(why: Absence, broker: number, strings: PanelStrings): string {
  const templates = {
    stops: strings.absenceStops,
    notHeard: strings.absenceNotHeard,
    startedAnew: strings.absenceStartedAnew,
    gone: strings.absenceGone,
    gaveUp: strings.absenceGaveUp,
  };
  return fill(templates[why], broker);
}

function partitionNames(partitions: readonly string[], strings: PanelStrings): string {
  const [first = '', ...others] = partitions;
  return others.length === 0 ? first : fill(strings.partitionsAndMore, first, others.length);
}

type GroupEvent = Extract<ClusterEvent, { readonly type: 'group' }>['event'];

function groupWords(event: GroupEvent, strings: PanelStrings): Pick<EventWords, 'what' | 'why'> {
  switch (event.type) {
    case 'rebalance':
      return {
        what: fill(strings.eventRebalance, event.groupId, event.generation),
        why: reasonWords(event.reason, strings),
      };
    case 'generation':
      return {
        what: fill(strings.eventGeneration, event.groupId, event.generation, event.memberIds.length),
        why: event.protocolName === null ? '' : fill(strings.generationAssignor, event.protocolName),
      };
    case 'stable':
      return { what: fill(strings.eventStable, event.groupId, event.generation), why: '' };
    case 'removed':
      return { what: fill(strings.eventGroupRemoved, event.groupId), why: '' };
  }
}

type Reason = Extract<GroupEvent, { readonly type: 'rebalance' }>['reason'];

export function reasonWords(reason: Reason, strings: PanelStrings): string {
  switch (reason.type) {
    case 'memberJoined':
      return fill(strings.whyJoined, memberName(reason.memberId));
    case 'memberLeft':
      return fill(strings.whyLeft, reason.memberIds.map(memberName).join(', '));
    case 'sessionTimeout':
      return fill(strings.whySessionTimeout, memberName(reason.memberId));
    case 'syncTimeout':
      return fill(strings.whySyncTimeout, reason.memberIds.map(memberName).join(', '));
    case 'metadataChanged':
      return fill(strings.whyMetadata, memberName(reason.memberId));
    case 'leaderRejoined':
      return fill(strings.whyLeader, memberName(reason.memberId));
    case 'staticMemberReplaced':
      return fill(strings.whyReplaced, reason.groupInstanceId);
    case 'assignmentNotStored':
      return strings.whyNotStored;
    case 'overCapacity':
      return strings.whyCapacity;
  }
}

/** A member id is the client id and a UUID. */
function memberName(memberId: string): string {
  return memberId.replace(/-[0-9a-f]{8}-[0-9a-f-]{27}$|-[A-Za-z0-9_-]{22}$/, '');
}
