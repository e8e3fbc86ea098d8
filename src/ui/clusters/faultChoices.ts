/** Which faults are worth trying on which API, and what each does to an application, in words. Pure; the cluster checks a fault again. */
import type { ErrorName, Fault, FaultEffect, FaultyApi } from '../../server/control.ts';
import type { Localizer } from './clusterStatus.ts';

/** Errors that Kafka itself answers this API with, the most instructive first. */
const errorsOf: Readonly<Record<FaultyApi, readonly ErrorName[]>> = {
  Produce: [
    'NOT_ENOUGH_REPLICAS',
    'NOT_LEADER_OR_FOLLOWER',
    'REQUEST_TIMED_OUT',
    'MESSAGE_TOO_LARGE',
    'TOPIC_AUTHORIZATION_FAILED',
    'OUT_OF_ORDER_SEQUENCE_NUMBER',
    'KAFKA_STORAGE_ERROR',
  ],
  Fetch: [
    'NOT_LEADER_OR_FOLLOWER',
    'OFFSET_OUT_OF_RANGE',
    'TOPIC_AUTHORIZATION_FAILED',
    'CORRUPT_MESSAGE',
    'KAFKA_STORAGE_ERROR',
  ],
  ListOffsets: ['NOT_LEADER_OR_FOLLOWER', 'UNKNOWN_TOPIC_OR_PARTITION', 'TOPIC_AUTHORIZATION_FAILED'],
  Metadata: [],
  FindCoordinator: ['COORDINATOR_NOT_AVAILABLE', 'GROUP_AUTHORIZATION_FAILED'],
  JoinGroup: [
    'COORDINATOR_LOAD_IN_PROGRESS',
    'NOT_COORDINATOR',
    'UNKNOWN_MEMBER_ID',
    'GROUP_MAX_SIZE_REACHED',
    'GROUP_AUTHORIZATION_FAILED',
  ],
  SyncGroup: ['REBALANCE_IN_PROGRESS', 'UNKNOWN_MEMBER_ID', 'NOT_COORDINATOR'],
  Heartbeat: ['REBALANCE_IN_PROGRESS', 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'NOT_COORDINATOR'],
  OffsetCommit: ['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'NOT_COORDINATOR'],
  OffsetFetch: ['COORDINATOR_LOAD_IN_PROGRESS', 'NOT_COORDINATOR', 'GROUP_AUTHORIZATION_FAILED'],
  InitProducerId: ['COORDINATOR_LOAD_IN_PROGRESS', 'CLUSTER_AUTHORIZATION_FAILED'],
  CreateTopics: ['POLICY_VIOLATION', 'TOPIC_AUTHORIZATION_FAILED', 'REQUEST_TIMED_OUT'],
};

/** Kafka marks them as retriable, and clients repeat the request by themselves. */
const retried: ReadonlySet<ErrorName> = new Set([
  'NOT_ENOUGH_REPLICAS',
  'NOT_LEADER_OR_FOLLOWER',
  'REQUEST_TIMED_OUT',
  'KAFKA_STORAGE_ERROR',
  'CORRUPT_MESSAGE',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'NOT_COORDINATOR',
]);

/** The client joins the group again. */
const rejoins: ReadonlySet<ErrorName> = new Set([
  'REBALANCE_IN_PROGRESS',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
]);

/** What stands for a delay until the person says how long it is to be. */
export const anyDelay = { kind: 'delay', delayMs: 0 } as const;

export interface EffectChoice {
  readonly effect: FaultEffect;
  readonly label: string;
  readonly means: string;
}

/** APIs in the order in which they are offered, with who asks by them. */
export function apiChoices(l10n: Localizer): readonly { readonly api: FaultyApi; readonly means: string }[] {
  const means: Readonly<Record<FaultyApi, string>> = {
    Produce: l10n.t('producers send records'),
    Fetch: l10n.t('consumers read records'),
    JoinGroup: l10n.t('consumers enter a group'),
    SyncGroup: l10n.t('consumers get their partitions'),
    Heartbeat: l10n.t('consumers show that they live'),
    OffsetCommit: l10n.t('consumers store how far they are'),
    OffsetFetch: l10n.t('consumers ask where to go on'),
    FindCoordinator: l10n.t('clients look for the broker of their group'),
    Metadata: l10n.t('clients look for leaders'),
    ListOffsets: l10n.t('clients ask for first and last offsets'),
    InitProducerId: l10n.t('idempotent producers begin'),
    CreateTopics: l10n.t('admin clients make topics'),
  };
  return Object.entries(means).map(([api, words]) => ({ api: api as FaultyApi, means: words }));
}

export function effectChoices(api: FaultyApi, l10n: Localizer): readonly EffectChoice[] {
  const others: readonly EffectChoice[] = [
    {
      effect: { kind: 'lostAnswer' },
      label: l10n.t('Lose the answer'),
      means: l10n.t('it is done, but the client cannot know: is its retry idempotent?'),
    },
    {
      effect: { kind: 'cut' },
      label: l10n.t('Cut the connection'),
      means: l10n.t('nothing is done; the client connects again and retries'),
    },
    {
      effect: anyDelay,
      label: l10n.t('Delay it…'),
      means: l10n.t('done later than the client is used to: does its timeout hold?'),
    },
  ];
  const errors = errorsOf[api].map(
    (error): EffectChoice => ({
      effect: { kind: 'error', error },
      label: error,
      means: meaning(error, l10n),
    }),
  );
  return [...errors, ...others];
}

/** A running fault in one line: the API, what happens, and how often yet. */
export function faultWords({ api, effect, times }: Fault, l10n: Localizer): string {
  const what = effectWords(effect, l10n);
  return times === undefined ? `${api}: ${what}` : l10n.t('{0}: {1} ({2} left)', api, what, times);
}

function effectWords(effect: FaultEffect, l10n: Localizer): string {
  switch (effect.kind) {
    case 'error':
      return effect.error;
    case 'cut':
      return l10n.t('connection cut');
    case 'lostAnswer':
      return l10n.t('answer lost');
    case 'delay':
      return l10n.t('delayed {0} ms', effect.delayMs);
  }
}

function meaning(error: ErrorName, l10n: Localizer): string {
  if (rejoins.has(error)) return l10n.t('the client joins its group again');
  return retried.has(error) ? l10n.t('clients retry it by themselves') : l10n.t('reaches the application');
}
