/**
 * Every message declared, for whoever goes through all of them: the tests, and the check against Kafka's
 * definitions. What a broker serves is decided by the table of its handlers, not here.
 */

import type { AnyStruct, Api, Message } from '../schema.ts';
import { addOffsetsToTxnApi } from './addOffsetsToTxn.ts';
import { addPartitionsToTxnApi } from './addPartitionsToTxn.ts';
import { allocateProducerIdsApi } from './allocateProducerIds.ts';
import { alterConfigsApi } from './alterConfigs.ts';
import { alterPartitionApi } from './alterPartition.ts';
import { alterPartitionReassignmentsApi } from './alterPartitionReassignments.ts';
import { apiVersionsApi } from './apiVersions.ts';
import { beginQuorumEpochApi } from './beginQuorumEpoch.ts';
import { brokerHeartbeatApi } from './brokerHeartbeat.ts';
import { brokerRegistrationApi } from './brokerRegistration.ts';
import { brokerRegistrationChangeRecord } from './brokerRegistrationChangeRecord.ts';
import { clearElrRecord } from './clearElrRecord.ts';
import { configRecord } from './configRecord.ts';
import { consumerGroupDescribeApi } from './consumerGroupDescribe.ts';
import { consumerGroupHeartbeatApi } from './consumerGroupHeartbeat.ts';
import { consumerProtocolAssignment, consumerProtocolSubscription } from './consumerProtocol.ts';
import { createPartitionsApi } from './createPartitions.ts';
import { createTopicsApi } from './createTopics.ts';
import { deleteGroupsApi } from './deleteGroups.ts';
import { deleteRecordsApi } from './deleteRecords.ts';
import { deleteTopicsApi } from './deleteTopics.ts';
import { describeClusterApi } from './describeCluster.ts';
import { describeConfigsApi } from './describeConfigs.ts';
import { describeGroupsApi } from './describeGroups.ts';
import { describeLogDirsApi } from './describeLogDirs.ts';
import { describeProducersApi } from './describeProducers.ts';
import { describeQuorumApi } from './describeQuorum.ts';
import { describeTopicPartitionsApi } from './describeTopicPartitions.ts';
import { describeTransactionsApi } from './describeTransactions.ts';
import { electLeadersApi } from './electLeaders.ts';
import { endQuorumEpochApi } from './endQuorumEpoch.ts';
import { endTxnApi } from './endTxn.ts';
import { featureLevelRecord } from './featureLevelRecord.ts';
import { fenceBrokerRecord } from './fenceBrokerRecord.ts';
import { fetchApi } from './fetch.ts';
import { fetchSnapshotApi } from './fetchSnapshot.ts';
import { findCoordinatorApi } from './findCoordinator.ts';
import { groupMetadataKey, groupMetadataValue } from './groupMetadataRecord.ts';
import { requestHeader, responseHeader } from './headers.ts';
import { heartbeatApi } from './heartbeat.ts';
import { incrementalAlterConfigsApi } from './incrementalAlterConfigs.ts';
import { initProducerIdApi } from './initProducerId.ts';
import { joinGroupApi } from './joinGroup.ts';
import { leaderChangeMessage } from './leaderChangeMessage.ts';
import { leaveGroupApi } from './leaveGroup.ts';
import { listConfigResourcesApi } from './listConfigResources.ts';
import { listGroupsApi } from './listGroups.ts';
import { listOffsetsApi } from './listOffsets.ts';
import { listPartitionReassignmentsApi } from './listPartitionReassignments.ts';
import { listTransactionsApi } from './listTransactions.ts';
import { metadataApi } from './metadata.ts';
import { noOpRecord } from './noOpRecord.ts';
import { offsetCommitApi } from './offsetCommit.ts';
import { offsetCommitKey, offsetCommitValue } from './offsetCommitRecord.ts';
import { offsetDeleteApi } from './offsetDelete.ts';
import { offsetFetchApi } from './offsetFetch.ts';
import { offsetForLeaderEpochApi } from './offsetForLeaderEpoch.ts';
import { partitionChangeRecord } from './partitionChangeRecord.ts';
import { partitionRecord } from './partitionRecord.ts';
import { produceApi } from './produce.ts';
import { producerIdsRecord } from './producerIdsRecord.ts';
import { registerBrokerRecord } from './registerBrokerRecord.ts';
import { removeTopicRecord } from './removeTopicRecord.ts';
import { saslAuthenticateApi } from './saslAuthenticate.ts';
import { saslHandshakeApi } from './saslHandshake.ts';
import { snapshotFooterRecord } from './snapshotFooterRecord.ts';
import { snapshotHeaderRecord } from './snapshotHeaderRecord.ts';
import { syncGroupApi } from './syncGroup.ts';
import { topicRecord } from './topicRecord.ts';
import { txnOffsetCommitApi } from './txnOffsetCommit.ts';
import { unfenceBrokerRecord } from './unfenceBrokerRecord.ts';
import { unregisterBrokerApi } from './unregisterBroker.ts';
import { unregisterBrokerRecord } from './unregisterBrokerRecord.ts';
import { updateFeaturesApi } from './updateFeatures.ts';
import { voteApi } from './vote.ts';
import { writeTxnMarkersApi } from './writeTxnMarkers.ts';

/** In order of their keys. */
export const allApis: readonly Api[] = [
  produceApi,
  fetchApi,
  listOffsetsApi,
  metadataApi,
  offsetCommitApi,
  offsetFetchApi,
  findCoordinatorApi,
  joinGroupApi,
  heartbeatApi,
  leaveGroupApi,
  syncGroupApi,
  describeGroupsApi,
  listGroupsApi,
  saslHandshakeApi,
  apiVersionsApi,
  createTopicsApi,
  deleteTopicsApi,
  deleteRecordsApi,
  initProducerIdApi,
  offsetForLeaderEpochApi,
  addPartitionsToTxnApi,
  addOffsetsToTxnApi,
  endTxnApi,
  writeTxnMarkersApi,
  txnOffsetCommitApi,
  describeConfigsApi,
  alterConfigsApi,
  describeLogDirsApi,
  saslAuthenticateApi,
  createPartitionsApi,
  deleteGroupsApi,
  electLeadersApi,
  incrementalAlterConfigsApi,
  alterPartitionReassignmentsApi,
  listPartitionReassignmentsApi,
  offsetDeleteApi,
  voteApi,
  beginQuorumEpochApi,
  endQuorumEpochApi,
  describeQuorumApi,
  alterPartitionApi,
  updateFeaturesApi,
  fetchSnapshotApi,
  describeClusterApi,
  describeProducersApi,
  brokerRegistrationApi,
  brokerHeartbeatApi,
  unregisterBrokerApi,
  describeTransactionsApi,
  listTransactionsApi,
  allocateProducerIdsApi,
  consumerGroupHeartbeatApi,
  consumerGroupDescribeApi,
  listConfigResourcesApi,
  describeTopicPartitionsApi,
];

/** What stands in logs, and before and inside other messages. */
export const allRecords: readonly Message<AnyStruct>[] = [
  requestHeader,
  responseHeader,
  brokerRegistrationChangeRecord,
  clearElrRecord,
  configRecord,
  consumerProtocolSubscription,
  consumerProtocolAssignment,
  featureLevelRecord,
  fenceBrokerRecord,
  groupMetadataKey,
  groupMetadataValue,
  leaderChangeMessage,
  noOpRecord,
  offsetCommitKey,
  offsetCommitValue,
  partitionChangeRecord,
  partitionRecord,
  producerIdsRecord,
  registerBrokerRecord,
  removeTopicRecord,
  snapshotFooterRecord,
  snapshotHeaderRecord,
  topicRecord,
  unfenceBrokerRecord,
  unregisterBrokerRecord,
];
