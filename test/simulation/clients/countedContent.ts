/** Records that their producer counts, so that a checker sees which are missing, repeated or out of order. */
import { producedValue, type RecordsChecker } from '../checkers/recordsChecker.ts';
import type { ProducerContent } from './producer.ts';

export function countedContent(checker: RecordsChecker): ProducerContent {
  return {
    make(producer, first, count) {
      const values = Array.from({ length: count }, (_, index) =>
        producedValue({ producer, number: first + index }),
      );
      return { values, records: values.map((value) => ({ key: null, value: Buffer.from(value) })) };
    },
    acknowledged: (topic, partition, baseOffset, values) =>
      checker.acknowledged(topic, partition, baseOffset, values),
  };
}
