/** The words of the Cluster view. */
import type { Localizer } from '../strings.ts';

export function clusterStrings(l10n: Localizer) {
  return { ...quorum(l10n), ...cards(l10n), ...drills(l10n), ...timeline(l10n), ...reasons(l10n) };
}

function quorum(l10n: Localizer) {
  return {
    clusterToolbar: l10n.t('Quorum'),
    quorumLeader: l10n.t('KRaft quorum leader'),
    quorumEpoch: l10n.t('epoch'),
    quorumVoters: l10n.t('voters'),
    majoritySpare: l10n.t('majority {0} of {1}, {2} to spare'),
    majorityNone: l10n.t('majority {0} of {1}, none to spare'),
    majorityLost: l10n.t('no majority: {0} of {1} voters run'),
    legendLead: l10n.t('lead'),
    legendLeader: l10n.t('leader'),
    legendFollower: l10n.t('follower'),
    legendOut: l10n.t('out of sync'),
    legendOff: l10n.t('offline'),
    endAllDrills: l10n.t('End all drills'),
    underReplicated: l10n.t('{0} partitions under-replicated among running brokers'),
    withoutLeader: l10n.t('{0} without a leader'),
    allHealthy: l10n.t('every partition has a leader and is in sync on all running brokers'),
    remoteNoDrills: l10n.t('drills, events and requests are there on the embedded cluster only'),
    keepsEvents: l10n.t('keeps the newest 2,000 events and 5,000 requests'),
  };
}

function cards(l10n: Localizer) {
  return {
    brokerCards: l10n.t('Brokers'),
    brokerName: l10n.t('Broker {0}'),
    stateRunning: l10n.t('running'),
    stateStopped: l10n.t('stopped'),
    stateKilled: l10n.t('killed'),
    stateUnreachable: l10n.t('unreachable'),
    controllerTag: l10n.t('controller'),
    isolatedTag: l10n.t('isolated'),
    slowTag: l10n.t('slowed +{0} ms'),
    faultsTag: l10n.t('{0} faults'),
    cardQuorum: l10n.t('Quorum'),
    cardLeads: l10n.t('Leads'),
    cardInSync: l10n.t('In sync'),
    cardRequests: l10n.t('Requests/s'),
    ofReplicas: l10n.t('{0} of {1}'),
    quorumIsLeader: l10n.t('leader'),
    quorumBehind: l10n.t('voter, {0} behind'),
    quorumUnknown: l10n.t('unknown'),
    quorumDown: l10n.t('unreachable'),
    noReplicas: l10n.t('no replicas yet'),
    chipCounts: l10n.t('{0} lead, {1} follow, {2} out'),
    chipLabel: l10n.t('partition {0}: {1}'),
  };
}

function drills(l10n: Localizer) {
  return {
    drillMenu: l10n.t('What to do to broker {0}'),
    startBroker: l10n.t('Start'),
    drillKill: l10n.t('Kill'),
    drillKillMeans: l10n.t('like a crash: others notice when its session ends'),
    drillStop: l10n.t('Stop'),
    drillStopMeans: l10n.t('hands its leaders over first'),
    drillIsolate: l10n.t('Isolate'),
    drillIsolateMeans: l10n.t('it loses the other brokers, not its clients'),
    drillSlow: l10n.t('Slow down by {0} ms'),
    drillSlowMeans: l10n.t('every message between it and the others'),
    drillFault: l10n.t('Inject a fault…'),
    drillFaultMeans: l10n.t('requests of its clients fail, are late or get no answer'),
    drillHeal: l10n.t('End its drill'),
    drillHealMeans: l10n.t('it hears and answers as it should again'),
  };
}

function timeline(l10n: Localizer) {
  return {
    timeline: l10n.t('Timeline'),
    requests: l10n.t('Requests'),
    whatToShow: l10n.t('What to show'),
    filterEvents: l10n.t('filter: billing, ISR, broker 3'),
    filterRequests: l10n.t('filter: Produce, a client, an error'),
    newestFirst: l10n.t('newest first; what follows from an event stands under it, with the time it took'),
    noEvents: l10n.t('Nothing has happened yet. Kill a broker to see what the others do.'),
    noRequests: l10n.t('Requests of clients appear here from now on.'),
    hideRoutine: l10n.t('Hide Fetch, Heartbeat and what Eddy asks itself'),
    exportEvents: l10n.t('Open as JSON'),
    heldNewer: l10n.t('held, {0} newer'),
    kindDrill: l10n.t('Drill'),
    kindElection: l10n.t('Election'),
    kindBroker: l10n.t('Broker'),
    kindLeader: l10n.t('Leader'),
    kindIsr: l10n.t('ISR'),
    kindTopic: l10n.t('Topic'),
    kindHealthy: l10n.t('Healthy'),
    kindRebalance: l10n.t('Rebalance'),
    columnApi: l10n.t('API'),
    columnClient: l10n.t('Client'),
    columnBroker: l10n.t('Broker'),
    columnWaited: l10n.t('Waited'),
    columnError: l10n.t('Error'),
    noError: l10n.t('none'),
  };
}

function reasons(l10n: Localizer) {
  return {
    eventKill: l10n.t('Broker {0} killed'),
    eventStop: l10n.t('Broker {0} asked to stop'),
    eventStart: l10n.t('Broker {0} started'),
    eventIsolate: l10n.t('Broker {0} isolated'),
    eventSlow: l10n.t('Broker {0} slowed by {1} ms a message'),
    eventFault: l10n.t('Fault on broker {0}: {1}'),
    faultDelayed: l10n.t('{0} delayed {1} ms'),
    faultCut: l10n.t('the connection is cut on {0}'),
    faultLost: l10n.t('the answer to {0} is lost'),
    faultError: l10n.t('{0} answers {1}'),
    faultTimes: l10n.t('{0} times'),
    eventHeal: l10n.t('Drill of broker {0} ended'),
    eventHealAll: l10n.t('All drills ended'),
    eventController: l10n.t('Controller: broker {0}'),
    eventControllerBefore: l10n.t('before it was broker {0}'),
    eventFenced: l10n.t('Broker {0} fenced'),
    eventUnfenced: l10n.t('Broker {0} unfenced'),
    unfencedWhy: l10n.t('it is in touch with the controller and has caught up'),
    absenceStops: l10n.t('broker {0} stops'),
    absenceNotHeard: l10n.t('broker {0} has not been heard in time'),
    absenceStartedAnew: l10n.t('broker {0} has started anew'),
    absenceGone: l10n.t('broker {0} is gone'),
    absenceGaveUp: l10n.t('broker {0} gave it up'),
    eventLeader: l10n.t('{0}: broker {1} leads'),
    eventNoLeader: l10n.t('{0}: nobody leads'),
    eventIsrShrinks: l10n.t('{0}: broker {1} out of sync'),
    eventIsrGrows: l10n.t('{0}: broker {1} in sync again'),
    partitionsAndMore: l10n.t('{0} and {1} more partitions'),
    eventTopicCreated: l10n.t('{0} created'),
    eventTopicDeleted: l10n.t('{0} deleted'),
    eventHealthy: l10n.t('every partition accepts writes again'),
    eventRebalance: l10n.t('{0}: generation {1} ends'),
    eventGeneration: l10n.t('{0}: generation {1} with {2} members'),
    generationAssignor: l10n.t('assignor {0}'),
    eventStable: l10n.t('{0}: assignment of generation {1} handed out'),
    eventGroupRemoved: l10n.t('{0}: the group is gone'),
    whyJoined: l10n.t('{0} joined'),
    whyLeft: l10n.t('{0} left'),
    whySessionTimeout: l10n.t('{0} sent no heartbeat in its session timeout'),
    whySyncTimeout: l10n.t('{0} did not fetch its assignment in time'),
    whyMetadata: l10n.t('{0} came back with another subscription'),
    whyLeader: l10n.t('its leader {0} asks for another assignment'),
    whyReplaced: l10n.t('static member {0} was replaced'),
    whyNotStored: l10n.t('its assignment could not be stored'),
    whyCapacity: l10n.t('it has more members than allowed'),
  };
}
