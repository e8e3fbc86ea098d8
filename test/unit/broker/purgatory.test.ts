/** Requests that wait: answered once, at the latest at their deadline, also when answers touch what others watch. */
import assert from 'node:assert/strict';
import { Purgatory } from '../../../src/broker/purgatory.ts';
import { Timers } from '../../../src/broker/timers.ts';

function made() {
  const timers = new Timers(0);
  const purgatory = new Purgatory(timers);
  const answers: string[] = [];
  const ready = new Set<string>();
  const operation = (name: string, answered: () => void = () => {}) => ({
    tryComplete: () => {
      if (!ready.has(name)) return false;
      answers.push(name);
      answered();
      return true;
    },
    expire: () => answers.push(`${name} expired`),
  });
  return { timers, purgatory, answers, ready, operation };
}

describe('Purgatory', () => {
  it('does not keep what completes at once', () => {
    const { purgatory, answers, ready, operation } = made();
    ready.add('a');
    purgatory.tryCompleteElseWatch(operation('a'), ['x'], 10);
    assert.deepEqual([answers, purgatory.watchedKeys], [['a'], 0]);
  });

  it('tries again when something watched is touched, and then forgets every key and the deadline', () => {
    const { timers, purgatory, answers, ready, operation } = made();
    purgatory.tryCompleteElseWatch(operation('a'), ['x', 'y'], 10);
    purgatory.touch('x');
    ready.add('a');
    purgatory.touch('z');
    assert.deepEqual(answers, []);
    purgatory.touch('y');
    purgatory.touch('x');
    timers.advanceTo(20);
    assert.deepEqual([answers, purgatory.watchedKeys, timers.nextDeadline()], [['a'], 0, undefined]);
  });

  it('answers in the order of arrival', () => {
    const { purgatory, answers, ready, operation } = made();
    for (const name of ['a', 'b', 'c']) {
      purgatory.tryCompleteElseWatch(operation(name), ['x'], 10);
      ready.add(name);
    }
    purgatory.touch('x');
    assert.deepEqual(answers, ['a', 'b', 'c']);
  });

  it('tries once, at the end, whatever is touched together', () => {
    const { purgatory, answers, operation } = made();
    let tries = 0;
    const counted = {
      tryComplete: () => {
        tries += 1;
        return false;
      },
      expire: () => {},
    };
    purgatory.tryCompleteElseWatch(counted, ['x', 'y', 'z'], 10);
    purgatory.tryCompleteElseWatch(operation('b'), ['y'], 10);
    purgatory.together(() => {
      for (const key of ['x', 'y']) purgatory.touch(key);
      purgatory.together(() => purgatory.touch('z'));
      assert.equal(tries, 1, 'the first try, when it began to wait');
    });
    assert.deepEqual([tries, answers], [2, []]);
    purgatory.touch('x');
    assert.equal(tries, 3, 'afterwards as ever');
  });

  it('ends at the deadline, and not when there is none', () => {
    const { timers, purgatory, answers, operation } = made();
    purgatory.tryCompleteElseWatch(operation('a'), ['x'], 10);
    purgatory.tryCompleteElseWatch(operation('b'), ['x'], Number.POSITIVE_INFINITY);
    timers.advanceTo(9);
    assert.deepEqual(answers, []);
    timers.advanceTo(1_000_000);
    assert.deepEqual([answers, timers.nextDeadline()], [['a expired'], undefined]);
  });

  it('forgets without an answer whose client is gone', () => {
    const { timers, purgatory, answers, ready, operation } = made();
    const forget = purgatory.tryCompleteElseWatch(operation('a'), ['x'], 10);
    forget();
    forget();
    ready.add('a');
    purgatory.touch('x');
    timers.advanceTo(20);
    assert.deepEqual([answers, purgatory.watchedKeys], [[], 0]);
  });

  it('answers once when its own answer touches what it watches', () => {
    const { purgatory, answers, ready, operation } = made();
    const touch = (): void => purgatory.touch('x');
    purgatory.tryCompleteElseWatch(operation('a', touch), ['x'], 10);
    purgatory.tryCompleteElseWatch(operation('b', touch), ['x'], 10);
    ready.add('a').add('b');
    purgatory.touch('x');
    assert.deepEqual(answers, ['a', 'b']);
    assert.equal(purgatory.watchedKeys, 0);
  });

  it('keeps what an answer adds to the same key', () => {
    const { purgatory, answers, ready, operation } = made();
    const add = (): void => {
      purgatory.tryCompleteElseWatch(operation('later'), ['x'], 10);
    };
    purgatory.tryCompleteElseWatch(operation('a', add), ['x'], 10);
    ready.add('a');
    purgatory.touch('x');
    ready.add('later');
    purgatory.touch('x');
    assert.deepEqual(answers, ['a', 'later']);
  });
});
