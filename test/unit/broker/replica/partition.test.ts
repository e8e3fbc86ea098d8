/** A leader's knowledge of its followers: high watermark, ISR, min.insync.replicas and the fate of a produce. */
import assert from 'node:assert/strict';
import type { PartitionRegistration, TopicImage } from '../../../../src/broker/controller/metadataImage.ts';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { Partition } from '../../../../src/broker/replica/partition.ts';
import { assertError, batchOf } from '../testCluster.ts';

const topic: TopicImage = { name: 'orders', id: 'AAAAAAAAAAAAAAAAAAAABA', partitions: [] };

/** Node 1 of three, with the controller and the followers in the test's hands. */
class Leader {
  now = 0;
  readonly proposals: (readonly number[])[] = [];
  readonly ineligible = new Set<number>();
  readonly partition: Partition;
  #epoch = 0;

  constructor(isr: readonly number[], minIsr = 1) {
    const host = {
      nodeId: 1,
      now: () => this.now,
      replicaLagTimeMaxMs: 100,
      admit: () => undefined,
      isAlive: () => true,
      isEligible: (broker: number) => !this.ineligible.has(broker),
      touched: () => {},
      alterIsr: (_partition: Partition, proposed: readonly number[]) => this.proposals.push(proposed),
    };
    const log = new Log({ configs: { ...defaultLogConfig, minInsyncReplicas: minIsr } });
    this.partition = new Partition(host, topic, 0, log, 0);
    this.apply({ isr, leaderEpoch: 1 });
  }

  apply(change: Partial<PartitionRegistration>): void {
    this.#epoch += 1;
    this.partition.applyRegistration({
      replicas: [1, 2, 3],
      isr: this.partition.isr,
      elr: [],
      lastKnownElr: [],
      removingReplicas: [],
      addingReplicas: [],
      leader: 1,
      leaderRecoveryState: 0,
      leaderEpoch: this.partition.leaderEpoch,
      partitionEpoch: this.#epoch,
      ...change,
    });
  }

  append(count = 1): void {
    for (let each = 0; each < count; each++) this.partition.append(batchOf(['x'], 0), 'client');
  }

  fetched(replica: number, offset: number): void {
    this.partition.followerFetched(replica, offset, 0);
  }

  get highWatermark(): number {
    return this.partition.highWatermark;
  }
}

describe('the high watermark', () => {
  it('is what every in-sync replica has', () => {
    const leader = new Leader([1, 2, 3]);
    leader.append(3);
    leader.fetched(2, 3);
    assert.equal(leader.highWatermark, 0, 'of the third nothing is known yet');
    leader.fetched(3, 1);
    assert.equal(leader.highWatermark, 1);
    leader.fetched(3, 3);
    assert.equal(leader.highWatermark, 3);
  });

  it('follows a leader that is alone in sync', () => {
    const leader = new Leader([1]);
    leader.append(2);
    assert.equal(leader.highWatermark, 2);
  });

  it('never goes back', () => {
    const leader = new Leader([1, 2]);
    leader.append(2);
    leader.fetched(2, 2);
    leader.fetched(2, 1);
    assert.equal(leader.highWatermark, 2);
  });

  it('counts who has caught up and is about to join, so that nobody joins without it', () => {
    const leader = new Leader([1, 2]);
    leader.append(1);
    leader.fetched(3, 1);
    leader.append(1);
    leader.fetched(2, 2);
    assert.equal(leader.highWatermark, 1);
  });

  it('stays while fewer are in sync than min.insync.replicas asks for (KIP-966)', () => {
    const leader = new Leader([1], 2);
    leader.append(1);
    assert.equal(leader.highWatermark, 0);
    leader.fetched(2, 1);
    leader.apply({ isr: [1, 2] });
    assert.equal(leader.highWatermark, 1);
  });

  it('cannot be asked for more replicas than there are', () => {
    assert.equal(new Leader([1, 2, 3], 9).partition.effectiveMinIsr, 3);
  });
});

describe('the ISR', () => {
  it('grows by a follower that has all that is committed and all that was there at the election', () => {
    const leader = new Leader([1, 2]);
    leader.append(2);
    leader.fetched(2, 2);
    leader.apply({ leaderEpoch: 2 });
    leader.fetched(3, 1);
    assert.deepEqual(leader.proposals, []);
    leader.fetched(3, 2);
    assert.deepEqual(leader.proposals, [[1, 2, 3]]);
  });

  it('does not grow by a broker that is fenced or about to stop', () => {
    const leader = new Leader([1, 2]);
    leader.ineligible.add(3);
    leader.fetched(3, 0);
    assert.deepEqual(leader.proposals, []);
  });

  it('shrinks by who has not been level for replica.lag.time.max.ms', () => {
    const leader = new Leader([1, 2, 3]);
    leader.append(1);
    leader.fetched(2, 1);
    leader.now = 90;
    leader.partition.maybeShrinkIsr();
    assert.deepEqual(leader.proposals, []);
    leader.now = 150;
    leader.partition.maybeShrinkIsr();
    assert.deepEqual(leader.proposals, [[1, 2]], 'the second is level, however long ago it said so');
  });

  it('keeps a follower that is always one fetch behind a busy leader', () => {
    const leader = new Leader([1, 2]);
    for (let offset = 0; offset < 20; offset++) {
      leader.append(1);
      leader.now += 20;
      leader.fetched(2, offset);
      leader.partition.maybeShrinkIsr();
    }
    assert.deepEqual(leader.proposals, []);
  });
});

describe('the outcome of a produce with acks=all', () => {
  it('is open until the high watermark has passed it', () => {
    const leader = new Leader([1, 2]);
    leader.append(1);
    assert.equal(leader.partition.replicationOutcome(1, 1), undefined);
    leader.fetched(2, 1);
    assertError(leader.partition.replicationOutcome(1, 1), 'NONE');
  });

  it('is an error when too few are in sync by then', () => {
    const leader = new Leader([1, 2], 2);
    leader.append(1);
    leader.fetched(2, 1);
    leader.apply({ isr: [1] });
    assertError(leader.partition.replicationOutcome(1, 1), 'NOT_ENOUGH_REPLICAS_AFTER_APPEND');
  });

  it('is not told by another leadership', () => {
    const leader = new Leader([1, 2]);
    leader.append(1);
    leader.apply({ leader: 2, leaderEpoch: 2 });
    assertError(leader.partition.replicationOutcome(1, 1), 'NOT_LEADER_OR_FOLLOWER');
    leader.apply({ leader: 1, leaderEpoch: 3 });
    leader.fetched(2, 1);
    assertError(leader.partition.replicationOutcome(1, 1), 'NOT_LEADER_OR_FOLLOWER');
  });
});
