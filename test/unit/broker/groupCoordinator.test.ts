/** The coordinators of a node come and go with the leaderships of __consumer_offsets. */
import assert from 'node:assert/strict';
import { BrokerConfigs } from '../../../src/broker/configs.ts';
import { MetadataImage, type TopicImage } from '../../../src/broker/controller/metadataImage.ts';
import { offsetsTopicName } from '../../../src/broker/group/coordinatorPartition.ts';
import { offsetCommitRecord } from '../../../src/broker/group/records.ts';
import { GroupCoordinator } from '../../../src/broker/groupCoordinator.ts';
import { Log } from '../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../src/broker/log/logConfig.ts';
import { Purgatory } from '../../../src/broker/purgatory.ts';
import { Partition } from '../../../src/broker/replica/partition.ts';
import { Timers } from '../../../src/broker/timers.ts';
import { encodeBatch } from '../../../src/protocol/records.ts';
import { zeroUuid } from '../../../src/protocol/schema.ts';
import { assertError } from './testCluster.ts';

const topicId = 'AAAAAAAAAAAAAAAAAAAABA';

/** Node 1 holds the one partition of __consumer_offsets; nodes 1 and 2 are in sync. */
class Node {
  readonly timers = new Timers(0);
  readonly purgatory = new Purgatory(this.timers);
  readonly image = new MetadataImage();
  readonly groups: GroupCoordinator;
  readonly partition: Partition;

  constructor() {
    const topic: TopicImage = { name: offsetsTopicName, id: topicId, partitions: [] };
    this.image.topicsByName.set(topic.name, topic);
    this.image.topicsById.set(topic.id, topic);
    const log = new Log({ configs: defaultLogConfig });
    this.partition = new Partition(
      {
        nodeId: 1,
        now: () => this.timers.now,
        replicaLagTimeMaxMs: 1_000,
        isEligible: () => true,
        isAlive: () => true,
        admit: () => undefined,
        touched: ({ key }) => this.purgatory.touch(key),
        alterIsr: () => {},
      },
      topic,
      0,
      log,
      0,
    );
    const host = {
      configs: new BrokerConfigs({}),
      image: this.image,
      timers: this.timers,
      purgatory: this.purgatory,
      observer: {},
    };
    this.groups = new GroupCoordinator(host, () => 'uuid');
  }

  /** What an earlier coordinator wrote. */
  has(offset: number): void {
    const committed = {
      offset,
      leaderEpoch: -1,
      metadata: '',
      commitTimestamp: 0,
      expireTimestamp: -1,
      topicId: zeroUuid,
    };
    const record = offsetCommitRecord('g', 'orders', 0, committed);
    this.partition.log.appendAsLeader(encodeBatch({ records: [record] }), 0, 0, 'coordinator');
  }

  leads(leader: number, leaderEpoch: number): void {
    const registration = {
      replicas: [1, 2],
      isr: [1, 2],
      elr: [],
      lastKnownElr: [],
      removingReplicas: [],
      addingReplicas: [],
      leader,
      leaderRecoveryState: 0,
      leaderEpoch,
      partitionEpoch: leaderEpoch,
    };
    this.image.topicsById.get(topicId)?.partitions.splice(0, 1, registration);
    this.partition.applyRegistration(registration);
    this.groups.partitionChanged(this.partition, false);
  }

  get error(): number | undefined {
    return this.groups.find('g').error;
  }

  get committed(): number | undefined {
    let found: number | undefined;
    const asked = { groupId: 'g', memberId: null, memberEpoch: -1, topics: null };
    this.groups.find('g').shard?.fetchOffsets(asked, { apiVersion: 8, requireStable: false }, (answer) => {
      found = answer.topics[0]?.partitions[0]?.committedOffset;
    });
    return found;
  }
}

describe('GroupCoordinator', () => {
  it('coordinates what its node leads, and nothing else', () => {
    const node = new Node();
    assertError(node.error, 'NOT_COORDINATOR');
    node.leads(2, 1);
    assertError(node.error, 'NOT_COORDINATOR');
    node.leads(1, 2);
    assert.equal(node.error, undefined);
    node.leads(2, 3);
    assertError(node.error, 'NOT_COORDINATOR');
  });

  it('tells nothing that might still be lost: it waits until what it found is committed', () => {
    const node = new Node();
    node.has(5);
    node.has(9);
    node.leads(1, 1);
    assertError(node.error, 'COORDINATOR_LOAD_IN_PROGRESS');
    assert.ok(node.groups.isLoading);
    node.partition.followerFetched(2, 1, 0);
    assertError(node.error, 'COORDINATOR_LOAD_IN_PROGRESS');
    node.partition.followerFetched(2, 2, 0);
    assert.equal(node.committed, 9);
    assert.ok(!node.groups.isLoading);
  });

  it('loads nothing any more when the leadership is lost before', () => {
    const node = new Node();
    node.has(5);
    node.leads(1, 1);
    node.leads(2, 2);
    assertError(node.error, 'NOT_COORDINATOR');
    assert.equal(node.purgatory.watchedKeys, 0);
  });

  it('loads anew in each epoch, also when the leader stays the same', () => {
    const node = new Node();
    node.leads(1, 1);
    node.partition.followerFetched(2, 0, 0);
    const before = node.groups.find('g').shard;
    node.leads(1, 2);
    node.partition.followerFetched(2, 0, 0);
    assert.notEqual(node.groups.find('g').shard, before);
    assert.equal([...node.groups.shards()].length, 1);
  });
});
