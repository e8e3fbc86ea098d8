/** Publishing that repeats itself: when it sends, and what ends it. */
import assert from 'node:assert/strict';
import type { Send } from '../../../../../src/ui/panel/messages.ts';
import { PublishSchedule } from '../../../../../src/ui/panel/publish/publishSchedule.ts';

const sent: Send = {
  id: 'x',
  at: 1,
  topic: 'a',
  key: '',
  tombstone: false,
  copies: 1,
  partitions: [{ partition: 0, first: 0, last: 0, count: 1 }],
  milliseconds: 1,
  acks: 'all',
  replicas: { inSync: 3, all: 3 },
  retries: { count: 0, reasons: [] },
  error: null,
  draft: null,
};
const failed = (retriable: boolean): Send => ({
  ...sent,
  partitions: [],
  error: { name: 'NOT_ENOUGH_REPLICAS', message: '', retriable },
});
const settle = () => new Promise((resolve) => setImmediate(resolve));

class Run {
  totals: Send[] = [];
  ended = 0;
  isTimerOn = false;
  next: () => Promise<Send | undefined> = async () => sent;
  asked = 0;
  tick: () => void = () => assert.fail('it has not started');
  readonly schedule: PublishSchedule;

  constructor(stopAfter: number | null = null) {
    this.schedule = new PublishSchedule({
      interval: 3_000,
      stopAfter,
      send: () => {
        this.asked += 1;
        return this.next();
      },
      changed: (total) => this.totals.push(total),
      ended: () => {
        this.ended += 1;
      },
      every: (milliseconds, tick) => {
        assert.equal(milliseconds, 3_000);
        this.isTimerOn = true;
        this.tick = tick;
        return () => {
          this.isTimerOn = false;
        };
      },
    });
  }
}

describe('a schedule', () => {
  it('sends at once, then at each interval, and adds up', async () => {
    const run = new Run();
    run.schedule.start();
    await settle();
    run.tick();
    await settle();
    assert.deepEqual(
      run.totals.map(({ copies }) => copies),
      [1, 2],
    );
    run.schedule.stop();
    run.tick();
    await settle();
    assert.deepEqual([run.asked, run.isTimerOn, run.ended], [2, false, 0]);
  });

  it('does not overtake a send that takes its time', async () => {
    const run = new Run();
    let answer: (send: Send) => void = () => undefined;
    run.next = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    run.schedule.start();
    run.tick();
    run.tick();
    assert.equal(run.asked, 1);
    answer(sent);
    await settle();
    run.tick();
    assert.equal(run.asked, 2);
  });

  it('goes on over failures that may pass, and ends after five in a row', async () => {
    const run = new Run();
    run.next = async () => failed(true);
    run.schedule.start();
    await settle();
    for (let more = 0; more < 3; more++) {
      run.tick();
      await settle();
    }
    run.next = async () => sent;
    run.tick();
    await settle();
    run.next = async () => failed(true);
    for (let more = 0; more < 5; more++) {
      assert.equal(run.ended, 0);
      run.tick();
      await settle();
    }
    assert.deepEqual([run.ended, run.isTimerOn], [1, false]);
  });

  it('ends at a failure that does not pass, and when there is nothing to send to', async () => {
    for (const outcome of [failed(false), undefined]) {
      const run = new Run();
      run.next = async () => outcome;
      run.schedule.start();
      await settle();
      assert.deepEqual([run.ended, run.isTimerOn], [1, false]);
    }
  });

  it('ends by itself when it has sent as often as it was to; what failed does not count', async () => {
    const run = new Run(2);
    run.next = async () => failed(true);
    run.schedule.start();
    await settle();
    run.next = async () => sent;
    run.tick();
    await settle();
    assert.equal(run.ended, 0);
    run.tick();
    await settle();
    run.tick();
    await settle();
    assert.deepEqual([run.asked, run.ended, run.isTimerOn], [3, 1, false]);
  });
});
