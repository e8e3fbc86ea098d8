/** The words of the Groups view, and of practice consumers wherever they show. */
import type { Localizer } from '../strings.ts';

export function groupsStrings(l10n: Localizer) {
  return {
    ...practising(l10n),
    ...groups(l10n),
    ...groupState(l10n),
    ...lagChart(l10n),
    ...acting(l10n),
    ...readings(l10n),
  };
}

function practising(l10n: Localizer) {
  return {
    practiceConsumers: l10n.t('Practice consumers'),
    practiceShort: l10n.t('practice'),
    practiceRunning: l10n.t('{0} practice consumers run'),
    addPractice: l10n.t('Add a practice consumer'),
    removePractice: l10n.t('Remove a practice consumer'),
    howMany: l10n.t('How many practice consumers'),
    groupOnTopic: l10n.t('{0}, {1}'),
    seeInGroups: l10n.t('See it in Groups'),
    zeroNobody: l10n.t('nobody'),
    zeroYours: l10n.t('yours alone'),
    doesAll: l10n.t('does all {0}'),
    upToEach: l10n.t('up to {0} each'),
    oneEach: l10n.t('one each'),
    someIdle: l10n.t('{0} idle'),
    practiceExplained: l10n.t(
      'Real consumers that join a group and work at the speed you set, so that lag can be watched without an application.',
    ),
    practiceNeedsTopic: l10n.t('They read the topic above once it exists.'),
    practiceElsewhere: l10n.t('{0} run on {1} now. A number here brings them to this topic.'),
    practiceOne: l10n.t('1 practice consumer has all {0} partitions.'),
    practiceShare: l10n.t('{0} practice consumers share {1} partitions.'),
    practiceAndYours: l10n.t('{0} practice and {1} of yours share {2} partitions.'),
    phaseJoining: l10n.t('joining the group'),
    phaseIdle: l10n.t('idle, no partition left'),
    phaseFailed: l10n.t('failed'),
    phaseStopped: l10n.t('stopped'),
    otherAssignor: l10n.t(
      'The members of this group speak only an assignor of their own. Choose another group, or stop them first.',
    ),
    speedOf: l10n.t('Messages per second of {0}'),
    speedOfAll: l10n.t('Messages per second, each'),
    lagOf: l10n.t('lag {0}'),
    practiceTag: l10n.t('practice'),
    yoursTag: l10n.t('yours'),
    kill: l10n.t('Kill {0}: it stops without leaving the group'),
    killedWaiting: l10n.t('killed, not noticed yet'),
    killedMeans: l10n.t('It stopped without leaving: the group counts it until its session times out.'),
    upTo: l10n.t('up to {0}/s'),
  };
}

function groups(l10n: Localizer) {
  return {
    group: l10n.t('Group'),
    on: l10n.t('on'),
    chooseGroup: l10n.t('choose a group'),
    newGroup: l10n.t('no such group; Enter makes it the one for practice'),
    chooseTopicShort: l10n.t('choose a topic'),
    chooseTopic: l10n.t('This group reads no topic yet.'),
    chooseTopicWhy: l10n.t('Choose a topic above to see where the group stands on it.'),
    noTopics: l10n.t('There is no topic yet.'),
    noTopicsWhy: l10n.t('A group reads topics: create one first.'),
    toPublish: l10n.t('Go to Publish'),
    noGroups: l10n.t('There is no consumer group yet.'),
    noGroupsWhy: l10n.t('A group appears when its first consumer joins. A practice consumer would read {0}.'),
    nothingWatched: l10n.t('no group is watched'),
    assignment: l10n.t('Assignment: which consumer has which partition'),
    partitions: l10n.t('Partitions'),
    allPartitions: l10n.t('all {0}'),
    morePartitions: l10n.t('{0} more partitions are not shown'),
    endOffset: l10n.t('End offset'),
    committed: l10n.t('Committed'),
    none: l10n.t('none'),
    unknown: l10n.t('unknown'),
    offsetsOf: l10n.t('Partition {0}: end {1}, committed {2}'),
    lag: l10n.t('Lag'),
    behind: l10n.t('Behind'),
    behindMeans: l10n.t('behind = age of the oldest message not yet committed'),
    moreThan: l10n.t('> {0}'),
    lastMinute: l10n.t('Last minute'),
    consumer: l10n.t('Consumer'),
    consumers: l10n.t('Consumers'),
    nobody: l10n.t('nobody'),
    noLeader: l10n.t('no leader'),
    isReadBy: l10n.t('is read by'),
    steady: l10n.t('steady'),
    rising: l10n.t('rising'),
    falling: l10n.t('falling'),
    oneConsumer: l10n.t('1 consumer in the group'),
    consumersInGroup: l10n.t('{0} consumers in the group'),
    idleTooMany: l10n.t('{0} idle: more consumers than partitions'),
    idleYet: l10n.t('{0} without a partition yet'),
    hasNoPartition: l10n.t('has no partition'),
    otherTopics: l10n.t('other topics'),
    nobodyHere: l10n.t('The offsets stay for 7 days (offsets.retention.minutes).'),
    noSuchGroup: l10n.t('The group appears when its first consumer joins.'),
  };
}

function groupState(l10n: Localizer) {
  return {
    coordinator: l10n.t('coordinator'),
    generation: l10n.t('generation'),
    rebalancingFor: l10n.t('{0}, {1}'),
    chartEvents: l10n.t('What happened meanwhile'),
    flagRebalance: l10n.t('rebalance {0} → {1}: {2}'),
    flagRebalanceOpen: l10n.t('rebalance of generation {0}: {1}'),
    alsoJoined: l10n.t('joined: {0}'),
    alsoGone: l10n.t('gone: {0}'),
    unit: l10n.t('Lag in'),
    unitMessages: l10n.t('messages'),
    unitSeconds: l10n.t('seconds'),
    span: l10n.t('Time span'),
    watchedSince: l10n.t('watched since {0}'),
    keptWhileOpen: l10n.t('A group is watched while this panel is open; the last 15 min are kept.'),
    spanAuto: l10n.t('auto'),
    oldest: l10n.t('oldest'),
    assignor: l10n.t('assignor'),
    stateStable: l10n.t('Stable'),
    statePreparing: l10n.t('Preparing rebalance'),
    stateCompleting: l10n.t('Completing rebalance'),
    stateAssigning: l10n.t('Assigning'),
    stateReconciling: l10n.t('Reconciling'),
    stateEmpty: l10n.t('Empty'),
    stateDead: l10n.t('No such group'),
  };
}

function lagChart(l10n: Localizer) {
  return {
    chartLabel: l10n.t('Lag over the last minutes; arrow keys move a cursor'),
    chartHint: l10n.t('point at the chart for its values'),
    lastMinutes: l10n.t('last {0} min'),
    total: l10n.t('total'),
    otherPartitions: l10n.t('{0} others'),
    produced: l10n.t('produced'),
    consumed: l10n.t('consumed'),
    pause: l10n.t('Pause (Space)'),
    goOn: l10n.t('Go on (Space)'),
    eventJoined: l10n.t('{0} joined'),
    eventLeft: l10n.t('{0} left'),
    liveEverySecond: l10n.t('live, every 1 s'),
    fromCoordinator: l10n.t('committed offsets from the coordinator,'),
  };
}

function readings(l10n: Localizer) {
  return {
    readingUnknown: l10n.t('Watching: two samples make the first rates.'),
    readingRebalancingLead: l10n.t('Rebalancing:'),
    readingRebalancing: l10n.t(
      'the partitions are being handed out again, and nobody reads until that is done.',
    ),
    readingIdleLead: l10n.t('Idle:'),
    readingIdle: l10n.t('nothing arrives, and everything published is committed.'),
    readingNeverCommittedLead: l10n.t('Nothing committed yet:'),
    readingNeverCommitted: l10n.t('lag is known from the first commit on.'),
    readingNobodyLead: l10n.t('Nobody reads:'),
    readingNobodyWaiting: l10n.t('{0} messages wait. The group has no consumer.'),
    readingNobodyNothing: l10n.t('the group has no consumer.'),
    readingBehindLead: l10n.t('Partition {0} falls behind:'),
    readingBehind: l10n.t('{0} handles {1} of the {2} messages that arrive each second.'),
    readingBehindNobody: l10n.t('no consumer has it.'),
    readingBehindShare: l10n.t('{0} has {1} partitions: one more consumer would take some of them.'),
    readingBehindIdle: l10n.t(
      'Only one consumer of a group reads a partition, so the idle ones cannot help.',
    ),
    readingBehindFaster: l10n.t(
      'Only one consumer of a group reads a partition: make it faster, or add partitions.',
    ),
    readingStillLead: l10n.t('Partition {0} stands still:'),
    readingStill: l10n.t('{0} messages wait, and {1} commits nothing.'),
    readingCatchesUpLead: l10n.t('Catches up in about {0}:'),
    readingCatchesUp: l10n.t('{0} messages a second are handled while {1} arrive.'),
    readingCatchesUpQuiet: l10n.t('{0} messages a second are handled and none arrive.'),
    readingKeepsUpLead: l10n.t('Keeps up:'),
    readingKeepsUp: l10n.t('{0} messages arrive each second, and as many are handled.'),
  };
}

function acting(l10n: Localizer) {
  return {
    resetOffsets: l10n.t('Reset offsets…'),
    removeMember: l10n.t('Remove a member…'),
    deleteGroup: l10n.t('Delete the group…'),
  };
}
