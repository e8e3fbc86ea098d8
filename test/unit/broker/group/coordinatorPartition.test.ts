import assert from 'node:assert/strict';
import { coordinatorPartition, javaStringHash } from '../../../../src/broker/group/coordinatorPartition.ts';

describe('the partition of a group', () => {
  // Printed by java.lang.String.hashCode and Kafka's Utils.abs.
  const vectors: readonly [key: string, hash: number, of50: number, of7: number][] = [
    ['', 0, 0, 0],
    ['orders', -1008770331, 31, 2],
    ['my-group', -1906497762, 12, 1],
    ['consumer-console-12345', -513463642, 42, 6],
    ['그룹', 1427969, 19, 4],
    ['polygenelubricants', -2147483648, 0, 0],
    ['ecommerce.order', -1437173216, 16, 3],
    ['a'.repeat(300), -1671404864, 14, 3],
  ];
  for (const [key, hash, of50, of7] of vectors) {
    it(`is Java's for ${JSON.stringify(key.slice(0, 30))}`, () => {
      assert.equal(javaStringHash(key), hash);
      assert.equal(coordinatorPartition(key, 50), of50);
      assert.equal(coordinatorPartition(key, 7), of7);
    });
  }
});
