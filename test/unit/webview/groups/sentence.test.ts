import assert from 'node:assert/strict';
import type { Reading } from '../../../../src/ui/panel/messages.ts';
import { sentenceOf } from '../../../../webview/groups/sentence.ts';
import { Numbers } from '../../../../webview/words.ts';
import { storySnapshot, strings } from '../fixtures/story.ts';

const behind = {
  kind: 'fallsBehind',
  partition: 1,
  consumer: 'billing-3',
  handled: 21.2,
  arriving: 32,
  ownedByConsumer: 1,
  idleConsumers: 2,
} as const;

function said(reading: Reading): string {
  const { lead, rest } = sentenceOf(reading, strings, new Numbers('en'));
  return `${lead} ${rest}`.trim();
}

describe('the sentence of a reading', () => {
  it('says why, and that idle consumers cannot help', () => {
    assert.equal(
      said(behind),
      'Partition 1 falls behind: billing-3 handles 21.2 of the 32.0 messages that arrive each second. ' +
        'Only one consumer of a group reads a partition, so the idle ones cannot help.',
    );
  });

  it('gives the next step that fits', () => {
    assert.match(
      said({ ...behind, ownedByConsumer: 3, idleConsumers: 0 }),
      /billing-3 has 3 partitions: one more/,
    );
    assert.match(said({ ...behind, idleConsumers: 0 }), /make it faster, or add partitions/);
    assert.equal(said({ ...behind, consumer: null }), 'Partition 1 falls behind: no consumer has it.');
  });

  it('rounds the time to catch up, so that it does not tick', () => {
    const catching = { kind: 'catchesUp', handled: 150, arriving: 0 } as const;
    assert.match(
      said({ ...catching, seconds: 41.7 }),
      /^Catches up in about 40 s: 150 messages a second .* none arrive/,
    );
    assert.match(said({ ...catching, seconds: 3.2, arriving: 20 }), /about 3 s: 150 .* while 20\.0 arrive/);
    assert.match(said({ ...catching, seconds: 0.1 }), /about 1 s/);
  });

  it('has words for every kind', () => {
    const kinds: readonly Reading[] = [
      { kind: 'unknown' },
      { kind: 'rebalancing' },
      { kind: 'idle' },
      { kind: 'neverCommitted' },
      { kind: 'nobodyReads', waiting: 0 },
      { kind: 'nobodyReads', waiting: 1_204 },
      { kind: 'standsStill', partition: 2, consumer: 'c', waiting: 9 },
      { kind: 'keepsUp', arriving: 96 },
      storySnapshot().reading,
    ];
    const sentences = kinds.map(said);
    assert.equal(new Set(sentences).size, kinds.length);
    assert.ok(
      sentences.every((sentence) => sentence.endsWith('.') && !/\{\d\}|undefined|NaN/.test(sentence)),
    );
  });
});
