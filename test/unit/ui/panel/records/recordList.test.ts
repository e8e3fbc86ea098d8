/** What is kept of what was read, and which of it is shown: always the newest, never more than there is room for. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RecordList } from '../../../../../src/ui/panel/records/recordList.ts';
import { RowStore } from '../../../../../src/ui/panel/records/rowStore.ts';
import { record } from './records.ts';

const even = ({ offset }: { readonly offset: number }): boolean => offset % 2 === 0;

function offsets(list: RecordList, first = 0, count = 100, until: number | null = null): readonly number[] {
  return list.window(first, count, until).rows.map((row) => row.record.offset);
}

describe('kept records', () => {
  it('lose the oldest when there are too many, or too many bytes', () => {
    const byCount = new RowStore(3, 1_000_000);
    for (let offset = 0; offset < 10; offset++) byCount.add(record(offset));
    assert.deepEqual([byCount.first, byCount.next, byCount.length, byCount.isFull], [7, 10, 3, true]);
    assert.equal(byCount.get(6), undefined);
    assert.equal(byCount.get(9)?.record.offset, 9);
    const byBytes = new RowStore(100, 2_500);
    for (let offset = 0; offset < 10; offset++) byBytes.add(record(offset, { value: Buffer.alloc(1_000) }));
    assert.equal(byBytes.length, 2);
  });

  it('do not hold on to the answer of the broker they came in', () => {
    const answer = Buffer.alloc(1_000_000);
    const store = new RowStore(10, 1_000_000);
    store.add(record(0, { value: answer.subarray(10, 20) }));
    const value = store.get(0)?.record.value;
    assert.ok(value !== null && value !== undefined && value.buffer !== answer.buffer);
  });
});

describe('the list of records', () => {
  it('shows the newest first, and holds still up to a row while newer ones are counted', () => {
    const list = new RecordList(100, 1_000_000);
    for (let offset = 0; offset < 5; offset++) list.add(record(offset));
    assert.deepEqual(offsets(list, 0, 3), [4, 3, 2]);
    const held = list.window(0, 2, 2);
    assert.deepEqual(
      held.rows.map((row) => row.id),
      [2, 1],
    );
    assert.deepEqual([held.total, held.newer, held.newest], [3, 2, 4]);
  });

  it('applies a new filter to what it has, bit by bit, and to what comes', () => {
    const list = new RecordList(1_000, 1_000_000);
    for (let offset = 0; offset < 500; offset++) list.add(record(offset));
    list.setFilter(even);
    let time = 0;
    let slices = 0;
    while (list.isFiltering) {
      list.filterFor(2, () => time++);
      slices += 1;
    }
    assert.ok(slices > 1, 'it was done at a stretch');
    list.add(record(500));
    list.add(record(501));
    assert.equal(list.shown, 251);
    assert.deepEqual(offsets(list, 0, 2), [500, 498]);
    assert.deepEqual(offsets(list, 0, 2, 497), [496, 494]);
  });

  it('agrees with a plain list, whatever comes and whatever is asked', () => {
    const steps = fc.array(fc.constantFrom('add', 'filter', 'all', 'look'), { maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), (todo, most) => {
        const list = new RecordList(most, 1_000_000);
        let kept: number[] = [];
        let isFiltered = false;
        let next = 0;
        for (const step of todo) {
          if (step === 'add') {
            list.add(record(next));
            kept = [...kept, next++].slice(-most);
          } else if (step === 'look') {
            list.filterFor(1, () => 0);
          } else {
            isFiltered = step === 'filter';
            list.setFilter(isFiltered ? even : undefined);
          }
        }
        list.filterFor(1, () => 0);
        const expected = kept.filter((offset) => !isFiltered || offset % 2 === 0).reverse();
        assert.deepEqual(offsets(list), expected);
        assert.equal(list.shown, expected.length);
      }),
    );
  });
});
