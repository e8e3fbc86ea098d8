/**
 * Kafka's error codes: number, name, whether a client may retry, and what happened, in our own words.
 * Values in responses, not exceptions; what a handler answers with is decided by the handler.
 */

/** name: [code, retriable, message]. Names and numbers are Kafka's and never change. */
const table = {
  UNKNOWN_SERVER_ERROR: [-1, false, 'Something unexpected failed inside the broker.'],
  NONE: [0, false, 'No error.'],
  OFFSET_OUT_OF_RANGE: [
    1,
    false,
    'The partition does not hold this offset: it is deleted or not written yet.',
  ],
  CORRUPT_MESSAGE: [2, true, 'The record batch is damaged: its checksum, size or layout is wrong.'],
  UNKNOWN_TOPIC_OR_PARTITION: [3, true, 'This broker knows no such topic or partition.'],
  INVALID_FETCH_SIZE: [4, false, 'The fetch asks for an impossible number of bytes.'],
  LEADER_NOT_AVAILABLE: [5, true, 'The partition has no leader at the moment; one may be elected soon.'],
  NOT_LEADER_OR_FOLLOWER: [6, true, 'This broker does not lead the partition, or holds no replica of it.'],
  REQUEST_TIMED_OUT: [7, true, 'The request did not complete in the time it allowed.'],
  BROKER_NOT_AVAILABLE: [8, false, 'The broker cannot be reached.'],
  REPLICA_NOT_AVAILABLE: [9, true, 'The requested replica is not available.'],
  MESSAGE_TOO_LARGE: [10, false, 'A record batch is larger than the topic accepts (max.message.bytes).'],
  STALE_CONTROLLER_EPOCH: [11, false, 'The request comes from a controller that has been replaced.'],
  OFFSET_METADATA_TOO_LARGE: [12, false, 'The text committed beside the offset is too long.'],
  NETWORK_EXCEPTION: [13, true, 'The connection was lost before the answer arrived.'],
  COORDINATOR_LOAD_IN_PROGRESS: [14, true, 'The coordinator is still reading its log.'],
  COORDINATOR_NOT_AVAILABLE: [15, true, 'No coordinator is available at the moment.'],
  NOT_COORDINATOR: [16, true, 'This broker does not coordinate the group or transaction: find it again.'],
  INVALID_TOPIC_EXCEPTION: [
    17,
    false,
    'The topic name is illegal, or the operation is not allowed on this topic.',
  ],
  RECORD_LIST_TOO_LARGE: [18, false, 'A record batch is larger than a log segment.'],
  NOT_ENOUGH_REPLICAS: [
    19,
    true,
    'Fewer replicas are in sync than min.insync.replicas asks for: nothing was written.',
  ],
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: [
    20,
    true,
    'Written, but to fewer in-sync replicas than min.insync.replicas.',
  ],
  INVALID_REQUIRED_ACKS: [21, false, 'acks must be -1, 0 or 1.'],
  ILLEGAL_GENERATION: [22, false, 'The group has moved on to another generation: join again.'],
  INCONSISTENT_GROUP_PROTOCOL: [
    23,
    false,
    'The member shares no assignment protocol with the rest of the group.',
  ],
  INVALID_GROUP_ID: [24, false, 'The group id is not valid here.'],
  UNKNOWN_MEMBER_ID: [25, false, 'The coordinator knows no such member of the group.'],
  INVALID_SESSION_TIMEOUT: [26, false, 'The session timeout is outside the range that the broker allows.'],
  REBALANCE_IN_PROGRESS: [27, false, 'The group is rebalancing: join again.'],
  INVALID_COMMIT_OFFSET_SIZE: [28, false, 'The commit is too large to be stored.'],
  TOPIC_AUTHORIZATION_FAILED: [29, false, 'Not allowed to do this with the topic.'],
  GROUP_AUTHORIZATION_FAILED: [30, false, 'Not allowed to do this with the group.'],
  CLUSTER_AUTHORIZATION_FAILED: [31, false, 'Not allowed to do this with the cluster.'],
  INVALID_TIMESTAMP: [32, false, 'A timestamp is further from now than the topic allows.'],
  UNSUPPORTED_SASL_MECHANISM: [33, false, 'The broker does not offer this SASL mechanism.'],
  ILLEGAL_SASL_STATE: [34, false, 'This request may not be sent at this point of authentication.'],
  UNSUPPORTED_VERSION: [35, false, 'The broker does not serve this version of the API.'],
  TOPIC_ALREADY_EXISTS: [36, false, 'A topic of this name already exists.'],
  INVALID_PARTITIONS: [37, false, 'The number of partitions is not possible.'],
  INVALID_REPLICATION_FACTOR: [
    38,
    false,
    'The replication factor is below 1 or above the number of brokers.',
  ],
  INVALID_REPLICA_ASSIGNMENT: [39, false, 'The assignment of replicas to brokers is not possible.'],
  INVALID_CONFIG: [40, false, 'A configuration value is not valid.'],
  NOT_CONTROLLER: [41, true, 'This node is not the active controller.'],
  INVALID_REQUEST: [42, false, 'The request contradicts itself or the protocol.'],
  UNSUPPORTED_FOR_MESSAGE_FORMAT: [
    43,
    false,
    'The record format on the broker does not support this request.',
  ],
  POLICY_VIOLATION: [44, false, 'A policy of this cluster forbids the request.'],
  OUT_OF_ORDER_SEQUENCE_NUMBER: [
    45,
    false,
    'The batch does not follow the last one of this producer: one is missing.',
  ],
  DUPLICATE_SEQUENCE_NUMBER: [46, false, 'The batch was written before.'],
  INVALID_PRODUCER_EPOCH: [47, false, 'The producer writes with an epoch that has been replaced.'],
  INVALID_TXN_STATE: [48, false, 'The transaction is not in a state that allows this.'],
  INVALID_PRODUCER_ID_MAPPING: [49, false, 'The producer id does not belong to this transactional id.'],
  INVALID_TRANSACTION_TIMEOUT: [50, false, 'The transaction timeout is longer than the broker allows.'],
  CONCURRENT_TRANSACTIONS: [51, true, 'Another operation on the same transaction is still under way.'],
  TRANSACTION_COORDINATOR_FENCED: [
    52,
    false,
    'The marker comes from a transaction coordinator that has been replaced.',
  ],
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: [53, false, 'Not allowed to use this transactional id.'],
  SECURITY_DISABLED: [54, false, 'Security is not enabled on this cluster.'],
  OPERATION_NOT_ATTEMPTED: [55, false, 'Not tried, because another part of the same request failed.'],
  KAFKA_STORAGE_ERROR: [56, true, 'The disk under the log failed.'],
  LOG_DIR_NOT_FOUND: [57, false, 'The broker has no such log directory.'],
  SASL_AUTHENTICATION_FAILED: [58, false, 'Authentication failed: wrong user, password or token.'],
  UNKNOWN_PRODUCER_ID: [
    59,
    false,
    'The partition remembers nothing of this producer; its records may have expired.',
  ],
  REASSIGNMENT_IN_PROGRESS: [60, false, 'The partition is being moved to other brokers.'],
  DELEGATION_TOKEN_AUTH_DISABLED: [61, false, 'Delegation tokens are not enabled.'],
  DELEGATION_TOKEN_NOT_FOUND: [62, false, 'No such delegation token.'],
  DELEGATION_TOKEN_OWNER_MISMATCH: [63, false, 'The token belongs to someone else.'],
  DELEGATION_TOKEN_REQUEST_NOT_ALLOWED: [
    64,
    false,
    'Tokens cannot be requested over this kind of connection.',
  ],
  DELEGATION_TOKEN_AUTHORIZATION_FAILED: [65, false, 'Not allowed to use this delegation token.'],
  DELEGATION_TOKEN_EXPIRED: [66, false, 'The delegation token has expired.'],
  INVALID_PRINCIPAL_TYPE: [67, false, 'This type of principal is not supported.'],
  NON_EMPTY_GROUP: [68, false, 'The group still has members.'],
  GROUP_ID_NOT_FOUND: [69, false, 'No group has this id.'],
  FETCH_SESSION_ID_NOT_FOUND: [70, true, 'The broker has forgotten this fetch session: start a new one.'],
  INVALID_FETCH_SESSION_EPOCH: [71, true, 'The fetch session expected another epoch: start a new one.'],
  LISTENER_NOT_FOUND: [72, true, 'The leader has no listener of the kind the client is connected to.'],
  TOPIC_DELETION_DISABLED: [73, false, 'This cluster does not allow topics to be deleted.'],
  FENCED_LEADER_EPOCH: [74, true, 'The client still thinks of an older leader: refresh the metadata.'],
  UNKNOWN_LEADER_EPOCH: [75, true, 'The client knows a newer leader than this broker does: try again.'],
  UNSUPPORTED_COMPRESSION_TYPE: [
    76,
    false,
    'The compression of these records is not supported by this version.',
  ],
  STALE_BROKER_EPOCH: [77, false, 'The broker has registered anew since it sent this.'],
  OFFSET_NOT_AVAILABLE: [78, true, 'The new leader does not know yet how far its records are committed.'],
  MEMBER_ID_REQUIRED: [79, false, 'Join again with the member id in this answer.'],
  PREFERRED_LEADER_NOT_AVAILABLE: [80, true, 'The preferred replica is not in sync and cannot lead.'],
  GROUP_MAX_SIZE_REACHED: [81, false, 'The group has as many members as it may have.'],
  FENCED_INSTANCE_ID: [82, false, 'Another consumer with the same group.instance.id has taken this place.'],
  ELIGIBLE_LEADERS_NOT_AVAILABLE: [83, true, 'No replica of the partition is eligible to lead.'],
  ELECTION_NOT_NEEDED: [84, true, 'The partition already has the leader it should have.'],
  NO_REASSIGNMENT_IN_PROGRESS: [85, false, 'The partition is not being moved.'],
  GROUP_SUBSCRIBED_TO_TOPIC: [86, false, 'The group still reads the topic: its offsets cannot be deleted.'],
  INVALID_RECORD: [87, false, 'A record was refused: it breaks a rule of the topic.'],
  UNSTABLE_OFFSET_COMMIT: [88, true, 'A transaction that commits these offsets is still open.'],
  THROTTLING_QUOTA_EXCEEDED: [89, true, 'The quota is used up: slow down.'],
  PRODUCER_FENCED: [90, false, 'A newer producer with the same transactional id has taken over.'],
  RESOURCE_NOT_FOUND: [91, false, 'The request names something that does not exist.'],
  DUPLICATE_RESOURCE: [92, false, 'The request names the same thing twice.'],
  UNACCEPTABLE_CREDENTIAL: [93, false, 'The credential does not meet the rules.'],
  INCONSISTENT_VOTER_SET: [94, false, 'Sender or receiver is not one of the voters of the quorum.'],
  INVALID_UPDATE_VERSION: [95, false, 'The version of the update is not valid.'],
  FEATURE_UPDATE_FAILED: [96, false, 'The feature level could not be changed.'],
  PRINCIPAL_DESERIALIZATION_FAILURE: [97, false, 'The identity in a forwarded request cannot be read.'],
  SNAPSHOT_NOT_FOUND: [98, false, 'No such snapshot of the metadata log.'],
  POSITION_OUT_OF_RANGE: [99, false, 'The position lies outside the snapshot.'],
  UNKNOWN_TOPIC_ID: [100, true, 'This broker knows no topic with this id.'],
  DUPLICATE_BROKER_REGISTRATION: [101, false, 'Another broker is registered under this id.'],
  BROKER_ID_NOT_REGISTERED: [102, false, 'No broker is registered under this id.'],
  INCONSISTENT_TOPIC_ID: [103, true, 'The topic has another id than the request says: it was created anew.'],
  INCONSISTENT_CLUSTER_ID: [104, false, 'The request is meant for another cluster.'],
  TRANSACTIONAL_ID_NOT_FOUND: [105, false, 'No such transactional id.'],
  FETCH_SESSION_TOPIC_ID_ERROR: [106, true, 'The fetch session mixes topic names and topic ids.'],
  INELIGIBLE_REPLICA: [107, false, 'A replica proposed for the ISR may not join it.'],
  NEW_LEADER_ELECTED: [108, false, 'The change was made, and the partition has another leader now.'],
  OFFSET_MOVED_TO_TIERED_STORAGE: [109, false, 'The offset has moved to tiered storage.'],
  FENCED_MEMBER_EPOCH: [
    110,
    false,
    'The coordinator has fenced this member: give up all partitions and join again.',
  ],
  UNRELEASED_INSTANCE_ID: [111, false, 'Another member still uses this group.instance.id.'],
  UNSUPPORTED_ASSIGNOR: [112, false, 'The group does not support this assignor.'],
  STALE_MEMBER_EPOCH: [113, false, 'The member epoch is old: try again after the next heartbeat.'],
  MISMATCHED_ENDPOINT_TYPE: [
    114,
    false,
    'The request was sent to a controller instead of a broker, or the reverse.',
  ],
  UNSUPPORTED_ENDPOINT_TYPE: [115, false, 'This kind of endpoint is not supported.'],
  UNKNOWN_CONTROLLER_ID: [116, false, 'No controller has this id.'],
  UNKNOWN_SUBSCRIPTION_ID: [117, false, 'The telemetry subscription is unknown or out of date.'],
  TELEMETRY_TOO_LARGE: [118, false, 'The pushed telemetry is larger than accepted.'],
  INVALID_REGISTRATION: [119, false, 'The controller refused the registration of the broker.'],
  TRANSACTION_ABORTABLE: [120, false, 'The transaction failed; abort it and the producer may go on.'],
  INVALID_RECORD_STATE: [121, false, 'The record is not in a state that can be acknowledged.'],
  SHARE_SESSION_NOT_FOUND: [122, true, 'The broker has forgotten this share session.'],
  INVALID_SHARE_SESSION_EPOCH: [123, true, 'The share session expected another epoch.'],
  FENCED_STATE_EPOCH: [124, false, 'The state epoch has moved on.'],
  INVALID_VOTER_KEY: [125, false, 'The voter key is not the key of the receiving replica.'],
  DUPLICATE_VOTER: [126, false, 'The voter already belongs to the quorum.'],
  VOTER_NOT_FOUND: [127, false, 'The voter does not belong to the quorum.'],
  INVALID_REGULAR_EXPRESSION: [128, false, 'The regular expression is not valid.'],
  REBOOTSTRAP_REQUIRED: [129, false, 'The client must start again from its bootstrap servers.'],
  STREAMS_INVALID_TOPOLOGY: [130, false, 'The streams topology is not valid.'],
  STREAMS_INVALID_TOPOLOGY_EPOCH: [131, false, 'The epoch of the streams topology is not valid.'],
  STREAMS_TOPOLOGY_FENCED: [132, false, 'The streams topology has a newer epoch.'],
  SHARE_SESSION_LIMIT_REACHED: [133, true, 'The broker holds as many share sessions as it may.'],
  GROUP_DELETION_FAILED: [134, false, 'The group could not be deleted; its own message says why.'],
  STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED: [
    135,
    false,
    'The topology description was not stored; its message says why.',
  ],
  CONTROLLER_ID_NOT_REGISTERED: [136, false, 'No controller is registered under this id.'],
} as const satisfies Record<string, readonly [code: number, retriable: boolean, message: string]>;

export type ErrorName = keyof typeof table;

export interface ErrorDescription {
  readonly code: number;
  readonly name: ErrorName;
  /** The same request may succeed when it is sent again, possibly after a refresh of metadata. */
  readonly retriable: boolean;
  readonly message: string;
}

const descriptions: readonly ErrorDescription[] = Object.entries(table).map(
  ([name, [code, retriable, message]]) => ({ code, name: name as ErrorName, retriable, message }),
);
const byCode = new Map(descriptions.map((description) => [description.code, description]));

/** Numbers by name: `errorCodes.NOT_LEADER_OR_FOLLOWER` is 6. */
export const errorCodes = Object.fromEntries(descriptions.map(({ name, code }) => [name, code])) as {
  readonly [Name in ErrorName]: (typeof table)[Name][0];
};

/** What a code means. A code that Kafka has not assigned reads as UNKNOWN_SERVER_ERROR, as in Kafka's clients. */
export function errorByCode(code: number): ErrorDescription {
  return byCode.get(code) ?? (byCode.get(-1) as ErrorDescription);
}
