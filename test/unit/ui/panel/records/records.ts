/** Records for the tests of the Messages view. */
import type { ReceivedRecord } from '../../../../../src/client/model.ts';

export function record(offset: number, fields: Partial<ReceivedRecord> = {}): ReceivedRecord {
  return {
    topic: 'orders',
    partition: 0,
    offset,
    timestamp: 1_700_000_000_000 + offset,
    key: Buffer.from(`k${offset}`),
    value: Buffer.from(JSON.stringify({ n: offset, customer: { grade: 'GOLD' } })),
    headers: [{ key: 'source', value: Buffer.from(offset % 2 === 0 ? 'app' : 'batch') }],
    batch: {
      leaderEpoch: 3,
      timestampType: 'CreateTime',
      compression: 'lz4',
      records: 6,
      transactional: false,
    },
    ...fields,
  };
}
