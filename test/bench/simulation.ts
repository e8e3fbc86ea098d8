/** How much faster than life the simulation is: seconds of three brokers and their clients in one second of a core. */
import { simulate } from '../simulation/clusterSimulator.ts';
import { say } from './say.ts';

const seeds = 6;
const durationMs = 20_000;

const began = performance.now();
for (let seed = 1; seed <= seeds; seed += 1) simulate({ seed, durationMs });
const tookMs = performance.now() - began;
say('simulated seconds per second, on one core', ((seeds * durationMs) / tookMs).toFixed(0));
