/** How loudly names are judged where they stand, and that many names are judged as a few would be. */
import assert from 'node:assert/strict';
import fastCheck from 'fast-check';
import { check } from '../../../src/naming/check.ts';
import { type Convention, defaultConvention } from '../../../src/naming/convention.ts';
import { type Agreement, Judge, type Judgement, type UsedName } from '../../../src/naming/judge.ts';
import { NameIndex } from '../../../src/naming/nameIndex.ts';

const conforming = 'ecommerce.order.event.created.v1';

function used(name: string, path = 'src/Orders.java', mention = false): UsedName {
  return { name, path, mention };
}

/** The judgement of the first of some names. */
function judged(names: readonly [UsedName, ...UsedName[]], agreement: Partial<Agreement> = {}): Judgement {
  const judge = new Judge({
    conventionFor: () => defaultConvention,
    baseline: new Set(),
    service: undefined,
    isAgreed: false,
    ...agreement,
  });
  for (const name of names) judge.learn(name);
  return judge.judge(names[0]);
}

function said({ verdict, findings }: Judgement): readonly string[] {
  return [verdict, ...findings.map(({ code, severity }) => `${severity} ${code}`)];
}

describe('the judgement of a name where it stands', () => {
  it('only informs of the convention in source files as long as nobody follows it', () => {
    assert.deepEqual(said(judged([used('orders')])), ['convention', 'information missing-segment']);
  });

  it('warns in .kafka files from the start', () => {
    assert.deepEqual(said(judged([used('orders', 'a.kafka')])), ['convention', 'warning missing-segment']);
  });

  it('warns everywhere once some name conforms, wherever that one stands', () => {
    const names: readonly [UsedName, UsedName] = [used('orders'), used(conforming, 'deploy/topics.yml')];
    assert.deepEqual(said(judged(names)), ['convention', 'warning missing-segment']);
  });

  it('takes a document that explains the convention for no adoption of it', () => {
    const names: readonly [UsedName, UsedName] = [used('orders'), used(conforming, 'README.md', true)];
    assert.deepEqual(said(judged(names)), ['convention', 'information missing-segment']);
  });

  it('warns once it is agreed on, as loudly as was agreed', () => {
    assert.deepEqual(said(judged([used('orders')], { isAgreed: true })), [
      'convention',
      'warning missing-segment',
    ]);
    const convention: Convention = { ...defaultConvention, severity: 'error' };
    const agreement = { isAgreed: true, conventionFor: () => convention };
    assert.deepEqual(said(judged([used('orders')], agreement)), ['convention', 'error missing-segment']);
  });

  it('only hints in documentation, whatever is agreed', () => {
    const agreed = judged([used('orders', 'README.md', true)], { isAgreed: true });
    assert.deepEqual(said(agreed), ['convention', 'hint missing-segment']);
  });

  it('speaks of illegal names and collisions everywhere', () => {
    const mention = used('or ders', 'README.md', true);
    assert.deepEqual(said(judged([mention])), ['illegal', 'error illegal']);
    const [verdict, first] = said(judged([used('a.b'), used('a_b')]));
    assert.deepEqual([verdict, first], ['collision', 'warning collision']);
  });

  it('says nothing of the convention about names that were there before it, and all else', () => {
    const baseline = new Set(['orders', 'a.b', 'or ders', 'order']);
    const agreement = { isAgreed: true, baseline };
    assert.deepEqual(said(judged([used('orders')], agreement)), ['ignored']);
    assert.deepEqual(said(judged([used('orders'), used('order')], agreement)), ['ignored']);
    assert.deepEqual(said(judged([used('or ders')], agreement)), ['illegal', 'error illegal']);
    assert.deepEqual(said(judged([used('a.b'), used('a_b')], agreement)), ['collision', 'warning collision']);
    assert.deepEqual(said(judged([used('items')], agreement)), ['convention', 'warning missing-segment']);
  });

  it('asks for the convention of each file', () => {
    const off: Convention = { ...defaultConvention, severity: 'off' };
    const conventionFor = (path: string) => (path.startsWith('legacy/') ? off : defaultConvention);
    const agreement = { isAgreed: true, conventionFor };
    assert.deepEqual(judged([used('orders', 'legacy/a.java'), used('orders')], agreement).findings, []);
    assert.equal(judged([used('orders'), used('orders', 'legacy/a.java')], agreement).findings.length, 1);
  });

  it('does not take one file’s following of a convention for that of another name', () => {
    const other: Convention = { ...defaultConvention, template: '{domain}-{event}' };
    const conventionFor = (path: string) => (path.startsWith('other/') ? other : defaultConvention);
    const names: readonly [UsedName, UsedName] = [
      used('order-created'),
      used('order-created', 'other/a.java'),
    ];
    assert.deepEqual(said(judged(names, { conventionFor }))[1], 'warning missing-segment');
  });

  it('suggests the service that was agreed on', () => {
    const { findings } = judged([used('order.created')], { service: 'ecommerce' });
    assert.equal(findings[0]?.suggestion, conforming);
  });

  it('says that two versions are in use, and that names differ in one letter', () => {
    const versions = judged([used(conforming), used('ecommerce.order.event.created.v2')]);
    assert.deepEqual(said(versions), ['conforming', 'information several-versions']);
    const twins = judged([used(conforming), used('ecommerce.order.event.createt.v1')]);
    assert.deepEqual(said(twins), ['conforming', 'information near-duplicate']);
  });
});

describe('the index of names', () => {
  const letters = fastCheck.constantFrom(...'ab._-v1');
  const name = fastCheck.string({ unit: letters, minLength: 1, maxLength: 9 });

  it('loses nothing: a name beside its neighbours is judged as beside all names', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.uniqueArray(name, { minLength: 2, maxLength: 40 }), (names) => {
        const index = new NameIndex();
        for (const one of names) index.add(one);
        const existing = names.toSorted();
        for (const one of names) {
          const near = check(one, defaultConvention, { existing: index.near(one) });
          assert.deepEqual(near, check(one, defaultConvention, { existing }), one);
        }
      }),
    );
  });

  it('hands out few of many', () => {
    const index = new NameIndex();
    for (let number = 0; number < 5_000; number += 1)
      index.add(`area-${number % 70}.thing-${number}.changed`);
    index.add('area-1.thing.changed');
    assert.ok(index.near('area-12.thing-4212.changed').length < 60);
  });

  it('does not choke on what is far too long for a name', () => {
    const index = new NameIndex();
    const long = 'x'.repeat(100_000);
    index.add(long);
    assert.deepEqual(index.near(long), [long]);
  });
});
