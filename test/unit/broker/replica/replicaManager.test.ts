/** A leader's ISR changes: what it counts while the controller has not said what became of them (KIP-497). */
import assert from 'node:assert/strict';
import { BrokerConfigs } from '../../../../src/broker/configs.ts';
import { MetadataImage } from '../../../../src/broker/controller/metadataImage.ts';
import { Disk } from '../../../../src/broker/disk.ts';
import { LogMemory } from '../../../../src/broker/log/logMemory.ts';
import { MemoryLimit } from '../../../../src/broker/memoryLimit.ts';
import { Purgatory } from '../../../../src/broker/purgatory.ts';
import type { Partition } from '../../../../src/broker/replica/partition.ts';
import { ReplicaManager } from '../../../../src/broker/replica/replicaManager.ts';
import { Timers } from '../../../../src/broker/timers.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import type { alterPartitionApi } from '../../../../src/protocol/messages/alterPartition.ts';
import type { Decoded, Encodable } from '../../../../src/protocol/schema.ts';
import { zeroUuid } from '../../../../src/protocol/schema.ts';
import { batchOf } from '../testCluster.ts';

type Request = Decoded<typeof alterPartitionApi.request>;
type Response = Encodable<typeof alterPartitionApi.response>;

const topicId = 'AAAAAAAAAAAAAAAAAAAABA';

/** Node 1 leads a partition of three; the test plays the followers and the controller. */
class Leader {
  readonly timers = new Timers(0);
  readonly image = new MetadataImage();
  readonly asked: { readonly request: Request; readonly reply: (response: Response | undefined) => void }[] =
    [];
  readonly manager: ReplicaManager;
  #offset = 0;

  constructor(isr: readonly number[]) {
    this.manager = new ReplicaManager({
      nodeId: 1,
      configs: new BrokerConfigs({ 'replica.lag.time.max.ms': '1000' }),
      disk: new Disk({}),
      peers: { send: () => {} },
      timers: this.timers,
      image: this.image,
      purgatory: new Purgatory(this.timers),
      memoryLimit: new MemoryLimit({ limitBytes: Infinity, memory: new LogMemory(), nodes: () => [] }),
      brokerEpoch: () => 7,
      clusterId: () => 'c',
      askController: (_api, _version, body, reply) => {
        this.asked.push({ request: body as never, reply: reply as never });
      },
      roleChanged: () => {},
    });
    this.manager.start();
    for (const brokerId of [1, 2, 3]) {
      this.replay({
        type: 'RegisterBroker',
        value: {
          brokerId,
          isMigratingZkBroker: false,
          incarnationId: zeroUuid,
          brokerEpoch: brokerId,
          endPoints: [],
          features: [],
          rack: null,
          fenced: false,
          inControlledShutdown: false,
          logDirs: [],
          cordonedLogDirs: null,
        },
      });
    }
    this.replay({ type: 'Topic', value: { name: 'orders', topicId } });
    this.replay({
      type: 'Partition',
      value: {
        partitionId: 0,
        topicId,
        replicas: [1, 2, 3],
        isr,
        removingReplicas: [],
        addingReplicas: [],
        leader: 1,
        leaderRecoveryState: 0,
        leaderEpoch: 0,
        partitionEpoch: 0,
        directories: [],
        eligibleLeaderReplicas: null,
        lastKnownElr: null,
      },
    });
  }

  get partition(): Partition {
    const partition = this.manager.find(topicId, 0);
    assert.ok(partition !== undefined);
    return partition;
  }

  replay(record: Parameters<MetadataImage['replay']>[0]): void {
    const change = this.image.replay(record, this.#offset++);
    if (change.type === 'partition') this.manager.partitionChanged(change.topic, change.partition);
    this.manager.settle();
  }

  /** The metadata log tells of another ISR. */
  isrChanges(isr: readonly number[]): void {
    this.replay({
      type: 'PartitionChange',
      value: {
        partitionId: 0,
        topicId,
        isr,
        leader: -2,
        replicas: null,
        removingReplicas: null,
        addingReplicas: null,
        leaderRecoveryState: -1,
        directories: null,
        eligibleLeaderReplicas: null,
        lastKnownElr: null,
      },
    });
  }

  append(value: string): void {
    assert.equal(this.partition.append(batchOf([value], 0), 'client').error, 0);
  }

  fetched(replica: number, offset: number): void {
    this.partition.followerFetched(replica, offset, 0);
  }

  advance(ms: number): void {
    this.timers.advanceTo(this.timers.now + ms);
  }

  /** The ISR of the latest request. */
  get proposed(): readonly number[] | undefined {
    return this.asked
      .at(-1)
      ?.request.topics[0]?.partitions[0]?.newIsrWithEpochs.map(({ brokerId }) => brokerId);
  }

  answer(errorCode: number, partitionError = errorCode): void {
    const partitions = [
      {
        partitionIndex: 0,
        errorCode: partitionError,
        leaderId: 1,
        leaderEpoch: 0,
        isr: [],
        partitionEpoch: 0,
      },
    ];
    this.asked.at(-1)?.reply({ errorCode, topics: [{ topicId, partitions }] });
  }
}

describe('an ISR change under way', () => {
  it('names the brokers with their epochs, and speaks of the present partition epoch', () => {
    const leader = new Leader([1]);
    leader.fetched(2, 0);
    const [{ request } = { request: undefined }] = leader.asked;
    assert.deepEqual([request?.brokerId, request?.brokerEpoch], [1, 7]);
    const partition = request?.topics[0]?.partitions[0];
    assert.deepEqual(partition?.newIsrWithEpochs, [
      { brokerId: 1, brokerEpoch: 1 },
      { brokerId: 2, brokerEpoch: 2 },
    ]);
    assert.deepEqual([partition?.leaderEpoch, partition?.partitionEpoch], [0, 0]);
  });

  it('counts who is about to join, and asks nothing else meanwhile', () => {
    const leader = new Leader([1]);
    leader.append('a');
    leader.fetched(2, 1);
    leader.fetched(3, 1);
    assert.deepEqual(leader.proposed, [1, 2]);
    assert.equal(leader.asked.length, 1);
    leader.append('b');
    assert.equal(leader.partition.highWatermark, 1);
    leader.isrChanges([1, 2]);
    assert.deepEqual(leader.proposed, [1, 2], 'the third asks by its own fetch');
    leader.fetched(3, 2);
    assert.deepEqual(leader.proposed, [1, 2, 3]);
  });

  for (const [what, lose] of [
    ['no answer', (leader: Leader) => leader.asked.at(-1)?.reply(undefined)],
    ['a node that is not the controller', (leader: Leader) => leader.answer(0, errorCodes.NOT_CONTROLLER)],
    [
      'a broker epoch that is not known yet',
      (leader: Leader) => leader.answer(errorCodes.STALE_BROKER_EPOCH),
    ],
  ] as const) {
    it(`is in doubt after ${what}: it still counts, and is asked for again until something is known`, () => {
      const leader = new Leader([1]);
      leader.fetched(2, 0);
      lose(leader);
      // The follower falls silent for long; the controller may have made it in-sync all the same.
      leader.advance(5_000);
      leader.append('a');
      assert.equal(leader.partition.highWatermark, 0);
      assert.ok(leader.asked.length > 1);
      assert.deepEqual(leader.proposed, [1, 2]);
      leader.isrChanges([1, 2]);
      leader.append('b');
      assert.equal(leader.partition.highWatermark, 0);
    });
  }

  for (const error of ['FENCED_LEADER_EPOCH', 'INVALID_UPDATE_VERSION', 'UNKNOWN_TOPIC_ID'] as const) {
    it(`waits for the metadata log after ${error}, which says that there is news`, () => {
      const leader = new Leader([1]);
      leader.fetched(2, 0);
      leader.answer(0, errorCodes[error]);
      leader.advance(5_000);
      leader.append('a');
      assert.deepEqual([leader.asked.length, leader.partition.highWatermark], [1, 0]);
      leader.isrChanges([1]);
      assert.equal(leader.partition.highWatermark, 1);
    });
  }

  for (const error of ['INELIGIBLE_REPLICA', 'INVALID_REQUEST'] as const) {
    it(`is over after ${error}`, () => {
      const leader = new Leader([1]);
      leader.fetched(2, 0);
      leader.append('a');
      leader.advance(2_000);
      assert.equal(leader.partition.highWatermark, 0);
      leader.answer(0, errorCodes[error]);
      assert.equal(leader.partition.highWatermark, 1);
      leader.advance(5_000);
      assert.equal(leader.asked.length, 1);
      leader.fetched(2, 1);
      assert.deepEqual([leader.asked.length, leader.proposed], [2, [1, 2]]);
    });
  }

  it('does not outlive the leadership', () => {
    const leader = new Leader([1]);
    leader.fetched(2, 0);
    leader.isrChanges([1]);
    leader.asked[0]?.reply(undefined);
    leader.advance(5_000);
    assert.equal(leader.asked.length, 1);
  });

  it('drops who has not caught up for replica.lag.time.max.ms, and counts it until that is settled', () => {
    const leader = new Leader([1, 2, 3]);
    leader.append('a');
    for (let time = 0; time < 2_000; time += 100) {
      leader.fetched(2, 1);
      leader.advance(100);
    }
    assert.deepEqual(leader.proposed, [1, 2]);
    assert.equal(leader.partition.highWatermark, 0);
    leader.isrChanges([1, 2]);
    assert.equal(leader.partition.highWatermark, 1);
  });
});
