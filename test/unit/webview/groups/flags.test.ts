import assert from 'node:assert/strict';
import fc from 'fast-check';
import { flagWords, layOut, wholeWords } from '../../../../webview/groups/chartFlags.ts';
import { storySnapshot, strings } from '../fixtures/story.ts';

const text = '14:07:31 practice-1 joined';
const at = (...parts: readonly number[]) => parts.map((part) => ({ part, text, title: `at ${part}` }));
const places = (labels: Parameters<typeof layOut>[0], width = 800) =>
  layOut(labels, width).map((flag) => flag.place && `${flag.place.side} ${flag.place.row}`);

describe('the flags on the chart', () => {
  it('stand to the right of their line, near the edge to the left', () => {
    assert.deepEqual(places(at(0.1)), ['right 0']);
    assert.deepEqual(places(at(0.95)), ['left 0']);
  });

  it('give way to later ones: to the other side, then a row lower', () => {
    assert.deepEqual(places(at(0.4, 0.45)), ['left 0', 'right 0']);
    assert.deepEqual(places(at(0.4, 0.42, 0.44)), ['right 1', 'left 0', 'right 0']);
  });

  it('lose their words, never their line, where no row is free', () => {
    const flags = layOut(at(...Array.from({ length: 9 }, (_, index) => 0.4 + index * 0.02)), 800);
    assert.equal(flags.length, 9);
    assert.equal(flags.filter((flag) => flag.place === undefined).length, 3);
    assert.ok(flags.every((flag) => flag.title !== ''));
  });

  it('that one could not tell apart are one, with a count and everything in its title', () => {
    const [flag, ...others] = layOut(at(0.5, 0.505, 0.51), 800);
    assert.deepEqual(others, []);
    assert.equal(flag?.more, 2);
    assert.equal(flag?.title, 'at 0.5\nat 0.505\nat 0.51');
  });

  it('are as long as the letters are wide', () => {
    const korean = at(0.3, 0.45).map((label) => ({ ...label, text: '14:07:31 연습 들어' }));
    const latin = at(0.3, 0.45).map((label) => ({ ...label, text: '14:07:31 ab cd' }));
    assert.deepEqual(places(latin, 760), ['right 0', 'right 0']);
    assert.deepEqual(places(korean, 760), ['left 0', 'right 0']);
  });

  it('never cover each other, and stand for every event', () => {
    const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 300, max: 2_000 }), (some, width) => {
        const flags = layOut(at(...some.toSorted((one, other) => one - other)), width);
        assert.equal(
          flags.reduce((sum, flag) => sum + 1 + flag.more, 0),
          some.length,
        );
        const boxes = flags.flatMap(({ part, place, more }) => {
          const length = Math.min(text.length * 6.6 + 8, width * 0.45) + (more > 0 ? 24 : 0);
          const from = place?.side === 'left' ? part * width - length : part * width;
          return place === undefined ? [] : [{ row: place.row, from, to: from + length }];
        });
        for (const [index, box] of boxes.entries()) {
          const over = boxes
            .slice(index + 1)
            .filter(
              (other) => other.row === box.row && other.from < box.to - 0.01 && box.from < other.to - 0.01,
            );
          assert.deepEqual(over, []);
        }
      }),
    );
  });
});

describe('the words of a flag', () => {
  it('say what was done to a broker, and a rebalance with its generations and its reason', () => {
    const [kill, rebalance] = storySnapshot().events;
    assert.ok(kill !== undefined && rebalance !== undefined);
    assert.equal(flagWords(kill, strings), 'Broker 1 killed');
    assert.equal(flagWords(rebalance, strings), 'rebalance 13 → 14: billing-4-id joined');
    assert.equal(
      wholeWords(rebalance, strings),
      'rebalance 13 → 14: billing-4-id joined; joined: billing-4, billing-5',
    );
  });

  it('say who was kicked and why, and nothing of a generation that is not there yet', () => {
    const kicked = {
      at: 0,
      kind: 'rebalance',
      from: 3,
      to: null,
      reason: { type: 'sessionTimeout', memberId: 'app-3f0b7c52-8c1d-4c5e-9a57-0f6b2b9d1e11' },
      joined: [],
      gone: ['app'],
    } as const;
    assert.equal(
      wholeWords(kicked, strings),
      'rebalance of generation 3: app sent no heartbeat in its session timeout; gone: app',
    );
    assert.equal(flagWords({ at: 0, kind: 'left', names: ['a', 'b'] }, strings), 'a, b left');
  });
});
