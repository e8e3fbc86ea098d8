/** A rate that is kept, and that can be changed while somebody waits. */
import assert from 'node:assert/strict';
import { Pacer, type PacerClock } from '../../../src/client/pacer.ts';

class TestClock implements PacerClock {
  time = 0;
  #timer: { readonly at: number; readonly callback: () => void } | undefined;

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    this.#timer = { at: this.time + milliseconds, callback };
    return () => {
      this.#timer = undefined;
    };
  }

  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let timer = this.#timer; timer !== undefined && timer.at <= end; timer = this.#timer) {
      this.#timer = undefined;
      this.time = timer.at;
      timer.callback();
    }
    this.time = end;
  }
}

/** Works without pause whenever it may; counts. */
function worker(pacer: Pacer): { done: number } {
  const work = { done: 0 };
  const run = (): void => {
    for (;;) {
      const turn = pacer.turn();
      if (turn !== undefined) {
        void turn.then(() => {
          work.done++;
          run();
        });
        return;
      }
      work.done++;
    }
  };
  run();
  return work;
}

async function advance(clock: TestClock, milliseconds: number): Promise<void> {
  for (let step = 0; step < milliseconds; step += 5) {
    clock.advance(5);
    await Promise.resolve();
    await Promise.resolve();
  }
}

describe('pacer', () => {
  it('lets through as many a second as it was told', async () => {
    const clock = new TestClock();
    const work = worker(new Pacer(20, clock));
    await advance(clock, 10_000);
    assert.ok(Math.abs(work.done - 200) <= 3, `${work.done} in ten seconds`);
  });

  it('shares the rate among all who wait', async () => {
    const clock = new TestClock();
    const pacer = new Pacer(20, clock);
    const [one, two] = [worker(pacer), worker(pacer)];
    await advance(clock, 10_000);
    assert.ok(Math.abs(one.done + two.done - 200) <= 4, `${one.done} and ${two.done}`);
    assert.ok(Math.abs(one.done - two.done) <= 2, `${one.done} and ${two.done}`);
  });

  it('lets nothing through at rate 0 until the rate is set', async () => {
    const clock = new TestClock();
    const pacer = new Pacer(0, clock);
    const work = worker(pacer);
    await advance(clock, 5_000);
    assert.equal(work.done, 0);
    pacer.setRate(10);
    await advance(clock, 1_000);
    assert.ok(Math.abs(work.done - 10) <= 2, `${work.done}`);
  });

  it('does not catch up for a long pause', async () => {
    const clock = new TestClock();
    const pacer = new Pacer(100, clock);
    pacer.turn();
    clock.time += 60_000;
    let burst = 0;
    while (pacer.turn() === undefined) {
      burst++;
    }
    assert.ok(burst <= 12, `${burst} at once`);
  });

  it('lets everybody go when it is stopped', async () => {
    const pacer = new Pacer(0, new TestClock());
    const waiting = Promise.all([pacer.turn(), pacer.turn()]);
    pacer.stop();
    await waiting;
    assert.equal(pacer.turn(), undefined);
  });
});
