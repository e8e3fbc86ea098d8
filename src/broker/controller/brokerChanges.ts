/**
 * Brokers come and go: registration, heartbeats, fencing, controlled shutdown, and what each means for the
 * partitions they hold (Kafka's ClusterControlManager and ReplicationControlManager).
 */
import { errorCodes } from '../../protocol/errors.ts';
import type { brokerHeartbeatApi } from '../../protocol/messages/brokerHeartbeat.ts';
import type { brokerRegistrationApi } from '../../protocol/messages/brokerRegistration.ts';
import type { unregisterBrokerApi } from '../../protocol/messages/unregisterBroker.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { electionRules } from './elections.ts';
import type { PartitionRegistration } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { changePartition, noLeader } from './partitionChange.ts';

type RegistrationResponse = Encodable<typeof brokerRegistrationApi.response>;
type HeartbeatResponse = Encodable<typeof brokerHeartbeatApi.response>;

/** BrokerRegistrationChangeRecord: what stays as it is. */
const unchanged = 0;

/** A broker says that it starts. It is fenced until it has caught up with the metadata log. */
export function registerBroker(
  state: ControllerState,
  request: Decoded<typeof brokerRegistrationApi.request>,
): ControllerResult<RegistrationResponse> {
  const { image, sessions } = state;
  const known = image.brokers.get(request.brokerId);
  const otherInstance = known !== undefined && known.incarnationId !== request.incarnationId;
  if (otherInstance && !known.fenced && sessions.isAlive(request.brokerId, state.now())) {
    const errorCode = errorCodes.DUPLICATE_BROKER_REGISTRATION;
    return { records: [], response: { throttleTimeMs: 0, errorCode, brokerEpoch: -1 } };
  }
  sessions.touch(request.brokerId, state.now());
  if (known !== undefined && !otherInstance) {
    return {
      records: [],
      response: { throttleTimeMs: 0, errorCode: errorCodes.NONE, brokerEpoch: known.epoch },
    };
  }
  // Only a start that ended well says which one it was: any other may come back without what it had (KIP-966).
  const clean = request.previousBrokerEpoch === known?.epoch;
  const leaving = leaderChanges(state, request.brokerId, clean ? 'leaves' : 'lost');
  const brokerEpoch = state.nextOffset + leaving.length;
  const record: MetadataRecord = {
    type: 'RegisterBroker',
    value: {
      brokerId: request.brokerId,
      isMigratingZkBroker: false,
      incarnationId: request.incarnationId,
      brokerEpoch,
      endPoints: request.listeners,
      features: request.features,
      rack: request.rack,
      fenced: true,
      inControlledShutdown: false,
      logDirs: request.logDirs,
      cordonedLogDirs: null,
    },
  };
  return {
    records: [...leaving, record],
    response: { throttleTimeMs: 0, errorCode: errorCodes.NONE, brokerEpoch },
  };
}

/** A broker says that it lives, how far it has replayed, and whether it wants to leave. */
export function heartbeat(
  state: ControllerState,
  request: Decoded<typeof brokerHeartbeatApi.request>,
): ControllerResult<HeartbeatResponse> {
  const { image, sessions } = state;
  const broker = image.brokers.get(request.brokerId);
  if (broker === undefined || broker.epoch !== request.brokerEpoch) {
    const errorCode =
      broker === undefined ? errorCodes.BROKER_ID_NOT_REGISTERED : errorCodes.STALE_BROKER_EPOCH;
    return {
      records: [],
      response: { throttleTimeMs: 0, errorCode, isCaughtUp: false, isFenced: true, shouldShutDown: false },
    };
  }
  sessions.touch(broker.id, state.now());
  const isCaughtUp = request.currentMetadataOffset >= broker.epoch;
  const answer = (
    records: readonly MetadataRecord[],
    isFenced: boolean,
    shouldShutDown: boolean,
  ): ControllerResult<HeartbeatResponse> => ({
    records,
    response: { throttleTimeMs: 0, errorCode: errorCodes.NONE, isCaughtUp, isFenced, shouldShutDown },
  });
  if (request.wantShutDown) return shutDown(state, broker.id, answer);
  if (broker.fenced && isCaughtUp && !request.wantFence) {
    const unfence = registrationChange(broker.id, broker.epoch, { fenced: -1 });
    return answer([unfence, ...leaderChanges(state, broker.id, 'returns')], false, false);
  }
  return answer([], broker.fenced, false);
}

/** The records that take a silent broker out: it may neither lead nor be in sync. */
export function fenceBroker(state: ControllerState, brokerId: number): MetadataRecord[] {
  const broker = state.image.brokers.get(brokerId);
  if (broker === undefined || broker.fenced) return [];
  return [
    registrationChange(brokerId, broker.epoch, { fenced: 1 }),
    ...leaderChanges(state, brokerId, 'leaves'),
  ];
}

/** A broker that has gone for good is forgotten (UnregisterBroker). What replicas it had wait for it all the same. */
export function unregisterBroker(
  state: ControllerState,
  { brokerId }: Decoded<typeof unregisterBrokerApi.request>,
): ControllerResult<Encodable<typeof unregisterBrokerApi.response>> {
  const broker = state.image.brokers.get(brokerId);
  if (broker === undefined) {
    const errorMessage = `Broker ID ${brokerId} is not currently registered`;
    return { records: [], response: { errorCode: errorCodes.BROKER_ID_NOT_REGISTERED, errorMessage } };
  }
  state.sessions.remove(brokerId);
  const gone: MetadataRecord = {
    type: 'UnregisterBroker',
    value: { brokerId, brokerEpoch: broker.epoch },
  };
  const records = [...leaderChanges(state, brokerId, 'leaves'), gone];
  return { records, response: { errorCode: errorCodes.NONE, errorMessage: null } };
}

/** Leaders move first, so that no producer meets a closed door; then the broker may go. */
function shutDown(
  state: ControllerState,
  brokerId: number,
  answer: (
    records: readonly MetadataRecord[],
    isFenced: boolean,
    shouldShutDown: boolean,
  ) => ControllerResult<HeartbeatResponse>,
): ControllerResult<HeartbeatResponse> {
  const broker = state.image.brokers.get(brokerId);
  if (broker === undefined || broker.fenced) return answer([], true, true);
  if (!broker.inControlledShutdown) {
    const leaving = registrationChange(brokerId, broker.epoch, { inControlledShutdown: 1 });
    return answer([leaving, ...leaderChanges(state, brokerId, 'leaves')], false, false);
  }
  return answer(fenceBroker(state, brokerId), true, true);
}

function registrationChange(
  brokerId: number,
  brokerEpoch: number,
  change: { readonly fenced?: number; readonly inControlledShutdown?: number },
): MetadataRecord {
  return {
    type: 'BrokerRegistrationChange',
    value: {
      brokerId,
      brokerEpoch,
      fenced: change.fenced ?? unchanged,
      inControlledShutdown: change.inControlledShutdown ?? unchanged,
      logDirs: [],
      cordonedLogDirs: null,
    },
  };
}

/**
 * What becomes of the partitions of a broker that leaves the in-sync replicas, that may have lost what it held, or that
 * may lead again.
 */
function leaderChanges(
  state: ControllerState,
  brokerId: number,
  what: 'leaves' | 'lost' | 'returns',
): MetadataRecord[] {
  const mayLead = (id: number): boolean => (id === brokerId ? what === 'returns' : state.image.mayLead(id));
  const others = (replicas: readonly number[]): readonly number[] => replicas.filter((id) => id !== brokerId);
  const records: MetadataRecord[] = [];
  for (const topic of state.image.topicsById.values()) {
    const rules = electionRules(state, topic, mayLead);
    topic.partitions.forEach((partition, partitionId) => {
      if (!isTouched(partition, brokerId, what)) return;
      const isr = what === 'returns' ? partition.isr : others(partition.isr);
      const target = what === 'lost' ? { isr, uncleanShutdown: brokerId } : { isr };
      const change = changePartition({ topicId: topic.id, partitionId }, partition, rules, target);
      if (change !== undefined) records.push({ type: 'PartitionChange', value: change });
    });
  }
  return records;
}

function isTouched(
  { isr, elr, leader, replicas }: PartitionRegistration,
  brokerId: number,
  what: 'leaves' | 'lost' | 'returns',
): boolean {
  switch (what) {
    case 'leaves':
      return isr.includes(brokerId);
    case 'lost':
      return isr.includes(brokerId) || elr.includes(brokerId);
    case 'returns':
      return leader === noLeader && replicas.includes(brokerId);
  }
}
