/** A whole cluster's names at once: the verdicts are those of `check` with all names beside each, and companions are found. */
import assert from 'node:assert/strict';
import fastCheck from 'fast-check';
import { type Audit, auditing } from '../../../src/naming/audit.ts';
import { check, verdictOf } from '../../../src/naming/check.ts';
import { defaultConvention } from '../../../src/naming/convention.ts';
import type { NamingPolicy } from '../../../src/naming/policy.ts';

const rules: NamingPolicy = { convention: defaultConvention, service: 'shop' };

function audited(names: readonly string[], given: NamingPolicy = rules): Audit {
  const work = auditing(names, given);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

describe('an audit', () => {
  it('puts the worst first, and counts each verdict', () => {
    const good = 'shop.order.event.created.v1';
    const { names, counts } = audited([good, 'orders', '__consumer_offsets', 'a.b', 'bad name', 'a_b', good]);
    assert.deepEqual(
      names.map(({ name, verdict }) => [name, verdict]),
      [
        ['bad name', 'illegal'],
        ['a.b', 'collision'],
        ['a_b', 'collision'],
        ['orders', 'convention'],
        [good, 'conforming'],
        ['__consumer_offsets', 'ignored'],
      ],
    );
    assert.deepEqual(counts, { illegal: 1, collision: 2, convention: 1, conforming: 1, ignored: 1 });
  });

  it('finds collisions, versions and names one letter apart, each once', () => {
    const { collisions, versions, nearDuplicates } = audited([
      'a.b.c',
      'a_b.c',
      'a_b_c',
      'shop.order.event.created.v1',
      'shop.order.event.created.v2',
      'shop.order.event.created.v10',
      'shop.order.event.shipped.v1',
      'shop.order.event.shiped.v1',
    ]);
    assert.deepEqual(collisions, [['a.b.c', 'a_b.c', 'a_b_c']]);
    assert.deepEqual(versions, [
      ['shop.order.event.created.v1', 'shop.order.event.created.v10', 'shop.order.event.created.v2'],
    ]);
    assert.deepEqual(nearDuplicates, [['shop.order.event.shiped.v1', 'shop.order.event.shipped.v1']]);
  });

  it('leaves alone what was there when the convention was adopted, but for what Kafka says', () => {
    const { counts } = audited(['orders', 'a.b', 'a_b'], { ...rules, baseline: new Set(['orders', 'a.b']) });
    assert.deepEqual(counts, { illegal: 0, collision: 2, convention: 0, conforming: 0, ignored: 1 });
  });

  it('tells of departures also where the linter is switched off', () => {
    const { names } = audited(['orders'], {
      ...rules,
      convention: { ...defaultConvention, severity: 'off' },
    });
    assert.equal(names[0]?.verdict, 'convention');
    assert.equal(names[0]?.findings[0]?.severity, 'warning');
  });

  it('says of no name anything else than check does with all names beside it', () => {
    const part = fastCheck.constantFrom('shop', 'order', 'orders', 'event', 'created', 'v1', 'v2', 'prod');
    const separator = fastCheck.constantFrom('.', '_', '-');
    const name = fastCheck
      .tuple(fastCheck.array(part, { minLength: 1, maxLength: 5 }), separator)
      .map(([parts, between]) => parts.join(between));
    fastCheck.assert(
      fastCheck.property(fastCheck.uniqueArray(name, { maxLength: 25 }), (all) => {
        const context = { service: 'shop', existing: all.toSorted() };
        for (const { name: one, verdict, findings } of audited(all).names) {
          assert.deepEqual(findings, check(one, defaultConvention, context));
          assert.equal(verdict, verdictOf(one, defaultConvention, context));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('can be left after any step, and takes two for each name', () => {
    const work = auditing(['a', 'b', 'c'], rules);
    let steps = 0;
    while (work.next().done !== true) steps += 1;
    assert.equal(steps, 6);
  });
});
