import assert from 'node:assert/strict';
import { Clock } from '../../../src/server/clock.ts';

describe('Clock', () => {
  it('is the system clock while that goes forward, also by leaps', () => {
    const system = new FakeSystem();
    const clock = new Clock(system);
    system.pass(10);
    assert.equal(clock.now(), 1_010);
    system.setBy(60_000);
    assert.equal(clock.now(), 61_010);
  });

  it('goes on when the system clock is set back', () => {
    const system = new FakeSystem();
    const clock = new Clock(system);
    system.setBy(-900);
    system.pass(5);
    assert.equal(clock.now(), 1_005);
    system.pass(5);
    assert.equal(clock.now(), 1_010);
  });
});

class FakeSystem {
  #wall = 1_000;
  #elapsed = 7;

  wall(): number {
    return this.#wall;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  pass(ms: number): void {
    this.#wall += ms;
    this.#elapsed += ms;
  }

  setBy(ms: number): void {
    this.#wall += ms;
  }
}
