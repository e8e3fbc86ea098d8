/** Reads a topic's configs into the numbers its logs obey. */
import type { BrokerConfigs } from '../configs.ts';
import { splitList } from '../configValues.ts';
import { defaultLogConfig, type LogConfig } from './logConfig.ts';

/** @param overrides what is set on the topic itself */
export function topicLogConfig(configs: BrokerConfigs, overrides: ReadonlyMap<string, string>): LogConfig {
  const number = (name: string): number => configs.topicNumber(overrides, name);
  const policies = splitList(configs.topicString(overrides, 'cleanup.policy'));
  const timestampType = configs.topicString(overrides, 'message.timestamp.type');
  return {
    ...defaultLogConfig,
    cleanupPolicy: (['delete', 'compact'] as const).filter((policy) => policies.includes(policy)),
    segmentBytes: number('segment.bytes'),
    segmentMs: number('segment.ms'),
    segmentJitterMs: number('segment.jitter.ms'),
    retentionMs: number('retention.ms'),
    retentionBytes: number('retention.bytes'),
    maxMessageBytes: number('max.message.bytes'),
    messageTimestampType: timestampType === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime',
    minInsyncReplicas: number('min.insync.replicas'),
    messageTimestampBeforeMaxMs: number('message.timestamp.before.max.ms'),
    messageTimestampAfterMaxMs: number('message.timestamp.after.max.ms'),
    minCleanableDirtyRatio: number('min.cleanable.dirty.ratio'),
    minCompactionLagMs: number('min.compaction.lag.ms'),
    maxCompactionLagMs: number('max.compaction.lag.ms'),
    deleteRetentionMs: number('delete.retention.ms'),
    producerIdExpirationMs: configs.number('producer.id.expiration.ms'),
  };
}
