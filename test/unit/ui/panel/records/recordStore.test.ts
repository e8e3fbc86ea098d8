import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byTime, RecordList } from '../../../../../src/ui/panel/records/recordList.ts';
import { RecordStore } from '../../../../../src/ui/panel/records/recordStore.ts';
import { offsetsOf, record } from './story.ts';

const roomy = { records: 1_000, bytes: 1_000_000_000 };

describe('the records of a reading', () => {
  it('stand in order of time however they come', async () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 })));
    await fc.assert(
      fc.asyncProperty(fc.array(times, { maxLength: 5 }), async (pieces) => {
        const store = new RecordStore(roomy, (one) => one.partition !== 1);
        let offset = 0;
        const made = pieces.map((piece) =>
          piece.map(([timestamp, partition]) => record(offset++, { timestamp, partition })),
        );
        for (const piece of made) {
          await store.add(piece);
        }
        const sorted = made.flat().sort(byTime);
        assert.deepEqual(offsetsOf(store.list.all), offsetsOf(sorted));
        assert.deepEqual(offsetsOf(store.list.shown), offsetsOf(sorted.filter((one) => one.partition !== 1)));
        for (const [index, one] of store.list.shown.entries()) {
          assert.equal(store.list.indexOf(one), store.list.shown.length - 1 - index);
        }
      }),
    );
  });

  it('lose the oldest at the bound of records, and of bytes, but never the last', async () => {
    const few = new RecordStore({ records: 3, bytes: 1_000_000 }, undefined);
    await few.add([0, 1, 2, 3, 4].map((offset) => record(offset)));
    assert.deepEqual(offsetsOf(few.list.all), [2, 3, 4]);
    assert.equal(few.read, 5);
    assert.equal(few.list.byBytes, false);
    const small = new RecordStore({ records: 100, bytes: 5_000 }, undefined);
    await small.add([
      record(0),
      record(1, { value: 'x'.repeat(4_900) }),
      record(2, { value: 'x'.repeat(9_000) }),
    ]);
    assert.deepEqual(offsetsOf(small.list.all), [2]);
    assert.equal(small.list.byBytes, true);
    assert.equal(small.isFull, true);
  });

  it('are told in windows, the newest first', () => {
    const list = new RecordList();
    const all = [0, 1, 2, 3, 4].map((offset) => record(offset));
    list.add(all, all);
    assert.deepEqual(offsetsOf(list.rows(0, 2)), [4, 3]);
    assert.deepEqual(offsetsOf(list.rows(3, 10)), [1, 0]);
    assert.deepEqual(list.rows(5, 10), []);
  });

  it('do not move while the list is held, are counted, and come in when it goes on', async () => {
    const store = new RecordStore(roomy, (one) => one.offset % 2 === 0);
    await store.add([0, 1, 2].map((offset) => record(offset)));
    store.hold();
    await store.add([3, 4, 5, 6].map((offset) => record(offset)));
    assert.deepEqual(offsetsOf(store.list.shown), [0, 2]);
    assert.deepEqual([store.newer, store.read], [2, 7]);
    store.release();
    assert.deepEqual(offsetsOf(store.list.shown), [0, 2, 4, 6]);
    assert.deepEqual(offsetsOf(store.list.all), [0, 1, 2, 3, 4, 5, 6]);
    assert.equal(store.newer, 0);
  });

  it('are asked by another filter, those that wait, too, and only the last filter counts', async () => {
    const store = new RecordStore(roomy, undefined);
    await store.add([0, 1, 2, 3].map((offset) => record(offset)));
    store.hold();
    await store.add([4, 5].map((offset) => record(offset)));
    const answers = await Promise.all([
      store.refilter((one) => one.offset === 3),
      store.refilter((one) => one.offset % 2 === 1),
    ]);
    assert.deepEqual(answers, [false, true]);
    assert.deepEqual(offsetsOf(store.list.shown), [1, 3]);
    assert.equal(store.newer, 1);
    store.release();
    assert.deepEqual(offsetsOf(store.list.shown), [1, 3, 5]);
    await store.add([record(6), record(7)]);
    assert.deepEqual(offsetsOf(store.list.shown), [1, 3, 5, 7]);
  });

  it('that come while a filter is asked are asked by it, too', async () => {
    const store = new RecordStore(roomy, undefined);
    await store.add([0, 1].map((offset) => record(offset)));
    const filtering = store.refilter((one) => one.offset > 0);
    const adding = store.add([record(2), record(3)]);
    store.hold();
    store.release();
    await Promise.all([filtering, adding]);
    assert.deepEqual(offsetsOf(store.list.shown), [1, 2, 3]);
  });
});
