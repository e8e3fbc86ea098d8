/** Deadlines as data: in order, each once, whatever is cancelled or added meanwhile. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Timer, Timers } from '../../../src/broker/timers.ts';

describe('Timers', () => {
  it('runs what is due, in the order of deadlines, ties in the order of scheduling', () => {
    const timers = new Timers(0);
    const ran: string[] = [];
    for (const [name, at] of [
      ['b', 20],
      ['a', 10],
      ['c', 20],
      ['d', 30],
    ] as const) {
      timers.schedule(at, () => ran.push(name));
    }
    timers.advanceTo(20);
    assert.deepEqual(ran, ['a', 'b', 'c']);
    assert.equal(timers.nextDeadline(), 30);
    timers.advanceTo(30);
    assert.equal(timers.nextDeadline(), undefined);
  });

  it('runs what a deadline schedules for a time that has come, in the same call', () => {
    const timers = new Timers(0);
    const ran: number[] = [];
    timers.schedule(5, () => timers.schedule(1, (now) => ran.push(now)));
    timers.advanceTo(9);
    assert.deepEqual(ran, [9]);
  });

  it('never goes back', () => {
    const timers = new Timers(50);
    timers.advanceTo(10);
    assert.equal(timers.now, 50);
  });

  it('does not run what was cancelled, also by a deadline of the same moment', () => {
    const timers = new Timers(0);
    const ran: string[] = [];
    let second: Timer | undefined;
    timers.schedule(5, () => second?.cancel());
    second = timers.schedule(5, () => ran.push('second'));
    timers.advanceTo(5);
    second.cancel();
    assert.deepEqual(ran, []);
  });

  it('agrees with a sorted list, however many are cancelled', () => {
    const entries = fc.array(fc.record({ at: fc.nat(50), cancelled: fc.boolean() }), { maxLength: 400 });
    fc.assert(
      fc.property(entries, (list) => {
        const timers = new Timers(0);
        const ran: number[] = [];
        const made = list.map(({ at }, index) => timers.schedule(at, () => ran.push(index)));
        list.forEach(({ cancelled }, index) => {
          if (cancelled) made[index]?.cancel();
        });
        const expected = list
          .map((entry, index) => ({ ...entry, index }))
          .filter(({ cancelled }) => !cancelled)
          .sort((a, b) => a.at - b.at || a.index - b.index);
        assert.equal(timers.nextDeadline(), expected[0]?.at);
        timers.advanceTo(50);
        assert.deepEqual(
          ran,
          expected.map(({ index }) => index),
        );
      }),
    );
  });
});
