/**
 * Brokers come and go: registration, heartbeats, fencing, controlled shutdown, and what each means for the
 * partitions they hold (Kafka's ClusterControlManager and ReplicationControlManager).
 */
import { errorCodes } from '../../protocol/errors.ts';
import type { brokerHeartbeatApi } from '../../protocol/messages/brokerHeartbeat.ts';
import type { brokerRegistrationApi } from '../../protocol/messages/brokerRegistration.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { electLeader } from './elections.ts';
import { type PartitionRegistration, topicResource } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';

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
  const leaving = known === undefined ? [] : leaderChanges(state, request.brokerId, 'leaves');
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

/** What becomes of the partitions of a broker that leaves the in-sync replicas, or may lead again. */
function leaderChanges(
  state: ControllerState,
  brokerId: number,
  what: 'leaves' | 'returns',
): MetadataRecord[] {
  const { image, configs } = state;
  const leaves = what === 'leaves';
  const leaving = new Set(leaves ? [brokerId] : []);
  const mayLead = (id: number): boolean => (id === brokerId ? !leaves : image.mayLead(id));
  const touched = (partition: PartitionRegistration): boolean =>
    leaves
      ? partition.leader === brokerId || partition.isr.includes(brokerId)
      : partition.leader === -1 && partition.replicas.includes(brokerId);
  const records: MetadataRecord[] = [];
  for (const topic of image.topicsById.values()) {
    const overrides = image.configsOf(topicResource, topic.name);
    const unclean = configs.topicBoolean(overrides, 'unclean.leader.election.enable');
    topic.partitions.forEach((partition, partitionId) => {
      if (!touched(partition)) return;
      const id = { topicId: topic.id, partitionId };
      const change = electLeader(id, partition, { mayLead, unclean }, leaving);
      if (change !== undefined) records.push({ type: 'PartitionChange', value: change });
    });
  }
  return records;
}
