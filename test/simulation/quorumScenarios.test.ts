/**
 * What a person would watch a quorum do, over the production network that takes no time: a cold start, a killed
 * or departing leader, a node or a leader cut off and coming back. Every bound is a multiple of a Kafka timeout.
 */
import assert from 'node:assert/strict';
import { Log } from '../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../src/broker/log/logConfig.ts';
import { FifoNetwork } from '../../src/broker/network.ts';
import { QuorumNode } from '../../src/broker/quorum/quorumNode.ts';
import { SnapshotStore } from '../../src/broker/quorum/snapshotStore.ts';
import { quorumTimeouts } from '../../src/broker/quorum/timeouts.ts';
import { Timers } from '../../src/broker/timers.ts';
import { seededRandom } from './seededRandom.ts';

const timeouts = quorumTimeouts(300, 600);
const { electionTimeout, fetchTimeout, fetchMaxWait } = timeouts;
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

class Quorum {
  readonly timers = new Timers(0);
  readonly nodes: readonly QuorumNode[];
  readonly logs: readonly Log[];
  /** Whoever is in here neither hears nor is heard. */
  readonly silent = new Set<number>();
  readonly #network = new FifoNetwork();

  constructor(size: number, seed: number) {
    const random = seededRandom(seed);
    const voters = Array.from({ length: size }, (_, id) => id);
    this.logs = voters.map(() => new Log({ configs: defaultLogConfig }));
    this.nodes = voters.map(
      (nodeId) =>
        new QuorumNode({
          nodeId,
          voters,
          log: this.logs[nodeId] as Log,
          snapshots: new SnapshotStore(),
          store: { load: () => undefined, save: () => {} },
          timers: this.timers,
          timeouts,
          random,
          now: () => this.timers.now,
          send: (to, request, reply) =>
            this.#deliver(nodeId, to, () =>
              this.nodes[to]?.handle(request, (response) => this.#deliver(to, nodeId, () => reply(response))),
            ),
          listener: {
            handleCommit: () => {},
            handleLoadSnapshot: () => {},
            handleLeaderChange: () => {},
          },
        }),
    );
    for (const node of this.nodes) node.start();
  }

  get leader(): QuorumNode | undefined {
    return this.nodes.find((node, id) => node.isLeader && !this.silent.has(id));
  }

  /** @returns how many milliseconds passed until `done`, at most `limit` */
  until(limit: number, done: () => boolean): number {
    const start = this.timers.now;
    while (!done() && this.timers.now < start + limit) this.pass(1);
    assert.ok(done(), `not within ${limit} ms`);
    return this.timers.now - start;
  }

  pass(milliseconds: number): void {
    const end = this.timers.now + milliseconds;
    for (
      let next = this.timers.nextDeadline() ?? end;
      next <= end;
      next = this.timers.nextDeadline() ?? end + 1
    ) {
      this.timers.advanceTo(next);
      this.#network.advanceTo();
    }
    this.timers.advanceTo(end);
    this.#network.advanceTo();
  }

  elect(): QuorumNode {
    this.until(10 * electionTimeout, () =>
      this.nodes.every((node) => node.leaderId >= 0 && node.highWatermark > 0),
    );
    return this.leader as QuorumNode;
  }

  append(text: string): { readonly outcome: boolean | undefined } {
    const result: { outcome: boolean | undefined } = { outcome: undefined };
    const { leader } = this;
    leader?.whenCommitted(leader.append([Buffer.from(text)]) ?? -1, (ok) => {
      result.outcome = ok;
    });
    return result;
  }

  #deliver(from: number, to: number, message: () => void): void {
    if (!this.silent.has(from) && !this.silent.has(to)) this.#network.deliver(from, to, message);
  }
}

describe('a quorum of one process', () => {
  for (const size of [1, 2, 3, 4, 5, 9]) {
    it(`of ${size} that starts cold has a leader after one election timeout, which is at most twice its setting`, () => {
      for (const seed of seeds) {
        const quorum = new Quorum(size, seed);
        quorum.until(2 * electionTimeout, () => quorum.leader !== undefined);
        quorum.pass(0);
        assert.equal(new Set(quorum.nodes.map((node) => node.leaderId)).size, 1, 'and everyone knows');
      }
    });
  }

  it('commits without waiting: what is appended is everywhere within the same millisecond', () => {
    const quorum = new Quorum(3, 1);
    quorum.elect();
    const result = quorum.append('a');
    quorum.pass(0);
    assert.equal(result.outcome, true);
    assert.deepEqual(
      quorum.nodes.map((node) => node.highWatermark),
      [2, 2, 2],
    );
  });

  it('replaces a killed leader once its followers have missed it for a fetch timeout, seldom later', () => {
    const waits = seeds.map((seed) => {
      const quorum = new Quorum(3, seed);
      const killed = quorum.elect();
      quorum.pass(1000 + seed);
      killed.close();
      quorum.silent.add(quorum.nodes.indexOf(killed));
      // A vote that splits costs one more election.
      const wait = quorum.until(
        fetchTimeout + fetchMaxWait + 2 * electionTimeout,
        () => quorum.leader !== undefined,
      );
      const result = quorum.append('after');
      quorum.pass(0);
      assert.equal(result.outcome, true);
      return wait;
    });
    const prompt = waits.filter((wait) => wait <= fetchTimeout + fetchMaxWait);
    assert.ok(prompt.length >= 0.9 * waits.length, `${waits}`);
  });

  it('replaces a leader that shuts down at once', () => {
    const quorum = new Quorum(3, 1);
    const leaving = quorum.elect();
    leaving.shutdown();
    quorum.silent.add(quorum.nodes.indexOf(leaving));
    quorum.until(5, () => quorum.leader !== undefined);
  });

  it('is not disturbed by a follower that was cut off and comes back (KIP-996)', () => {
    const quorum = new Quorum(3, 1);
    const leader = quorum.elect();
    const away = quorum.nodes.findIndex((node) => !node.isLeader);
    const { epoch } = leader;
    quorum.silent.add(away);
    quorum.pass(20 * electionTimeout);
    const meanwhile = quorum.append('meanwhile');
    quorum.pass(0);
    assert.equal(meanwhile.outcome, true);
    quorum.silent.clear();
    quorum.pass(3 * fetchTimeout);
    assert.equal(quorum.leader, leader);
    assert.deepEqual(
      quorum.nodes.map((node) => node.epoch),
      [epoch, epoch, epoch],
    );
    assert.equal(quorum.nodes[away]?.highWatermark, leader.highWatermark);
  });

  it('has one leader again after a leader was cut off with records that nobody else has', () => {
    const quorum = new Quorum(3, 1);
    const old = quorum.elect();
    const cut = quorum.nodes.indexOf(old);
    quorum.pass(1000);
    quorum.silent.add(cut);
    const last = old.append([Buffer.from('lost')]) ?? -1;
    let outcome: boolean | undefined;
    old.whenCommitted(last, (ok) => {
      outcome = ok;
    });
    quorum.until(1.5 * fetchTimeout, () => !old.isLeader);
    assert.equal(outcome, false, 'it knows by itself that it lost its majority');
    quorum.until(fetchTimeout, () => quorum.leader !== undefined);
    const kept = quorum.append('kept');
    quorum.pass(0);
    assert.equal(kept.outcome, true);
    quorum.silent.clear();
    quorum.pass(3 * fetchTimeout);
    const bytes = quorum.logs.map((log) =>
      Buffer.concat([...log.read(0, 1e6, log.logEndOffset, true).records]),
    );
    assert.ok(bytes.every((each) => each.equals(bytes[0] as Buffer)));
    assert.ok(bytes[0]?.includes('kept') && !bytes[0].includes('lost'));
  });
});
