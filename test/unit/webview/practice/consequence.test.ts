import assert from 'node:assert/strict';
import { consequenceOf } from '../../../../webview/practice/consequence.ts';
import { strings } from '../fixtures/story.ts';

function words(partitions: number, own = 0): readonly string[] {
  return [0, 1, 2, 3, 4, 5].map((count) => consequenceOf(count, own, partitions, strings));
}

describe('what a number of consumers means', () => {
  it('is said for three partitions', () => {
    assert.deepEqual(words(3), ['nobody', 'does all 3', 'up to 2 each', 'one each', '1 idle', '2 idle']);
  });

  it('counts the consumers of the user too', () => {
    assert.deepEqual(words(3, 1), ['yours alone', 'up to 2 each', 'one each', '1 idle', '2 idle', '3 idle']);
  });

  it('is right for one partition', () => {
    assert.deepEqual(words(1).slice(0, 3), ['nobody', 'one each', '1 idle']);
  });
});
