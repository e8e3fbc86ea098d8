/** The process that holds the cluster is killed again and again while clients write: nothing that was acknowledged is lost. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { offsetFetchApi } from '../../../src/protocol/messages/offsetFetch.ts';
import { zeroUuid } from '../../../src/protocol/schema.ts';
import { isOurs } from '../cluster.ts';
import { connectTo, type RawConnection } from '../raw/connection.ts';
import { fetchOne } from '../raw/fetching.ts';
import { stubbornProducer } from '../raw/stubbornProducer.ts';
import { describeTopic, type RawTopic, valuesIn } from '../raw/topics.ts';
import { type CleanUp, cleanUp, eventually } from '../support.ts';
import { KeptCluster } from './keptCluster.ts';

const kills = 20;
const groupId = 'crash.group';

describe('a cluster on disk whose process is killed', function () {
  this.timeout(300_000);
  const clean = cleanUp();

  before(function onlyOurs() {
    if (!isOurs()) this.skip();
  });

  it(`loses and doubles nothing in ${kills} crashes under load, and opens its logs each time`, async () => {
    const cluster = await KeptCluster.start(clean, '--topic', 'left:1', '--topic', 'right:1');
    const servers = (): readonly string[] => cluster.servers;
    const sent = { left: 0, right: 0 };
    let committed = 0;
    let over = false;
    const write = async (name: 'left' | 'right'): Promise<void> => {
      const producer = await stubbornProducer(clean, name, servers);
      while (!over) {
        const offset = await producer.send(`${sent[name]}`);
        assert.equal(offset, sent[name], 'the offset tells how many records there are before');
        sent[name] += 1;
      }
    };
    const commit = async (): Promise<void> => {
      while (!over) {
        const offset = sent.left;
        if (await commitOffset(clean, cluster, offset)) committed = offset;
        await sleep(5);
      }
    };
    const work = [write('left'), write('right'), commit()];
    for (let kill = 0; kill < kills; kill++) {
      const before = sent.left + sent.right;
      await eventually(
        'records since the last crash',
        () => sent.left + sent.right > before || undefined,
        60_000,
      );
      await sleep(Math.random() * 500);
      await cluster.end('SIGKILL');
      await cluster.start();
    }
    over = true;
    await Promise.all(work);
    for (const name of ['left', 'right'] as const) {
      const expected = Array.from({ length: sent[name] }, (_, index) => `${index}`);
      assert.deepEqual(await valuesOf(clean, cluster, name), expected);
    }
    assert.ok(committed > 0);
    const stored = await fetchOffset(clean, cluster);
    assert.ok(stored >= committed && stored <= sent.left, `${stored} for ${committed}`);
  });

  it('keeps topics, records and offsets when it is stopped and started', async () => {
    const cluster = await KeptCluster.start(clean, '--topic', 'kept:1', '--flush', 'always');
    const producer = await stubbornProducer(clean, 'kept', () => cluster.servers);
    for (let value = 0; value < 20; value++) await producer.send(`${value}`);
    await eventually('a commit', async () => (await commitOffset(clean, cluster, 7, 'kept')) || undefined);
    await cluster.end('SIGTERM');
    await cluster.start();
    assert.equal((await valuesOf(clean, cluster, 'kept')).length, 20);
    assert.equal(await fetchOffset(clean, cluster, 'kept'), 7);
    assert.equal(await producer.send('20'), 20);
  });
});

async function valuesOf(clean: CleanUp, cluster: KeptCluster, name: string): Promise<readonly string[]> {
  const values: string[] = [];
  const { topic, connection } = await leaderOf(clean, cluster, name);
  const end = await eventually('all is committed', async () => {
    const { errorCode, highWatermark } = await fetchOne(connection, topic);
    return errorCode === 0 ? highWatermark : undefined;
  });
  while (values.length < end) {
    const { records } = await fetchOne(connection, topic, { offset: values.length });
    values.push(...valuesIn(records));
  }
  return values;
}

async function leaderOf(
  clean: CleanUp,
  cluster: KeptCluster,
  name: string,
): Promise<{ readonly topic: RawTopic; readonly connection: RawConnection }> {
  const any = await connectTo(clean, cluster.servers[0] ?? '');
  const topic = await eventually(`a leader of ${name}`, () => describeTopic(any, name, 1));
  return { topic, connection: await connectTo(clean, topic.partitions[0]?.leader ?? '') };
}

/** @returns whether the coordinator has taken it; while there is none, or the process is down, it has not */
async function commitOffset(
  clean: CleanUp,
  cluster: KeptCluster,
  offset: number,
  topic = 'left',
): Promise<boolean> {
  const partitions = [{ partitionIndex: 0, committedOffset: offset, committedMetadata: null }];
  const topics = [{ name: topic, topicId: zeroUuid, partitions }];
  const request = { groupId, generationIdOrMemberEpoch: -1, memberId: '', topics };
  try {
    const connection = await coordinator(clean, cluster);
    const response = await connection.request(offsetCommitApi, 8, request);
    connection.socket.destroy();
    return response.topics[0]?.partitions[0]?.errorCode === 0;
  } catch {
    return false;
  }
}

async function fetchOffset(clean: CleanUp, cluster: KeptCluster, topic = 'left'): Promise<number> {
  return eventually('the committed offset', async () => {
    const connection = await coordinator(clean, cluster);
    const request = { groupId, topics: [{ name: topic, partitionIndexes: [0] }] };
    const response = await connection.request(offsetFetchApi, 5, request);
    return response.errorCode === 0 ? response.topics[0]?.partitions[0]?.committedOffset : undefined;
  });
}

async function coordinator(clean: CleanUp, cluster: KeptCluster): Promise<RawConnection> {
  const any = await connectTo(clean, cluster.servers[0] ?? '');
  const found = await any.request(findCoordinatorApi, 4, { coordinatorKeys: [groupId] });
  any.socket.destroy();
  const [answer] = found.coordinators;
  if (answer?.errorCode !== 0) throw new Error('there is no coordinator yet');
  return connectTo(clean, `${answer.host}:${answer.port}`);
}
