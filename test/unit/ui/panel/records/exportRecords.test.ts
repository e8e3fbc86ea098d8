import assert from 'node:assert/strict';
import { exportChosen } from '../../../../../src/ui/panel/records/exportChosen.ts';
import { cell, csvOf, jsonOf, writeRecords } from '../../../../../src/ui/panel/records/exportRecords.ts';
import type { RecordsResult } from '../../../../../src/ui/panel/records/recordsMessages.ts';
import { record } from './story.ts';

const at = { timestamp: Date.UTC(2026, 10, 22, 5, 7, 21, 47) };

describe('an export', () => {
  it('has JSON values digit for digit, text as strings and bytes in base64', () => {
    const big = jsonOf(record(1, { ...at, value: ' {"id": 12345678901234567890}\n' }));
    assert.match(big, /"value":\{"id": 12345678901234567890\},/);
    assert.deepEqual(
      JSON.parse(jsonOf(record(2, { ...at, key: null, value: 'no {json', headers: { a: '"' } }))),
      {
        partition: 0,
        offset: 2,
        timestamp: '2026-11-22T05:07:21.047Z',
        key: null,
        value: 'no {json',
        headers: [{ key: 'a', value: '"' }],
      },
    );
    assert.deepEqual(JSON.parse(jsonOf(record(3, { value: new Uint8Array([0, 255]) }))).value, {
      base64: 'AP8=',
    });
    assert.equal(JSON.parse(jsonOf(record(3, { value: null }))).value, null);
  });

  it('quotes CSV, and lets no spreadsheet take a cell for a formula', () => {
    assert.equal(
      csvOf(record(5, { ...at, key: 'a"b', value: 'x,\ny', headers: { h: '1' } })),
      '2026-11-22T05:07:21.047Z,0,5,"a""b","x,\ny","{""h"":""1""}",8',
    );
    for (const text of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1']) {
      assert.equal(cell(text), `"'${text}"`);
    }
    assert.equal(cell('a=1'), '"a=1"');
    assert.equal(csvOf(record(5, { ...at, key: null, value: null })), '2026-11-22T05:07:21.047Z,0,5,,,,0');
  });

  it('is written in pieces, each waited for', async () => {
    const records = Array.from({ length: 2_000 }, (_, offset) =>
      record(offset, { value: { text: 'x'.repeat(200) } }),
    );
    const pieces: string[] = [];
    const done: number[] = [];
    let writing = false;
    const target = {
      write: async (text: string): Promise<void> => {
        assert.equal(writing, false);
        writing = true;
        await new Promise((resolve) => setImmediate(resolve));
        writing = false;
        pieces.push(text);
      },
    };
    await writeRecords(records, 'json', target, (count) => done.push(count));
    assert.ok(pieces.length > 5);
    assert.equal((JSON.parse(pieces.join('')) as unknown[]).length, 2_000);
    assert.deepEqual(
      done,
      done.toSorted((one, other) => one - other),
    );
    assert.deepEqual(await written([], 'json'), []);
  });

  async function written(records: Parameters<typeof writeRecords>[0], format: 'json'): Promise<unknown> {
    let text = '';
    const write = async (piece: string): Promise<void> => {
      text += piece;
    };
    await writeRecords(records, format, { write }, () => undefined);
    return JSON.parse(text);
  }

  it('takes what was chosen, says how it goes, and closes the file even when the disk is full', async () => {
    const said: RecordsResult[] = [];
    let closed = 0;
    const all = [record(1), record(2)];
    const lists = { topic: 'orders', all, shown: all.slice(1), selected: undefined };
    const open = (write: () => Promise<void>) => async () => ({
      scope: 'shown' as const,
      format: 'csv' as const,
      name: 'orders.csv',
      write,
      close: async () => {
        closed++;
      },
    });
    await exportChosen(
      lists,
      open(async () => undefined),
      (result) => said.push(result),
    );
    assert.deepEqual(said.at(-1), { kind: 'exported', count: 1, file: 'orders.csv' });
    await exportChosen(
      lists,
      open(async () => Promise.reject(new Error('ENOSPC'))),
      (result) => said.push(result),
    );
    assert.deepEqual(said.at(-1), { kind: 'exportFailed', message: 'ENOSPC' });
    assert.equal(closed, 2);
    said.length = 0;
    await exportChosen(
      lists,
      async () => undefined,
      (result) => said.push(result),
    );
    assert.deepEqual(said, []);
  });
});
