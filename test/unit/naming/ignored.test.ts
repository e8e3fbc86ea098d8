/** Names the convention must never flag, and names that merely look like them. */
import assert from 'node:assert/strict';
import { check, verdictOf } from '../../../src/naming/check.ts';
import { defaultConvention } from '../../../src/naming/convention.ts';

describe('names that are never flagged', () => {
  const ignored = [
    'orders-retry-0',
    'orders-retry-1000',
    'orders-retry',
    'orders-dlt',
    'orders.DLT',
    'app-KSTREAM-AGGREGATE-STATE-STORE-0000000003-changelog',
    'app-KSTREAM-KEY-SELECT-0000000001-repartition',
    'connect-configs',
    'connect-offsets',
    'connect-status',
    '_schemas',
    '__consumer_offsets',
    '__transaction_state',
    'strimzi-topic-operator-kstreams-topic-store-changelog',
    'strimzi-store-topic',
    'dbserver1.inventory.customers',
    'server1.DEBEZIUM.CUSTOMERS',
    'fulfillment.public.order_lines',
  ];
  for (const name of ignored) {
    it(name, () => {
      assert.deepEqual(check(name, defaultConvention), []);
      assert.equal(verdictOf(name, defaultConvention), 'ignored');
    });
  }

  it('regular expressions, where a subscription may hold one', () => {
    for (const name of ['^orders.*', 'orders-.*', 'a|b']) {
      assert.deepEqual(check(name, defaultConvention, { pattern: true }), []);
      assert.equal(verdictOf(name, defaultConvention, { pattern: true }), 'ignored');
      assert.equal(verdictOf(name, defaultConvention), 'illegal');
    }
  });

  it('what the globs of the team excuse', () => {
    const convention = { ...defaultConvention, ignore: ['legacy-*', 'a.?.created', 'exact'] };
    for (const name of ['legacy-orders', 'a.b.created', 'exact']) {
      assert.equal(verdictOf(name, convention), 'ignored');
    }
    for (const name of ['my-legacy-orders', 'a.bb.created', 'exactly', 'aXbXcreated']) {
      assert.equal(verdictOf(name, convention), 'convention', name);
    }
  });
});

describe('names that only look like a framework’s', () => {
  const flagged = ['retry', 'dlt', 'connect-config', 'changelog', '_orders', 'orders-retries', 'strimzi'];
  for (const name of flagged) {
    it(name, () => assert.equal(verdictOf(name, defaultConvention), 'convention'));
  }

  it('three parts that act, or hold a type, a version or an environment, are not Debezium’s', () => {
    for (const name of [
      'shop.order.created',
      'shop.order.v1',
      'order.event.lines',
      'prod.order.lines',
      'a.b.Lines',
    ]) {
      assert.equal(verdictOf(name, defaultConvention), 'convention', name);
    }
  });

  it('three parts of which the team uses one are not Debezium’s', () => {
    assert.equal(verdictOf('shop.order.lines', defaultConvention), 'ignored');
    assert.equal(verdictOf('shop.order.lines', defaultConvention, { service: 'shop' }), 'convention');
    assert.equal(verdictOf('shop.order.lines', { ...defaultConvention, domains: ['order'] }), 'convention');
  });
});
