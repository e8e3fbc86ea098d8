import assert from 'node:assert/strict';
import { bordersOf, countsOf, stepFor } from '../../../../../src/ui/panel/records/buckets.ts';
import { HistogramSampler } from '../../../../../src/ui/panel/records/histogramSampler.ts';
import { FakeCluster } from '../fakeCluster.ts';
import { record } from './story.ts';

const now = 10_000_000_000;
const question = { topic: 'orders', partitions: [0, 1], range: null, live: true, now };

describe('records over time', () => {
  it('are counted in steps a person would choose, at most about sixty', () => {
    assert.equal(stepFor({ from: 0, until: 5 * 60_000 }), 5_000);
    assert.equal(stepFor({ from: 0, until: 20_000 }), 1_000);
    assert.equal(stepFor({ from: 0, until: 7 * 86_400_000 }), 3 * 3_600_000);
    for (const span of [1, 59_999, 3_600_000, 86_400_000, 3e11]) {
      const range = { from: 123, until: 123 + span };
      assert.ok(bordersOf(range, stepFor(range)).length <= 63, String(span));
    }
    assert.deepEqual(bordersOf({ from: 1_500, until: 3_200 }, 1_000), [1_000, 2_000, 3_000, 4_000]);
  });

  it('are what lies between the offsets of two borders, of all partitions', () => {
    const borders = [
      new Map([[0, 5]]),
      new Map([
        [0, 8],
        [1, 2],
      ]),
      new Map([
        [0, 8],
        [1, 6],
      ]),
    ];
    assert.deepEqual(countsOf(borders, [0, 1]), [3, 4]);
  });

  it('are counted without reading; what is past is asked for once', async () => {
    const cluster = new FakeCluster();
    cluster.topics.set('orders', [0, 0]);
    const ages = [250_000, 249_000, 100_000, 2_000];
    await cluster.add(ages.map((age, offset) => record(offset, { timestamp: now - age })));
    await cluster.add([record(0, { partition: 1, timestamp: now - 1_000 })]);
    const sampler = new HistogramSampler(cluster.connection.service);
    const histogram = await sampler.sample(question);
    assert.ok(histogram !== null);
    assert.equal(histogram.live, true);
    assert.equal(
      histogram.counts.reduce((sum, count) => sum + count, 0),
      5,
    );
    assert.equal(histogram.counts[0], 2);
    assert.equal(cluster.readings.size, 0);
    const before = cluster.asked;
    await sampler.sample({ ...question, now: now + 2_000 });
    assert.ok(cluster.asked - before < 12, `${cluster.asked - before} questions`);
  });

  it('of a topic that rests are those of all its time, and there are none of an empty one', async () => {
    const cluster = new FakeCluster();
    cluster.topics.set('orders', [0, 0]);
    const sampler = new HistogramSampler(cluster.connection.service);
    assert.equal(await sampler.sample(question), null);
    await cluster.add([record(0, { timestamp: 5_000 }), record(1, { timestamp: 65_500 })]);
    const histogram = await sampler.sample(question);
    assert.deepEqual([histogram?.from, histogram?.step, histogram?.live], [4_000, 2_000, false]);
    assert.equal(histogram?.counts.at(-1), 1);
  });
});
