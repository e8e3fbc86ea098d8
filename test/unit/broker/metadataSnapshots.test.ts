/** Metadata snapshots in a whole cluster: nodes that were away too long, restarts, and memory that stays bounded. */
import assert from 'node:assert/strict';
import type { Disk } from '../../../src/broker/disk.ts';
import { deleteTopicsApi } from '../../../src/protocol/messages/deleteTopics.ts';
import { zeroUuid } from '../../../src/protocol/schema.ts';
import { TestCluster } from './testCluster.ts';

/** Snapshots every few records, and only the latest is kept. */
const configs = {
  'metadata.log.max.record.bytes.between.snapshots': '1000',
  'metadata.log.segment.bytes': '1000',
  'metadata.max.retention.bytes': '1',
};

function deleteTopic(test: TestCluster, name: string): void {
  const topics = [{ name, topicId: zeroUuid }];
  const nodeId = test.running[0]?.nodeId ?? -1;
  const { responses } = test.ask(nodeId, deleteTopicsApi, { topicNames: [], topics, timeoutMs: 1_000 });
  assert.equal(responses[0]?.errorCode, 0);
}

/** Topics come and go, so that the metadata log grows and its beginning is dropped. */
function churn(test: TestCluster, rounds: number): void {
  const replicas = test.running.map(({ nodeId }) => nodeId);
  for (let round = 0; round < rounds; round++) {
    create(test, `brief${round}`, [replicas, replicas]);
    deleteTopic(test, `brief${round}`);
  }
}

function create(test: TestCluster, name: string, assignments: readonly (readonly number[])[]): void {
  const [first] = test.running;
  assert.ok(first !== undefined);
  test.createTopicOn(first.nodeId, name, assignments);
}

function metadataBytes(disk: Disk): number {
  return disk.metadataLog.sizeBytes + disk.metadataSnapshots.sizeBytes;
}

/** The memory that the log's batches keep alive, not only the bytes in it. */
function heldBytes({ metadataLog }: Disk): number {
  const buffers = new Set(metadataLog.segments.flatMap((segment) => [...segment.buffers]));
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function sameImage(test: TestCluster): boolean {
  const images = test.running.map(({ image }) => image);
  return images.every(
    (image) => image.offset === images[0]?.offset && image.topicsById.size === images[0]?.topicsById.size,
  );
}

describe('metadata snapshots', () => {
  it('keep the metadata small, however much happens', () => {
    const test = TestCluster.started({ configs });
    churn(test, 20);
    const sizes: number[] = [];
    for (let part = 0; part < 5; part++) {
      churn(test, 20);
      sizes.push(Math.max(...test.cluster.nodeIds.map((id) => metadataBytes(test.cluster.disk(id)))));
    }
    assert.ok(Math.max(...sizes) < 6_000, `${sizes} bytes`);
    for (const id of test.cluster.nodeIds) {
      const disk = test.cluster.disk(id);
      assert.ok(
        disk.metadataLog.logStartOffset > 400,
        `the log begins at ${disk.metadataLog.logStartOffset}`,
      );
      assert.ok(heldBytes(disk) <= 3 * 1024 * 1024, `${heldBytes(disk)} bytes are held`);
    }
  });

  it('are the same bytes on every node', () => {
    const test = TestCluster.started({ configs });
    churn(test, 5);
    const byOffset = new Map<number, Buffer>();
    for (const id of test.cluster.nodeIds) {
      for (const { offset, bytes } of test.cluster.disk(id).metadataSnapshots.all) {
        assert.ok(byOffset.get(offset)?.equals(bytes) ?? true, `the snapshot ${offset} of node ${id}`);
        byOffset.set(offset, bytes);
      }
    }
    assert.ok(byOffset.size > 0);
  });

  it('bring a node up to date that was down while the log moved on: topics that came, changed and went', () => {
    const test = TestCluster.started({ configs });
    create(test, 'stays', [[1, 2, 3]]);
    create(test, 'goes', [[1, 2, 3]]);
    test.produce(test.replica(1, 'stays').leader, 'stays', ['a']);
    const gone = test.topicId('goes');
    test.cluster.killNode(3);
    test.until('node 3 is missed', () => test.running.every(({ image }) => !image.isActive(3)));
    const before = test.cluster.disk(3).metadataLog.logEndOffset;
    deleteTopic(test, 'goes');
    churn(test, 10);
    create(test, 'comes', [[3, 1]]);
    assert.ok(test.cluster.disk(1).metadataLog.logStartOffset > before, 'the log that node 3 needs is gone');
    assert.ok(test.cluster.disk(3).log(gone, 0) !== undefined);
    test.cluster.startNode(3);
    test.until('node 3 is back', () => test.cluster.isReady && sameImage(test));
    assert.ok(test.cluster.disk(3).metadataLog.logStartOffset > before, 'node 3 began anew at a snapshot');
    assert.equal(test.cluster.disk(3).log(gone, 0), undefined, 'no log is left of a topic that nobody knows');
    for (const topic of ['stays', 'comes']) {
      test.until(`${topic} is in sync`, () =>
        test.running.every(
          ({ image }) => image.topicsByName.get(topic)?.partitions[0]?.isr.includes(3) === true,
        ),
      );
    }
    assert.equal(test.replica(3, 'stays').log.logEndOffset, 1);
  });

  it('bring a node up to date that was cut off: it drops and makes replicas by what differs', () => {
    const test = TestCluster.started({ configs });
    create(test, 'stays', [[1, 2, 3]]);
    create(test, 'goes', [[1, 2, 3]]);
    const gone = test.topicId('goes');
    const cutOff = [1, 2, 3].find((id) => id !== test.controllerId) ?? -1;
    const node = test.cluster.broker(cutOff);
    assert.ok(node !== undefined);
    test.network.isCut = (from, to) => from !== to && (from === cutOff || to === cutOff);
    const others = test.running.filter(({ nodeId }) => nodeId !== cutOff);
    test.until('it is missed', () => others.every(({ image }) => !image.isActive(cutOff)));
    const seen = node.image.offset;
    for (let round = 0; round < 12; round++) {
      const body = { topicNames: [], topics: [{ name: 'goes', topicId: zeroUuid }], timeoutMs: 1_000 };
      test.ask(others[0]?.nodeId ?? -1, deleteTopicsApi, body);
      test.createTopicOn(others[0]?.nodeId ?? -1, 'goes', [[1, 2, 3]], others);
    }
    assert.ok(
      test.cluster.disk(others[0]?.nodeId ?? -1).metadataLog.logStartOffset > seen,
      'the log that it needs is gone',
    );
    test.network.isCut = () => false;
    test.until('it is back', () => test.cluster.isReady && sameImage(test));
    assert.equal(test.cluster.broker(cutOff), node, 'without a restart');
    assert.equal(node.replicas.find(gone, 0), undefined);
    assert.ok(node.replicas.find(test.topicId('goes'), 0) !== undefined);
    assert.ok(node.replicas.find(test.topicId('stays'), 0) !== undefined);
  });

  it('are what a node starts from, and what the next controller starts from', () => {
    const test = TestCluster.started({ configs });
    create(test, 'stays', [[1, 2, 3]]);
    churn(test, 10);
    for (const id of test.cluster.nodeIds) test.cluster.killNode(id);
    assert.ok(test.cluster.nodeIds.every((id) => test.cluster.disk(id).metadataLog.logStartOffset > 0));
    for (const id of test.cluster.nodeIds) test.cluster.startNode(id);
    for (const { image } of test.running)
      assert.ok(image.topicsByName.has('stays'), 'before anyone is asked');
    assert.equal(
      test.cluster.isReady,
      false,
      'what the snapshot says of the brokers was true of their last lives',
    );
    test.until('the cluster is ready', () => test.cluster.isReady);
    assert.equal(
      test.cluster.broker(test.controllerId)?.controller?.state.image.topicsByName.has('stays'),
      true,
    );
    create(test, 'after', [[1, 2, 3]]);
    test.until('its leader is elected', () => test.replica(1, 'after').leader !== -1);
    assert.equal(test.produce(test.replica(1, 'after').leader, 'after', ['b'])?.errorCode, 0);
  });

  it('are written after a time, too, once something has changed', () => {
    const test = TestCluster.started({ configs: { 'metadata.log.max.snapshot.interval.ms': '60000' } });
    test.advance(120_000);
    const written = () => test.cluster.disk(1).metadataSnapshots.all.map(({ offset }) => offset);
    assert.deepEqual(written(), [], 'nothing has changed');
    create(test, 'orders', [[1, 2, 3]]);
    const [first] = written();
    assert.ok(first !== undefined);
    create(test, 'payments', [[1, 2, 3]]);
    assert.deepEqual(written(), [first], 'the next one has time');
    assert.equal(test.cluster.disk(1).metadataLog.logStartOffset, 0, 'within the retention all is kept');
  });
});
