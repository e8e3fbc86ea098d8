/** Kafka's own rule for topic names. */
import assert from 'node:assert/strict';
import { collisionKey, illegalTopicNameReason } from '../../../../src/broker/controller/topicName.ts';

describe('topic names', () => {
  for (const name of ['a', 'orders.v1', 'A-b_c.9', '...', '__consumer_offsets', 'x'.repeat(249)]) {
    it(`${name.slice(0, 20)} is legal`, () => assert.equal(illegalTopicNameReason(name), undefined));
  }
  for (const name of ['', '.', '..', 'a b', 'a/b', 'größe', '주문', 'a\n', 'a:b', 'x'.repeat(250)]) {
    it(`${JSON.stringify(name.slice(0, 20))} is not`, () =>
      assert.match(illegalTopicNameReason(name) ?? '', /illegal/));
  }
  it("'.' and '_' would share their metrics", () => {
    assert.equal(collisionKey('a.b_c'), collisionKey('a_b.c'));
    assert.notEqual(collisionKey('a.b'), collisionKey('a-b'));
  });
});
