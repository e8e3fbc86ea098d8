/**
 * A whole quorum in simulated time: nodes with disks that survive, a network that loses, delays, reorders,
 * repeats and parts, a client that appends, and faults from a seed. The same seed gives the same history.
 */
import { Log } from '../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../src/broker/log/logConfig.ts';
import type { QuorumApi, QuorumRequest, QuorumResponse } from '../../src/broker/quorum/messages.ts';
import { type CommittedBatch, QuorumNode } from '../../src/broker/quorum/quorumNode.ts';
import type { ElectionState } from '../../src/broker/quorum/quorumState.ts';
import { decodeSnapshot } from '../../src/broker/quorum/snapshot.ts';
import { SnapshotStore } from '../../src/broker/quorum/snapshotStore.ts';
import { type QuorumTimeouts, quorumTimeouts } from '../../src/broker/quorum/timeouts.ts';
import { Timers } from '../../src/broker/timers.ts';
import { type Life, QuorumChecker } from './quorumChecker.ts';
import { requestOverWire, responseOverWire } from './quorumWire.ts';
import { seededRandom } from './seededRandom.ts';

export interface QuorumSimulationOptions {
  readonly seed: number;
  /** Simulated milliseconds with faults; time to recover comes on top. */
  readonly duration: number;
}

export interface QuorumSimulationResult {
  readonly nodes: number;
  readonly committedBatches: number;
  readonly acknowledgedRecords: number;
  readonly epochsWithLeader: number;
  /** How often a follower got a snapshot instead of the log. */
  readonly snapshotsFetched: number;
  /** How often a node started from a snapshot. */
  readonly startsFromSnapshot: number;
  /** The whole history, one event a line. */
  readonly trace: readonly string[];
}

/** A node and what a crash leaves of it. */
interface Machine {
  readonly id: number;
  readonly log: Log;
  readonly snapshots: SnapshotStore;
  saved: ElectionState | undefined;
  /** Undefined while it is down. */
  node: QuorumNode | undefined;
  life: Life;
  /** The last epoch that it was seen to lead. */
  led: number;
}

/** How rough a history is; which one a seed gets is part of the seed. */
interface Climate {
  readonly timeouts: QuorumTimeouts;
  /** Longest time between two faults. */
  readonly faultInterval: number;
  /** How likely a new leader is struck in its first moments, which are the dangerous ones. */
  readonly strikes: number;
  /** Less than a batch: one batch a fetch, so that followers stop at every offset; and a snapshot in many pieces. */
  readonly fetchMaxBytes: number;
}

const climates: readonly Climate[] = [
  { timeouts: quorumTimeouts(300, 600), faultInterval: 1200, strikes: 0.3, fetchMaxBytes: 1024 * 1024 },
  {
    timeouts: quorumTimeouts(100, 200),
    faultInterval: 300,
    strikes: 0.7,
    fetchMaxBytes: 50,
  },
  { timeouts: quorumTimeouts(40, 80), faultInterval: 100, strikes: 0.8, fetchMaxBytes: 200 },
];
/** How often a node writes a snapshot of what it has just heard of. */
const snapshotRate = 0.1;
/** So little that followers which were away for a while need the snapshot. */
const retention = { bytes: 500, ms: -1 };
const segmentBytes = 150;
/** After the last fault a quorum must have elected a leader, and then committed, within this many fetch timeouts each. */
const recovery = 16;

/** Runs one history. @throws SafetyViolation, InvariantError, or an Error when the quorum does not recover */
export function simulateQuorum(options: QuorumSimulationOptions): QuorumSimulationResult {
  return new QuorumSimulator(options).run();
}

class QuorumSimulator {
  readonly #options: QuorumSimulationOptions;
  readonly #trace: string[] = [];
  readonly #random: () => number;
  readonly #climate: Climate;
  readonly #timers = new Timers(0);
  readonly #checker = new QuorumChecker();
  readonly #machines: readonly Machine[];
  /** Some histories take every message through its bytes. */
  readonly #overWire: boolean;
  /** Links that lose everything, as `from>to`. */
  readonly #cut = new Set<string>();
  #lossRate = 0;
  #maxDelay = 5;
  #calm = false;
  #nextValue = 0;
  #snapshotsFetched = 0;
  #startsFromSnapshot = 0;

  constructor(options: QuorumSimulationOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#overWire = options.seed % 10 === 0;
    this.#climate = climates[Math.floor(options.seed / 2) % climates.length] as Climate;
    const count = options.seed % 2 === 0 ? 5 : 3;
    this.#machines = Array.from({ length: count }, (_, id) => ({
      id,
      log: new Log({ configs: { ...defaultLogConfig, segmentBytes } }),
      snapshots: new SnapshotStore(),
      saved: undefined,
      node: undefined,
      life: this.#checker.begins(id),
      led: -1,
    }));
  }

  run(): QuorumSimulationResult {
    for (const machine of this.#machines) this.#start(machine);
    this.#every(60, () => this.#clientAppends());
    this.#every(this.#climate.faultInterval, () => this.#fault());
    this.#runFor(this.#options.duration);
    this.#recover();
    return {
      nodes: this.#machines.length,
      committedBatches: this.#checker.committedBatches,
      acknowledgedRecords: this.#checker.acknowledgedRecords,
      epochsWithLeader: this.#checker.epochsWithLeader,
      snapshotsFetched: this.#snapshotsFetched,
      startsFromSnapshot: this.#startsFromSnapshot,
      trace: this.#trace,
    };
  }

  /** Faults stop. A majority alone soon elects and commits; then, with everyone back, all have delivered everything. */
  #recover(): void {
    this.#calm = true;
    this.#heal();
    const tolerated = Math.floor((this.#machines.length - 1) / 2);
    const down = this.#machines.filter(({ node }) => node === undefined);
    for (const machine of down.slice(tolerated)) this.#start(machine);
    const leader = this.#leader();
    if (down.length < tolerated && leader !== undefined) this.#crash(leader);
    this.#commitSoon('a majority');
    for (const machine of this.#machines) if (machine.node === undefined) this.#start(machine);
    const last = this.#commitSoon('everyone');
    this.#runFor(this.#patience, () =>
      this.#machines.every(({ node }) => (node?.highWatermark ?? -1) > last),
    );
    this.#checker.endsWell(this.#machines.map(({ life }) => life));
    this.#compareBytes(last + 1);
  }

  /** @returns the offset of the record that was committed */
  #commitSoon(who: string): number {
    // A new leader commits its log with nobody appending to it.
    const settled = (): boolean => {
      const node = this.#leader()?.node;
      return node !== undefined && node.describe().highWatermark === node.logEndOffset;
    };
    // Elections that were under way may still end a leadership: whoever leads after a while is there to stay.
    this.#runFor(this.#patience);
    const node = this.#leader()?.node;
    if (node === undefined || !settled())
      throw new Error(`${who} did not elect a leader when the faults stopped`);
    const last = node.append([Buffer.from(`last of ${who}`)]) ?? -1;
    let committed = false;
    node.whenCommitted(last, (ok) => {
      committed = ok;
    });
    this.#runFor(this.#patience, () => committed);
    if (!committed) throw new Error(`${who} did not commit when the faults stopped`);
    return last;
  }

  get #patience(): number {
    return recovery * this.#climate.timeouts.fetchTimeout;
  }

  #start(machine: Machine): void {
    const { id, log, snapshots } = machine;
    let running = false;
    const life = this.#checker.begins(id);
    machine.life = life;
    machine.node = new QuorumNode({
      nodeId: id,
      voters: this.#machines.map((each) => each.id),
      log,
      snapshots,
      retention,
      store: {
        load: () => machine.saved,
        save: (state) => {
          this.#checker.saves(id, state);
          machine.saved = state;
          if (this.#chance(0.1)) this.#later(id, () => this.#blink(machine));
        },
      },
      timers: this.#timers,
      timeouts: this.#climate.timeouts,
      fetchMaxBytes: this.#climate.fetchMaxBytes,
      random: this.#random,
      now: () => this.#timers.now,
      send: (to, request, reply) => this.#send(id, to, request, reply),
      listener: {
        handleCommit: (batches) => {
          this.#delivered(life, batches);
          if (this.#chance(snapshotRate)) this.#snapshot(machine, batches.at(-1));
        },
        handleLoadSnapshot: (snapshot) => {
          this.#note(`${id} loads the snapshot ${snapshot.offset}@${snapshot.epoch}`);
          this.#checker.loads(life, snapshot, String(decodeSnapshot(snapshot).records[0]));
          if (running) this.#snapshotsFetched += 1;
          else this.#startsFromSnapshot += 1;
        },
        handleLeaderChange: (leaderId, epoch) => {
          if (leaderId === id) this.#checker.takesOver(life, epoch);
          this.#note(`${id} hears that ${leaderId} leads epoch ${epoch}`);
        },
      },
    });
    this.#note(`start ${id}`);
    machine.node.start();
    running = true;
  }

  #snapshot({ life, node }: Machine, last: CommittedBatch | undefined): void {
    if (node === undefined || last === undefined) return;
    const id = {
      offset: last.baseOffset + last.records.length,
      epoch: last.epoch,
    };
    this.#note(`${life.nodeId} writes the snapshot ${id.offset}@${id.epoch}`);
    const records = [Buffer.from(this.#checker.stateOf(life))];
    node.createSnapshot(id, {
      lastContainedLogTimestamp: last.timestamp,
      records,
    });
  }

  #delivered(life: Life, batches: readonly CommittedBatch[]): void {
    for (const batch of batches) {
      const { baseOffset, epoch } = batch;
      const holders = this.#machines.filter(
        ({ log }) =>
          log.logEndOffset > baseOffset &&
          (log.logStartOffset > baseOffset || log.epochs.epochForOffset(baseOffset) === epoch),
      );
      this.#checker.delivers(life, batch, holders.length, this.#machines.length);
      this.#note(`${life.nodeId} delivers ${baseOffset}@${epoch}`);
    }
  }

  #send<Api extends QuorumApi>(
    from: number,
    to: number,
    request: QuorumRequest<Api>,
    reply: (response: QuorumResponse<Api> | undefined) => void,
  ): void {
    const sent = this.#overWire ? requestOverWire(request) : request;
    // A broken connection is noticed, a lost packet is not.
    const lost = (): void => {
      if (this.#chance(0.5)) this.#later(from, () => reply(undefined));
    };
    const arrives = (): void => {
      this.#machines[to]?.node?.handle(sent, (response) => {
        const answer = this.#overWire ? responseOverWire(request.api, response) : response;
        this.#deliver(to, from, () => reply(answer), lost);
      });
    };
    this.#deliver(from, to, arrives, lost);
    if (this.#chance(0.02)) this.#deliver(from, to, arrives, () => {});
  }

  #deliver(from: number, to: number, message: () => void, lost: () => void): void {
    if (this.#cut.has(`${from}>${to}`) || this.#chance(this.#lossRate)) lost();
    else this.#later(to, message);
  }

  /** Runs in the name of a node, when the network has brought it there. */
  #later(id: number, run: () => void): void {
    const delay = !this.#calm && this.#chance(0.01) ? this.#below(1000) : this.#below(this.#maxDelay + 1);
    this.#timers.schedule(this.#timers.now + delay, () => {
      run();
      this.#look(id);
    });
  }

  /** Judges what can be seen of a node from outside. */
  #look(id: number): void {
    const machine = this.#machines[id];
    const node = machine?.node;
    if (machine === undefined || node === undefined) return;
    this.#checker.sees(machine.life, node.highWatermark, node.logEndOffset);
    if (!node.isLeader) return;
    this.#checker.leads(id, node.epoch);
    if (machine.led === node.epoch) return;
    machine.led = node.epoch;
    this.#note(`${id} leads epoch ${node.epoch}`);
    if (this.#calm || !this.#chance(this.#climate.strikes)) return;
    this.#timers.schedule(this.#timers.now + this.#below(30), () => this.#strike(machine));
  }

  #clientAppends(): void {
    for (const { id, node } of this.#machines) {
      const values = Array.from({ length: 1 + this.#below(3) }, () => `r${this.#nextValue++}`);
      const last = node?.append(values.map((value) => Buffer.from(value)));
      if (node === undefined || last === undefined) continue;
      this.#note(`${id} appends ${values} up to ${last} in epoch ${node.epoch}`);
      node.whenCommitted(last, (ok) => {
        this.#note(`${id} ${ok ? 'acknowledges' : 'gives up'} ${last}`);
        if (ok) this.#checker.acknowledges(last, values);
      });
      this.#look(id);
    }
  }

  #fault(): void {
    const kind = this.#random();
    if (kind < 0.25) this.#crash(this.#any());
    else if (kind < 0.35) this.#crash(this.#leader() ?? this.#any());
    else if (kind < 0.4) this.#shutDown(this.#leader() ?? this.#any());
    else if (kind < 0.55) this.#part(this.#machines.filter(() => this.#chance(0.5)));
    else if (kind < 0.65) this.#cutOneWay();
    else if (kind < 0.75) this.#weather();
    else this.#heal();
  }

  #strike(machine: Machine): void {
    if (this.#calm) return;
    if (this.#chance(0.5)) this.#crash(machine);
    else this.#part([machine]);
  }

  /** Down and up at once, just after it voted or was elected: whatever it did not save, it may now do again. */
  #blink(machine: Machine): void {
    if (this.#calm || machine.node === undefined) return;
    this.#note(`blink ${machine.id}`);
    machine.node.close();
    this.#start(machine);
  }

  #crash(machine: Machine): void {
    this.#note(`crash ${machine.id}`);
    machine.node?.close();
    this.#restartLater(machine);
  }

  #shutDown(machine: Machine): void {
    this.#note(`shut down ${machine.id}`);
    machine.node?.shutdown();
    this.#restartLater(machine);
  }

  /** Often so soon that messages to its former life are still under way. */
  #restartLater(machine: Machine): void {
    machine.node = undefined;
    const pause = this.#chance(0.5) ? this.#below(20) : this.#below(3 * this.#climate.faultInterval);
    this.#timers.schedule(this.#timers.now + pause, () => {
      if (!this.#calm && machine.node === undefined) this.#start(machine);
    });
  }

  #part(side: readonly Machine[]): void {
    this.#note(`part [${side.map(({ id }) => id)}] from the rest`);
    for (const from of this.#machines) {
      for (const to of this.#machines) {
        if (side.includes(from) !== side.includes(to)) this.#cut.add(`${from.id}>${to.id}`);
      }
    }
  }

  #cutOneWay(): void {
    const link = `${this.#any().id}>${this.#any().id}`;
    this.#note(`cut ${link}`);
    this.#cut.add(link);
  }

  #weather(): void {
    this.#lossRate = this.#random() * 0.4;
    this.#maxDelay = this.#below(200);
    this.#note(`loss ${this.#lossRate.toFixed(2)}, delay up to ${this.#maxDelay} ms`);
  }

  #heal(): void {
    this.#note('heal');
    this.#cut.clear();
    this.#lossRate = 0;
    this.#maxDelay = 5;
  }

  #compareBytes(end: number): void {
    const start = Math.max(...this.#machines.map(({ log }) => log.logStartOffset));
    const all = this.#machines.map(({ log }) =>
      Buffer.concat([...log.read(start, 2 ** 30, end, true).records]),
    );
    for (const [id, bytes] of all.entries()) this.#checker.sameBytes(id, bytes, all[0] ?? bytes);
  }

  #every(longest: number, run: () => void): void {
    this.#timers.schedule(this.#timers.now + 5 + this.#below(longest), () => {
      if (this.#calm) return;
      run();
      this.#every(longest, run);
    });
  }

  #runFor(duration: number, done: () => boolean = () => false): void {
    const end = this.#timers.now + duration;
    while (!done()) {
      const next = this.#timers.nextDeadline();
      if (next === undefined || next > end) {
        this.#timers.advanceTo(end);
        return;
      }
      this.#timers.advanceTo(next);
      for (const { id } of this.#machines) this.#look(id);
    }
  }

  #note(event: string): void {
    this.#trace.push(`${this.#timers.now} ${event}`);
  }

  #leader(): Machine | undefined {
    return this.#machines.find(({ node }) => node?.isLeader === true);
  }

  #any(): Machine {
    return this.#machines[this.#below(this.#machines.length)] as Machine;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}
