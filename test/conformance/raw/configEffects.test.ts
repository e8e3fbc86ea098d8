/** What is altered takes effect while clients work, without a restart. */
import assert from 'node:assert/strict';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import { encodeBatch } from '../../../src/protocol/records.ts';
import { isOurs } from '../cluster.ts';
import { cleanUp, eventually } from '../support.ts';
import { alter, brokerResource, type Resource, remove, set, topicResource } from './configs.ts';
import { connectRaw, type RawConnection } from './connection.ts';
import { batchOf, connectLeader, createRawTopic, produce, type RawTopic } from './topics.ts';

const earliest = -2;
const [MESSAGE_TOO_LARGE, INVALID_TIMESTAMP, INVALID_RECORD] = [10, 32, 87];

describe('altered configs take effect', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('max.message.bytes, set and taken back', async () => {
    const { topic, leader, resource } = await fresh();
    const large = batchOf(['x'.repeat(2_000)]);
    const answers = (code: number) => produceAnswers(leader, topic, large, code);
    await answers(0);
    await alter(leader, resource, [['max.message.bytes', set, '1000']]);
    await answers(MESSAGE_TOO_LARGE);
    await alter(leader, resource, [['max.message.bytes', remove, null]]);
    await answers(0);
  });

  it('message.timestamp.type', async () => {
    const { topic, leader, resource } = await fresh();
    assert.equal((await produce(leader, topic, batchOf(['a']))).logAppendTimeMs, -1);
    await alter(leader, resource, [['message.timestamp.type', set, 'LogAppendTime']]);
    await eventually('the time of the broker', async () => {
      const { logAppendTimeMs } = await produce(leader, topic, batchOf(['a']));
      return logAppendTimeMs > 0 ? true : undefined;
    });
  });

  it('cleanup.policy: a topic that becomes compacted demands keys', async () => {
    const { topic, leader, resource } = await fresh();
    await produceAnswers(leader, topic, batchOf(['a']), 0);
    await alter(leader, resource, [['cleanup.policy', set, 'compact']]);
    await produceAnswers(leader, topic, batchOf(['a']), INVALID_RECORD);
  });

  /** Apache Kafka does it, too, the next time that it looks: every five minutes. */
  it('retention.ms: old records go at once', async function () {
    if (!isOurs()) this.skip();
    const { topic, leader, resource } = await fresh();
    const records = [{ key: null, value: Buffer.from('a'), timestamp: Date.now() - 10_000 }];
    await produceAnswers(leader, topic, encodeBatch({ records }), 0);
    assert.equal(await start(leader, topic), 0);
    await alter(leader, resource, [['retention.ms', set, '5000']]);
    await eventually('nothing is left', async () => ((await start(leader, topic)) === 1 ? true : undefined));
  });

  it('log.message.timestamp.after.max.ms, set on all brokers', async () => {
    const { topic, leader } = await fresh();
    const all: Resource = [brokerResource, ''];
    const records = [{ key: null, value: Buffer.from('a'), timestamp: Date.now() + 1_000_000 }];
    const ahead = encodeBatch({ records });
    await produceAnswers(leader, topic, ahead, 0);
    clean.defer(async () =>
      alter(await connectRaw(clean), all, [['log.message.timestamp.after.max.ms', remove, null]]),
    );
    await alter(leader, all, [['log.message.timestamp.after.max.ms', set, '500000']]);
    await produceAnswers(leader, topic, ahead, INVALID_TIMESTAMP);
  });

  async function fresh() {
    const topic = await createRawTopic(clean);
    const resource: Resource = [topicResource, topic.name];
    return { topic, resource, leader: await connectLeader(clean, topic) };
  }
});

async function produceAnswers(
  leader: RawConnection,
  topic: RawTopic,
  batch: Buffer,
  code: number,
): Promise<void> {
  await eventually(`error ${code}`, async () =>
    (await produce(leader, topic, batch)).errorCode === code ? true : undefined,
  );
}

async function start(leader: RawConnection, topic: RawTopic): Promise<number> {
  const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, timestamp: earliest }] }];
  const response = await leader.request(listOffsetsApi, 5, { replicaId: -1, topics });
  return Number(response.topics[0]?.partitions[0]?.offset);
}
