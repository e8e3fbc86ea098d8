/** The convention as the cluster enforces it: the same verdict and the same sentence as in Create Topic, changed while it runs. */
import assert from 'node:assert/strict';
import { check } from '../../../src/naming/check.ts';
import { type Convention, defaultConvention } from '../../../src/naming/convention.ts';
import { NamingGuard } from '../../../src/server/namingGuard.ts';
import { nameChoices } from '../../../src/ui/explorer/nameChoices.ts';
import { wordsFor } from '../../../src/ui/explorer/words.ts';

const english = wordsFor(
  {
    t: (template: string, ...values: readonly unknown[]) =>
      template.replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)])),
  } as never,
  'en',
);

function guarded(
  change: Partial<Convention> = {},
  service?: string,
): { guard: NamingGuard; lines: string[] } {
  const lines: string[] = [];
  const guard = new NamingGuard((line) => lines.push(line));
  guard.enforce({ convention: { ...defaultConvention, ...change }, service });
  return { guard, lines };
}

describe('the naming guard', () => {
  it('refuses what Create Topic refuses, in the same words', () => {
    const { guard } = guarded();
    const rules = {
      existing: [],
      enforce: true,
      check: (name: string) => check(name, defaultConvention, { existing: ['shop.order.event.placed.v2'] }),
    };
    const names = ['orders', 'Shop.Order', 'shop.order.event.created.prod.v1', 'shop.order.event.placed.v1'];
    for (const name of [...names, 'orders-dlt', '__consumer_offsets', 'shop.order.event.create.v1']) {
      const said = nameChoices(name, rules, english).find(({ action }) => action === 'refuse')?.detail;
      assert.equal(guard.refusal(name), said, name);
    }
    assert.equal(
      guard.refusal('orders'),
      '"orders" lacks service, type, description, version. The convention is {service}.{domain}.{type}.{description}.{version}.',
    );
  });

  it('lets pass what the convention says nothing about', () => {
    const { guard, lines } = guarded({ ignore: ['legacy-*'] });
    const ignored = [
      '__transaction_state',
      '_schemas',
      'orders-retry-0',
      'orders-dlt',
      'app-store-changelog',
    ];
    for (const name of [...ignored, 'legacy-orders', 'inventory.public.customers', 'a.b.event.created.v1'])
      assert.equal(guard.refusal(name), undefined, name);
    assert.deepEqual(lines, []);
  });

  it('knows the own service: a name that begins with it is not one of Debezium', () => {
    assert.equal(guarded().guard.refusal('shop.public.customers'), undefined);
    assert.notEqual(guarded({}, 'shop').guard.refusal('shop.public.customers'), undefined);
  });

  it('lets names pass that were there when the convention was adopted, and no others', () => {
    const { guard } = guarded();
    guard.enforce({ convention: defaultConvention, baseline: new Set(['orders']) });
    assert.equal(guard.refusal('orders'), undefined);
    assert.notEqual(guard.refusal('payments'), undefined);
  });

  it('leaves illegal names and collisions to Kafka', () => {
    assert.equal(guarded().guard.refusal('not legal'), undefined);
  });

  it('refuses nothing where a departure is no more than a remark', () => {
    for (const severity of ['information', 'hint', 'off'] as const)
      assert.equal(guarded({ severity }).guard.refusal('orders'), undefined);
  });

  it('changes while it runs', () => {
    const { guard } = guarded();
    assert.notEqual(guard.refusal('shop-order'), undefined);
    guard.enforce({ convention: { ...defaultConvention, template: '{service}-{domain}' } });
    assert.equal(guard.refusal('shop-order'), undefined);
    guard.enforce(undefined);
    assert.equal(guard.refusal('orders'), undefined);
  });

  it('tells of a refusal once, however often a client asks again', () => {
    const { guard, lines } = guarded();
    for (const name of ['orders', 'orders', 'payments', 'orders']) guard.refusal(name);
    assert.deepEqual(
      lines.map((line) => line.replace(/:.*/, '')),
      ['topic orders is not created', 'topic payments is not created', 'topic orders is not created'],
    );
  });
});
