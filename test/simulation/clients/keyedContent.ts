/** Records of few keys, some of them tombstones: what a compacted topic is for. A key belongs to one producer. */
import type { CompactionChecker } from '../checkers/compactionChecker.ts';
import { below, type ClientHost } from './clientHost.ts';
import type { ProducerContent } from './producer.ts';

const keys = 4;

export function keyedContent(host: ClientHost, checker: CompactionChecker): ProducerContent {
  return {
    make(producer, first, count) {
      const made = Array.from({ length: count }, (_, index) => {
        const key = `${producer}/k${below(host, keys)}`;
        const number = first + index;
        const isTombstone = below(host, 8) === 0;
        checker.sent(key, number, isTombstone);
        const value = isTombstone ? null : Buffer.from(String(number));
        return { name: `${key}=${number}`, record: { key: Buffer.from(key), value } };
      });
      return { values: made.map(({ name }) => name), records: made.map(({ record }) => record) };
    },
    acknowledged(_topic, partition, baseOffset, values) {
      values.forEach((value, index) => {
        const [key = '', number] = value.split('=');
        checker.acknowledged(key, partition, baseOffset + index, Number(number));
      });
    },
  };
}
