/**
 * What goes wrong in a simulation, and when, by the seed: crashes, power cuts, controlled stops, restarts, partitions of
 * the network, bad weather, slow nodes and disks, broken and stalled client connections, jumps of the clock. The nodes
 * have one clock, that of their process, and it never goes back: neither is it made to here.
 */
import type { Cluster } from '../../src/broker/cluster.ts';
import type { Timers } from '../../src/broker/timers.ts';
import type { PowerCuts } from './checkers/powerCuts.ts';
import type { ClientNetwork } from './clients/clientNetwork.ts';
import type { Climate } from './climates.ts';
import type { SimulatedDisks } from './simulatedDisks.ts';
import type { SimulatedNetwork } from './simulatedNetwork.ts';

export interface FaultHost {
  readonly cluster: Cluster;
  readonly timers: Timers;
  readonly network: SimulatedNetwork;
  readonly clients: ClientNetwork;
  /** Where disks can lose something, they and what is known of it. */
  readonly disks: SimulatedDisks | undefined;
  readonly powerCuts: PowerCuts;
  random(): number;
  note(event: string): void;
  /** Of some partition, who leads it whenever that is asked; undefined when there is none. */
  leader(): (() => number) | undefined;
  /** All clocks go forward at once, as after a laptop's sleep. */
  jump(ms: number): void;
}

export class Faults {
  readonly #host: FaultHost;
  readonly #climate: Climate;
  /** Before the faults begin, and after they have ended. */
  #calm = true;

  constructor(host: FaultHost, climate: Climate) {
    this.#host = host;
    this.#climate = climate;
  }

  start(): void {
    this.#calm = false;
    this.#strikeLater();
  }

  /** No more faults; the network heals and every node comes back. */
  end(): void {
    this.#calm = true;
    this.#heal();
    for (const nodeId of this.#host.cluster.nodeIds) this.#startNode(nodeId);
  }

  /** A node that was in a controlled stop when the faults ended comes back too. */
  stopped(nodeId: number): void {
    this.#host.clients.nodeGone(nodeId);
    this.#host.note(`${nodeId} has stopped`);
    if (this.#calm) this.#soon(100, () => this.#startNode(nodeId), true);
    else this.#restartLater(nodeId);
  }

  /** A node has just become leader or controller. */
  elected(nodeId: number): void {
    if (this.#calm || !this.#chance(this.#climate.strikes)) return;
    this.#soon(30, () => (this.#chance(0.5) ? this.#kill(nodeId) : this.#part([nodeId])));
  }

  /** A node has just told the world that something is committed. */
  committed(nodeId: number): void {
    if (this.#calm || !this.#chance(this.#climate.commitStrikes)) return;
    if (this.#chance(0.5)) this.#kill(nodeId);
    else this.#part([nodeId]);
  }

  /** A follower has just given up what its leader does not have. */
  truncated(leaderId: number): void {
    if (this.#calm || leaderId < 0 || !this.#chance(this.#climate.strikes)) return;
    if (this.#chance(0.5)) this.#kill(leaderId);
    else this.#part([leaderId]);
  }

  #strikeLater(): void {
    this.#soon(this.#climate.intervalMs, () => {
      this.#strike();
      this.#strikeLater();
    });
  }

  #strike(): void {
    const { cluster, clients, timers } = this.#host;
    const node = this.#any();
    if (this.#host.disks !== undefined && this.#chance(0.3)) {
      if (this.#chance(0.5)) this.#slowDisk(node, this.#host.disks);
      else this.#kill(node);
      return;
    }
    if (this.#chance(this.#climate.turns)) {
      this.#cutOffInTurn();
      return;
    }
    const kind = this.#host.random();
    if (kind < 0.22) this.#kill(node);
    else if (kind < 0.32) this.#kill(this.#controller() ?? node);
    else if (kind < 0.4) this.#stop(node);
    else if (kind < 0.44) this.#stop(this.#controller() ?? node);
    else if (kind < 0.56) this.#part(cluster.nodeIds.filter(() => this.#chance(0.5)));
    else if (kind < 0.62) this.#cutOneWay();
    else if (kind < 0.7) this.#weather();
    else if (kind < 0.76) {
      this.#host.note(`connections to ${node} break`);
      clients.breakSome(node, 0.7);
    } else if (kind < 0.8) {
      const until = timers.now + this.#below(4_000);
      const share = this.#chance(0.5) ? 1 : 0.3;
      this.#host.note(`${share === 1 ? '' : 'some '}connections to ${node} stall`);
      clients.stall(node, until, share);
    } else if (kind < 0.83) this.#jump();
    else if (kind < 0.87) this.#slow(node);
    else this.#heal();
  }

  #kill(nodeId: number): void {
    const { cluster, clients, disks, network, powerCuts } = this.#host;
    if (cluster.broker(nodeId) === undefined) return;
    if (this.#isNeeded(nodeId)) return;
    const cutsPower = disks !== undefined && powerCuts.isCovered(nodeId) && this.#chance(0.8);
    if (!cutsPower) this.#host.note(`kill ${nodeId}`);
    cluster.killNode(nodeId);
    if (this.#chance(0.5)) network.lose(nodeId);
    clients.nodeGone(nodeId);
    if (cutsPower) this.#losePower(nodeId, disks);
    this.#restartLater(nodeId);
  }

  /**
   * Replication survives that one node loses something, not that others crash while it may still lead; nor that they stop: who is
   * not answered when it registers again cannot prove that it had stopped.
   */
  #isNeeded(nodeId: number): boolean {
    return (this.#host.powerCuts.atStake ?? nodeId) !== nodeId;
  }

  #losePower(nodeId: number, disks: SimulatedDisks): void {
    this.#host.powerCuts.cut(nodeId);
    const lost = disks.cutPower(nodeId);
    this.#host.note(`power cut of ${nodeId}: ${lost} operations lost`);
  }

  #slowDisk(nodeId: number, disks: SimulatedDisks): void {
    const ms = this.#below(10_000);
    this.#host.note(`the disk of ${nodeId} is slow for ${ms} ms`);
    disks.slow(nodeId, this.#host.timers.now + ms);
  }

  #stop(nodeId: number): void {
    if (this.#host.cluster.nodeState(nodeId) !== 'running' || this.#isNeeded(nodeId)) return;
    this.#host.note(`stop ${nodeId}`);
    this.#host.cluster.stopNode(nodeId);
  }

  /** Often so soon that messages to its former life are still under way. */
  #restartLater(nodeId: number): void {
    const pause = this.#chance(0.4) ? 20 : this.#climate.downtimeMs;
    this.#soon(pause, () => {
      // Sometimes it finds nobody, and knows only what it knew.
      if (this.#chance(0.15)) this.#part([nodeId]);
      this.#startNode(nodeId);
    });
  }

  /**
   * A leader is cut off until another has taken over, then that one, while the first one comes back: both have gone on
   * writing what nobody else has, and neither has heard of the other.
   */
  #cutOffInTurn(): void {
    const leader = this.#host.leader();
    const first = leader?.() ?? -1;
    if (leader === undefined || first < 0) return;
    this.#part([first]);
    this.#soonAfter(1_200, 600, () => {
      const next = leader();
      this.#heal();
      if (next >= 0) this.#part([next]);
      this.#soonAfter(1_200, 600, () => this.#heal());
    });
  }

  #startNode(nodeId: number): void {
    if (this.#host.cluster.broker(nodeId) !== undefined) return;
    this.#host.note(`start ${nodeId}`);
    this.#host.cluster.startNode(nodeId);
  }

  #part(side: readonly number[]): void {
    this.#host.note(`part [${side}] from the rest`);
    this.#host.network.part(this.#host.cluster.nodeIds, side);
  }

  #cutOneWay(): void {
    const [from, to] = [this.#any(), this.#any()];
    this.#host.note(`cut ${from} to ${to}`);
    this.#host.network.cut(from, to);
  }

  #weather(): void {
    const loss = this.#chance(0.5) ? this.#host.random() * 0.3 : 0;
    const maxDelay = this.#below(150);
    const stray = this.#chance(0.5) ? 0.02 : 0;
    this.#host.note(`loss ${loss.toFixed(2)}, delay up to ${maxDelay} ms, stray ${stray}`);
    this.#host.network.weather = { loss, maxDelay, stray };
  }

  #slow(nodeId: number): void {
    const ms = 20 + this.#below(200);
    this.#host.note(`${nodeId} is slow: up to ${ms} ms more for each message`);
    this.#host.network.slow(nodeId, ms);
  }

  #jump(): void {
    const ms = this.#below(this.#chance(0.2) ? 60_000 : 3_000);
    this.#host.note(`the clocks jump by ${ms} ms`);
    this.#host.jump(ms);
  }

  #heal(): void {
    this.#host.note('heal');
    this.#host.network.heal();
    this.#host.clients.heal();
  }

  #controller(): number | undefined {
    const { cluster } = this.#host;
    return cluster.nodeIds.find((nodeId) => cluster.broker(nodeId)?.controller !== undefined);
  }

  #soon(limitMs: number, run: () => void, evenCalm = false): void {
    const { timers } = this.#host;
    timers.schedule(timers.now + 1 + this.#below(limitMs), () => {
      if (evenCalm || !this.#calm) run();
    });
  }

  #soonAfter(leastMs: number, limitMs: number, run: () => void): void {
    const { timers } = this.#host;
    timers.schedule(timers.now + leastMs + this.#below(limitMs), () => {
      if (!this.#calm) run();
    });
  }

  #any(): number {
    const { nodeIds } = this.#host.cluster;
    return nodeIds[this.#below(nodeIds.length)] as number;
  }

  #below(limit: number): number {
    return Math.floor(this.#host.random() * limit);
  }

  #chance(probability: number): boolean {
    return this.#host.random() < probability;
  }
}
