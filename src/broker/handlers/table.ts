/** Every handler there is. ApiVersions is this table read aloud: an API that is not here is not spoken. */
import { produce } from './00-produce.ts';
import { fetch } from './01-fetch.ts';
import { listOffsets } from './02-list-offsets.ts';
import { metadata } from './03-metadata.ts';
import { findCoordinator } from './10-find-coordinator.ts';
import { saslHandshake } from './17-sasl-handshake.ts';
import { apiVersions } from './18-api-versions.ts';
import { createTopics } from './19-create-topics.ts';
import { deleteTopics } from './20-delete-topics.ts';
import { deleteRecords } from './21-delete-records.ts';
import { initProducerId } from './22-init-producer-id.ts';
import { offsetForLeaderEpoch } from './23-offset-for-leader-epoch.ts';
import { describeConfigs } from './32-describe-configs.ts';
import { alterConfigs } from './33-alter-configs.ts';
import { describeLogDirs } from './35-describe-log-dirs.ts';
import { saslAuthenticate } from './36-sasl-authenticate.ts';
import { createPartitions } from './37-create-partitions.ts';
import { electLeaders } from './43-elect-leaders.ts';
import { incrementalAlterConfigs } from './44-incremental-alter-configs.ts';
import { alterPartitionReassignments } from './45-alter-partition-reassignments.ts';
import { listPartitionReassignments } from './46-list-partition-reassignments.ts';
import { describeQuorum } from './55-describe-quorum.ts';
import { alterPartition } from './56-alter-partition.ts';
import { describeCluster } from './60-describe-cluster.ts';
import { describeProducers } from './61-describe-producers.ts';
import { brokerRegistration } from './62-broker-registration.ts';
import { brokerHeartbeat } from './63-broker-heartbeat.ts';
import { unregisterBroker } from './64-unregister-broker.ts';
import { allocateProducerIds } from './67-allocate-producer-ids.ts';
import { listConfigResources } from './74-list-config-resources.ts';
import { describeTopicPartitions } from './75-describe-topic-partitions.ts';
import { heartbeat, joinGroup, leaveGroup, offsetCommit, offsetDelete, syncGroup } from './groupHandlers.ts';
import { deleteGroups, describeGroups, listGroups, offsetFetch } from './groupsHandlers.ts';
import type { Handler } from './handler.ts';
import { beginQuorumEpoch, endQuorumEpoch, fetchSnapshot, vote } from './quorumHandlers.ts';

/** By API key; what nodes ask of each other included. */
export const allHandlers: ReadonlyMap<number, Handler> = new Map(
  [
    produce,
    fetch,
    listOffsets,
    metadata,
    offsetCommit,
    offsetFetch,
    findCoordinator,
    joinGroup,
    heartbeat,
    leaveGroup,
    syncGroup,
    describeGroups,
    listGroups,
    saslHandshake,
    apiVersions,
    createTopics,
    deleteTopics,
    deleteRecords,
    initProducerId,
    offsetForLeaderEpoch,
    describeConfigs,
    alterConfigs,
    describeLogDirs,
    saslAuthenticate,
    createPartitions,
    deleteGroups,
    electLeaders,
    incrementalAlterConfigs,
    alterPartitionReassignments,
    listPartitionReassignments,
    offsetDelete,
    vote,
    beginQuorumEpoch,
    endQuorumEpoch,
    describeQuorum,
    alterPartition,
    fetchSnapshot,
    describeCluster,
    describeProducers,
    brokerRegistration,
    brokerHeartbeat,
    unregisterBroker,
    allocateProducerIds,
    listConfigResources,
    describeTopicPartitions,
  ].map((handler) => [handler.api.key, handler]),
);

/** What clients may call, by API key. */
export const clientHandlers: ReadonlyMap<number, Handler> = new Map(
  [...allHandlers].filter(([, handler]) => handler.forClients),
);
