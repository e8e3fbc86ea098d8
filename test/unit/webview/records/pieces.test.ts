import assert from 'node:assert/strict';
import fc from 'fast-check';
import { brushBetween, brushOf, moveEdge, niceTop, rangeOf } from '../../../../webview/records/brush.ts';
import { hexLine, hexLineCount } from '../../../../webview/records/hexLines.ts';
import { parseSaved } from '../../../../webview/records/savedRecords.ts';
import { lengthText, parseTime, stepText, timeOfDay } from '../../../../webview/records/timeText.ts';
import { prettyLines, rawLines } from '../../../../webview/records/valueLines.ts';

const textsOf = (
  lines: Iterable<{ readonly tokens: readonly { readonly text: string }[] }>,
): readonly string[] => [...lines].map(({ tokens }) => tokens.map(({ text }) => text).join(''));

describe('a value in lines', () => {
  it('sets JSON out with a line for each item, and short groups on one', () => {
    const text =
      '{"id":"a","customer":{"name":"김","grade":1},"items":[{"sku":"x","deep":{"a":[1]}}],"e":[],"t":true}';
    assert.deepEqual(textsOf(prettyLines(text)), [
      '{',
      '  "id": "a",',
      '  "customer": { "name": "김", "grade": 1 },',
      '  "items": [',
      '    {',
      '      "sku": "x",',
      '      "deep": {',
      '        "a": [1]',
      '      }',
      '    }',
      '  ],',
      '  "e": [],',
      '  "t": true',
      '}',
    ]);
  });

  it('tells keys from strings, numbers and words', () => {
    const tokens = [...prettyLines('{"a":"b","c":-1.5e3,"d":null}')].flatMap((line) => line.tokens);
    const kinds = tokens.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => `${kind} ${text}`);
    assert.deepEqual(kinds, ['key "a"', 'string "b"', 'key "c"', 'number -1.5e3', 'key "d"', 'word null']);
  });

  it('changes nothing of what JSON says, to the last digit', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(JSON.parse(textsOf(prettyLines(text)).join('\n')), JSON.parse(text));
      }),
    );
    assert.deepEqual(textsOf(prettyLines('[12345678901234567890.10, [1]]'))[1], '  12345678901234567890.10,');
  });

  it('takes what is cut off or no JSON at all as it comes', () => {
    fc.assert(fc.property(fc.string(), (text) => void [...prettyLines(text)]));
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.nat(200),
        (value, end) => void [...prettyLines(JSON.stringify(value).slice(0, end))],
      ),
    );
  });

  it('folds lines that are too long, and numbers only those of the value', () => {
    const lines = [...rawLines(`a\r\n${'x'.repeat(2_500)}\n`)];
    assert.deepEqual(
      lines.map(({ number }) => number),
      [1, 2, undefined, undefined, 3],
    );
    assert.equal(textsOf(lines).join('').length, 2_501);
  });

  it('shows bytes sixteen a line', () => {
    const bytes = new Uint8Array(18).fill(0x41).fill(0, 17);
    assert.equal(hexLineCount(bytes), 2);
    assert.deepEqual(hexLine(bytes, 1), { offset: '000010', hex: '41 00', text: 'A.' });
  });
});

describe('the brush', () => {
  const histogram = { topic: 'a', from: 1_000, step: 100, counts: new Array<number>(10).fill(1), live: true };

  it('covers every bucket its time touches', () => {
    assert.deepEqual(brushOf(histogram, { from: 1_250, until: 1_400 }), { from: 2, until: 5 });
    assert.deepEqual(brushOf(histogram, { from: 0, until: 9_999 }), { from: 0, until: 10 });
    assert.equal(brushOf(histogram, { from: 3_000, until: 4_000 }), undefined);
    assert.deepEqual(rangeOf(histogram, { from: 2, until: 5 }), { from: 1_200, until: 1_500 });
  });

  it('is drawn between two places in any order, and holds at least one bucket', () => {
    assert.deepEqual(brushBetween(10, 0.55, 0.21), { from: 2, until: 6 });
    assert.deepEqual(brushBetween(10, 1, 1), { from: 9, until: 10 });
    assert.deepEqual(brushBetween(10, -3, -2), { from: 0, until: 1 });
  });

  it('moves an edge as far as the other and the ends allow', () => {
    const brush = { from: 2, until: 5 };
    assert.deepEqual(moveEdge(brush, 'from', 5, 10), { from: 4, until: 5 });
    assert.deepEqual(moveEdge(brush, 'from', -5, 10), { from: 0, until: 5 });
    assert.deepEqual(moveEdge(brush, 'until', 9, 10), { from: 2, until: 10 });
    assert.deepEqual(moveEdge(brush, 'until', -9, 10), { from: 2, until: 3 });
  });

  it('has an axis that ends at a round number', () => {
    assert.deepEqual([0, 3, 7, 120, 501, 6_100].map(niceTop), [1, 3, 8, 150, 600, 8_000]);
  });
});

describe('times in words', () => {
  const now = new Date(2026, 10, 22, 14, 7, 31).getTime();

  it('reads a time of day, a date, how long ago, and milliseconds', () => {
    assert.equal(parseTime('14:05', now), new Date(2026, 10, 22, 14, 5).getTime());
    assert.equal(parseTime('2026-11-21 9:30:15.5', now), new Date(2026, 10, 21, 9, 30, 15, 500).getTime());
    assert.equal(parseTime('2026-11-21', now), new Date(2026, 10, 21).getTime());
    assert.equal(parseTime('2026-11-22T05:00:00Z', now), Date.UTC(2026, 10, 22, 5));
    assert.equal(parseTime('10m', now), now - 600_000);
    assert.equal(parseTime('1795411644000', now), 1_795_411_644_000);
    for (const text of ['', 'soon', '25:00', '14:60', '2026-02-30', '7']) {
      assert.equal(parseTime(text, now), undefined, text);
    }
  });

  it('writes them short', () => {
    assert.equal(timeOfDay(now + 47), '14:07:31.047');
    assert.deepEqual([5_000, 120_000, 10_800_000, 604_800_000].map(stepText), ['5 s', '2 min', '3 h', '7 d']);
    assert.deepEqual([52_000, 724_000, 10_800_000, 432_000_000].map(lengthText), [
      '0:52',
      '12:04',
      '3:00:00',
      '5 d',
    ]);
  });
});

describe('what the Messages view keeps', () => {
  it('comes back as it was', () => {
    const kept = {
      query: { topic: 'a', from: { kind: 'time', at: 5, until: null }, partitions: [0, 2] },
      filter: { text: 'x', mode: 'regex', matchCase: true },
      formats: { a: 'hex' },
      widths: { key: 200 },
    };
    assert.deepEqual(parseSaved(JSON.parse(JSON.stringify(kept))), kept);
  });

  it('is checked part by part', () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseSaved(value)));
    const { query, formats, widths } = parseSaved({
      query: { topic: 1, from: { kind: 'offset', offset: -1 }, partitions: ['a'] },
      formats: { a: 'xml' },
      widths: { key: -1, other: 50 },
    });
    assert.deepEqual(query, { topic: '', from: { kind: 'tail' }, partitions: null });
    assert.deepEqual([formats, widths], [{}, {}]);
  });
});
