/** Create Topic warns, blocks only what Kafka would refuse, and offers the better name. */
import assert from 'node:assert/strict';
import { check } from '../../../../src/naming/check.ts';
import { defaultConvention } from '../../../../src/naming/convention.ts';
import { type NameChoice, nameChoices } from '../../../../src/ui/explorer/nameChoices.ts';
import { orders, words } from './support.ts';

function choices(name: string, enforce = false, existing: readonly string[] = []): readonly NameChoice[] {
  const rules = {
    existing,
    enforce,
    check: (typed: string, others: readonly string[]) =>
      check(typed, defaultConvention, { service: 'ecommerce', existing: others }),
  };
  return nameChoices(name, rules, words);
}

const actions = (found: readonly NameChoice[]): readonly string[] =>
  found.map((choice) => `${choice.action} ${choice.name}`);

describe('name choices', () => {
  it('offers nothing for nothing', () => {
    assert.deepEqual(choices('  '), []);
  });

  it('takes a name that follows the convention, and only that', () => {
    assert.deepEqual(actions(choices(orders)), [`take ${orders}`]);
  });

  it('lets a name through that departs from it, says why, and offers the better one', () => {
    const found = choices('order-created');
    assert.equal(found[0]?.action, 'take');
    assert.equal(found[0]?.icon, 'warning');
    assert.ok((found[0]?.detail ?? '').length > 0);
    assert.equal(found[1]?.icon, 'lightbulb');
    assert.deepEqual(check(found[1]?.name ?? '', defaultConvention), []);
  });

  it('refuses it when the convention is enforced, with the better one first', () => {
    const found = choices('order-created', true);
    assert.deepEqual(
      found.map((choice) => choice.action),
      ['take', 'refuse'],
    );
    assert.equal(found[0]?.icon, 'lightbulb');
  });

  it('never takes what Kafka refuses', () => {
    for (const name of ['order created', 'é', '..', 'a'.repeat(250)]) {
      assert.equal(choices(name)[0]?.action, 'refuse', name);
    }
  });

  it('never takes a name that would collide in metric names', () => {
    const found = choices('ecommerce_order.event.created.v1', false, ['ecommerce.order.event.created.v1']);
    assert.equal(found[0]?.action, 'refuse');
  });

  it('refuses a name that exists', () => {
    assert.deepEqual(actions(choices(orders, false, [orders])), [`refuse ${orders}`]);
  });
});
