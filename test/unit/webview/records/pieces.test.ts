/** The small pieces of the Messages view: partitions as they are typed, JSON in colours. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonTokens } from '../../../../webview/records/jsonTokens.ts';
import { parsePartitions, writePartitions } from '../../../../webview/records/partitionList.ts';

describe('partitions that are typed', () => {
  it('are numbers and ranges; all of them is no choice', () => {
    assert.deepEqual(parsePartitions('0, 2-3', 6), [0, 2, 3]);
    assert.equal(parsePartitions('', 3), null);
    assert.equal(parsePartitions('0-2', 3), null);
    for (const wrong of ['3', '1-0', 'x', '1-', ',']) assert.equal(parsePartitions(wrong, 3), undefined);
  });

  it('are written as they are read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 30 })), (numbers) => {
        const sorted = [...numbers].sort((one, other) => one - other);
        const read = parsePartitions(writePartitions(sorted), 40);
        assert.deepEqual(read, sorted.length === 0 ? null : sorted);
      }),
    );
  });
});

describe('JSON in colours', () => {
  it('tells names, strings, numbers and words apart', () => {
    const kinds = jsonTokens('{"a": "b", "c": [1, true, null]}').filter((token) => token.kind !== 'other');
    assert.deepEqual(
      kinds.map(({ kind, text }) => `${kind} ${text}`),
      ['name "a"', 'string "b"', 'name "c"', 'number 1', 'word true', 'word null'],
    );
  });

  it('loses no character of anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.equal(
          jsonTokens(text)
            .map((token) => token.text)
            .join(''),
          text,
        );
      }),
    );
  });
});
