/**
 * The time that a cluster is told: the system's, as long as that goes forward. A cluster's deadlines are times of day, and
 * would stand still for an hour when somebody sets the clock back by one.
 */

export interface ClockReadings {
  /** Milliseconds since the epoch; may be set, forward or back. */
  wall(): number;
  /** Milliseconds since some moment; never goes back, and may stand still while the machine sleeps. */
  elapsed(): number;
}

const system: ClockReadings = { wall: () => Date.now(), elapsed: () => performance.now() };

export class Clock {
  readonly #readings: ClockReadings;
  #wall: number;
  #elapsed: number;
  #now: number;

  constructor(readings = system) {
    this.#readings = readings;
    this.#wall = readings.wall();
    this.#elapsed = readings.elapsed();
    this.#now = this.#wall;
  }

  /** Whole milliseconds since the epoch, ahead of the system's clock by what that was ever set back. */
  now(): number {
    const wall = this.#readings.wall();
    const elapsed = this.#readings.elapsed();
    const passed = wall - this.#wall;
    this.#now += passed >= 0 ? passed : elapsed - this.#elapsed;
    this.#wall = wall;
    this.#elapsed = elapsed;
    return Math.floor(this.#now);
  }
}
