/**
 * Produce: record batches for partitions, by their leaders.
 * v4 may answer KAFKA_STORAGE_ERROR, v5 log start offset, v7 zstd, v8 errors per record (KIP-467), v9
 * flexible, v10 tells the new leader (KIP-951), v11 TRANSACTION_ABORTABLE, v12 adds partitions to the
 * transaction by itself (KIP-890), v13 topic ids instead of names (KIP-516). acks=0 has no response at all.
 */
import { api, array, int16, int32, int64, records, string, struct, uuid } from '../schema.ts';

/** Versions 0 to 2 are advertised but not served: librdkafka doubts the broker without them (KAFKA-18659). */
export const produceApi = api({
  key: 0,
  name: 'Produce',
  versions: [3, 13],
  advertisedMinVersion: 0,
  flexible: 9,
  request: struct({
    transactionalId: string({ nullable: true, default: null }),
    // -1 all in-sync replicas, 1 the leader, 0 nobody.
    acks: int16(),
    timeoutMs: int32(),
    topicData: array(
      struct({
        name: string({ until: 12, ignorable: true, mapKey: true }),
        topicId: uuid({ since: 13, ignorable: true, mapKey: true }),
        partitionData: array(struct({ index: int32(), records: records({ nullable: true }) })),
      }),
    ),
  }),
  response: struct({
    responses: array(
      struct({
        name: string({ until: 12, ignorable: true, mapKey: true }),
        topicId: uuid({ since: 13, ignorable: true, mapKey: true }),
        partitionResponses: array(
          struct({
            index: int32(),
            errorCode: int16(),
            baseOffset: int64(),
            // -1 when the topic keeps the producer's timestamps.
            logAppendTimeMs: int64({ default: -1, ignorable: true }),
            logStartOffset: int64({ since: 5, default: -1, ignorable: true }),
            // Which records made the whole batch fail.
            recordErrors: array(
              struct({
                batchIndex: int32(),
                batchIndexErrorMessage: string({ nullable: true, default: null }),
              }),
              { since: 8, default: [], ignorable: true },
            ),
            errorMessage: string({ since: 8, nullable: true, default: null, ignorable: true }),
            currentLeader: struct(
              { leaderId: int32({ default: -1 }), leaderEpoch: int32({ default: -1 }) },
              { since: 10, tag: 0 },
            ),
          }),
        ),
      }),
    ),
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    nodeEndpoints: array(
      struct({
        nodeId: int32({ mapKey: true }),
        host: string(),
        port: int32(),
        rack: string({ nullable: true, default: null }),
      }),
      { since: 10, tag: 0 },
    ),
  }),
});
