import assert from 'node:assert/strict';
import type { Disk } from '../../../../src/broker/disk.ts';
import { recoverDisk, storedClusterId } from '../../../../src/broker/storage/diskRecovery.ts';
import { RecoveryError, type StoredFiles } from '../../../../src/broker/storage/storage.ts';
import { deleteTopicsApi } from '../../../../src/protocol/messages/deleteTopics.ts';
import { zeroUuid } from '../../../../src/protocol/schema.ts';
import { seededRandom } from '../../../simulation/seededRandom.ts';
import { contents } from '../log/batches.ts';
import { assertError, TestCluster } from '../testCluster.ts';
import { filesUnder, RecordedStorage } from './recordedStorage.ts';

const nodes = [1, 2, 3];
const clusterId = 'Mk3OEYBSD34fcwNTJENDM2Qk';

/** The disks of a whole process, which writes in one order. */
function disksOf(
  storage: RecordedStorage,
  files: StoredFiles,
  reports: string[] = [],
): ReadonlyMap<number, Disk> {
  return new Map(
    nodes.map((nodeId) => {
      const disk = recoverDisk({
        nodeId,
        clusterId,
        directoryId: `directory-${nodeId}`,
        voters: nodes,
        path: `/data/node-${nodeId}`,
        files: filesUnder(files, `node-${nodeId}/`),
        storage: storage.under(`node-${nodeId}/`),
        options: {},
        report: (message) => reports.push(message),
      });
      return [nodeId, disk];
    }),
  );
}

/** A cluster on such disks, all its nodes started. */
function clusterOn(disks: ReadonlyMap<number, Disk>, seed: number): TestCluster {
  const configs = { 'metadata.log.max.record.bytes.between.snapshots': '1000' };
  return TestCluster.started({ seed, configs, openDisk: (nodeId) => disks.get(nodeId) as Disk });
}

/** What a process did until it was killed, and when it said so. */
function busyProcess(storage: RecordedStorage): { readonly value: string; readonly operations: number }[] {
  const test = clusterOn(disksOf(storage, new Map()), 1);
  const acknowledged: { value: string; operations: number }[] = [];
  test.createTopic('orders', [[1, 2, 3]], { 'segment.bytes': '1048576' });
  test.createTopic('doomed', [[3, 1, 2]]);
  for (let round = 0; round < 12; round++) {
    const value = `order-${round}`;
    const leader = test.running[0]?.image.topicsByName.get('orders')?.partitions[0]?.leader ?? -1;
    const answer = test.produce(leader, 'orders', [value]);
    assertError(answer?.errorCode, 'NONE');
    acknowledged.push({ value, operations: storage.length });
    if (round === 4) {
      test.cluster.killNode(leader);
      test.until(
        'another leads',
        () => test.running[0]?.image.topicsByName.get('orders')?.partitions[0]?.leader !== leader,
      );
      test.cluster.startNode(leader);
      test.until('it is back', () => test.cluster.isReady);
    }
    if (round === 8) deleteTopic(test, 'doomed');
  }
  test.advance(6_000);
  return acknowledged;
}

describe('Recovery of a cluster', () => {
  it('finds, whenever the process was killed, every record that was acknowledged, in order', () => {
    const storage = new RecordedStorage();
    const acknowledged = busyProcess(storage);
    assert.ok([...storage.files().keys()].some((path) => path.endsWith('.checkpoint')));
    const random = seededRandom(7);
    for (let crash = 0; crash < 40; crash++) {
      const count = Math.floor(random() * (storage.length + 1));
      const files = storage.files(count, Math.floor(random() * storage.sizeOf(count)));
      const test = clusterOn(disksOf(new RecordedStorage(files), files), 100 + crash);
      const promised = acknowledged.filter(({ operations }) => operations <= count).map(({ value }) => value);
      const found = promised.length === 0 ? [] : valuesOf(test, 'orders');
      assert.deepEqual(found.slice(0, promised.length), promised, `after ${count} operations`);
    }
  });

  it('goes on where the last process ended, and can be killed again', () => {
    let files: StoredFiles = new Map();
    const expected: string[] = [];
    for (let start = 0; start < 4; start++) {
      const storage = new RecordedStorage(files);
      const test = clusterOn(disksOf(storage, files), start);
      if (start === 0) test.createTopic('orders', [[1, 2, 3]]);
      expected.push(`start-${start}`);
      const leader = test.running[0]?.image.topicsByName.get('orders')?.partitions[0]?.leader ?? -1;
      assertError(test.produce(leader, 'orders', [`start-${start}`])?.errorCode, 'NONE');
      assert.deepEqual(valuesOf(test, 'orders'), expected);
      files = storage.files();
    }
  });

  it('removes the files of a topic that was deleted, also when a node was down then', () => {
    const storage = new RecordedStorage();
    const test = clusterOn(disksOf(storage, new Map()), 3);
    test.createTopic('doomed', [[1, 2, 3]]);
    test.cluster.killNode(3);
    test.until('there is a controller', () => test.controllerId !== -1);
    deleteTopic(test, 'doomed');
    const isThere = (): boolean => [...storage.files().keys()].some((path) => path.includes('doomed'));
    assert.ok(isThere());
    test.cluster.startNode(3);
    test.until('it is back', () => test.cluster.isReady);
    assert.deepEqual(
      [...storage.files().keys()].filter((path) => path.includes('doomed')),
      [],
    );
  });

  it('puts a directory aside that a power cut has left without its topic, and fetches the records again', () => {
    let files: StoredFiles = new Map();
    const reports: string[] = [];
    for (const number of [1, 2]) {
      const storage = new RecordedStorage(files);
      const test = clusterOn(disksOf(storage, files, reports), number);
      if (number === 1) test.createTopic('orders', [[1, 2, 3]]);
      const leader = test.running[0]?.image.topicsByName.get('orders')?.partitions[0]?.leader ?? -1;
      assertError(test.produce(leader, 'orders', [`order-${number}`])?.errorCode, 'NONE');
      files = new Map([
        ...storage.files(),
        ['node-2/orders-0/partition.metadata', { bytes: Buffer.alloc(0), modified: 0 }],
      ]);
    }
    const storage = new RecordedStorage(files);
    const test = clusterOn(disksOf(storage, files, reports), 3);
    assert.deepEqual(valuesOf(test, 'orders'), ['order-1', 'order-2']);
    test.until(
      'all are in sync',
      () => test.running[0]?.image.topicsByName.get('orders')?.partitions[0]?.isr.length === 3,
    );
    assert.equal(test.replica(2, 'orders').log.logEndOffset, 2);
    assert.deepEqual(
      reports,
      [1, 2].map((n) => `orders-0 does not say which topic it belongs to: put aside as orders-0.${n}-stray`),
    );
    const names = new Set([...storage.files().keys()].map((path) => path.split('/').slice(0, 2).join('/')));
    for (const name of ['orders-0', 'orders-0.1-stray', 'orders-0.2-stray'])
      assert.ok(names.has(`node-2/${name}`));
  });

  it('knows its cluster, and refuses the directory of another node or one without an identity', () => {
    const storage = new RecordedStorage();
    disksOf(storage, new Map());
    const files = filesUnder(storage.files(), 'node-2/');
    assert.equal(storedClusterId(2, nodes, files), clusterId);
    assert.equal(storedClusterId(2, nodes, new Map()), undefined);
    assert.throws(() => storedClusterId(1, nodes, files), RecoveryError);
    const stranger = new Map([...files].filter(([path]) => path !== 'meta.properties'));
    assert.throws(() => storedClusterId(2, nodes, stranger), RecoveryError);
  });
});

function deleteTopic(test: TestCluster, name: string): void {
  const body = { topics: [{ name, topicId: zeroUuid }], topicNames: [], timeoutMs: 5_000 };
  const answer = test.ask(test.running[0]?.nodeId ?? 1, deleteTopicsApi, body);
  assertError(answer.responses[0]?.errorCode, 'NONE');
}

/** The leader's records once it knows them to be committed. */
function valuesOf(test: TestCluster, topic: string): string[] {
  const leader = (): number => test.running[0]?.image.topicsByName.get(topic)?.partitions[0]?.leader ?? -1;
  test.until('there is a leader', () => leader() > 0 && test.replica(leader(), topic).role === 'leader');
  const { log } = test.replica(leader(), topic);
  test.until('all is committed', () => test.replica(leader(), topic).highWatermark === log.logEndOffset);
  const { records } = log.read(log.logStartOffset, Number.MAX_SAFE_INTEGER, log.logEndOffset, true);
  return contents(records).map((text) => text.slice(text.indexOf(':') + 1));
}
