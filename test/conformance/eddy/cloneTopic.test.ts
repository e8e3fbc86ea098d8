/** A topic's copy: what it keeps, where it ends, how it is stopped. */
import assert from 'node:assert/strict';
import { type CloneProgress, cloneTopic } from '../../../src/client/cloneTopic.ts';
import type { ClusterService } from '../../../src/client/clusterService.ts';
import type { KafkaError } from '../../../src/client/errors.ts';
import { cleanUp, failureOf, unique } from '../support.ts';
import { bytes, newTopic, openClient, read, text } from './clients.ts';

describe('cloning a topic', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  function targetOf(client: ClusterService): { readonly service: ClusterService; readonly topic: string } {
    const topic = unique('cloned');
    clean.defer(() => client.deleteTopics([topic]));
    return { service: client, topic };
  }

  it('keeps partitions, keys, values, headers, times and changed configs', async () => {
    const [client, other] = [openClient(clean), openClient(clean)];
    const topic = await newTopic(clean, client, 3, 2);
    await client.admin.alterTopicConfigs(topic, { set: { 'max.message.bytes': '20000' } });
    const timestamp = Date.now() - 5_000;
    const sent = Array.from({ length: 300 }, (_, index) => ({
      topic,
      partition: index % 3,
      key: index % 5 === 0 ? undefined : bytes(`k${index}`),
      value: index % 7 === 0 ? null : bytes('x'.repeat(500)),
      headers: [{ key: 'n', value: bytes(`${index}`) }],
      timestamp: timestamp + index,
    }));
    for (let at = 0; at < sent.length; at += 30) await client.produce(sent.slice(at, at + 30));
    const target = targetOf(other);
    const told: CloneProgress[] = [];
    const result = await cloneTopic({
      source: { service: client, topic },
      target,
      onProgress: (progress) => told.push(progress),
    });
    assert.deepEqual(
      [result.records, result.total, result.cancelled, result.failures],
      [300, 300, false, []],
    );
    assert.ok(told.length > 1, 'chunks of at most max.message.bytes');
    assert.equal(told.at(-1)?.records, 300);

    const { records, count } = await read(clean, other, { topics: [target.topic], from: 'earliest' });
    await count(300);
    const seen = records.toSorted((a, b) => a.timestamp - b.timestamp);
    assert.deepEqual(
      seen.map((record) => [
        record.partition,
        text(record.key),
        text(record.value),
        record.headers.map(({ key, value }) => [key, text(value)]),
        record.timestamp,
      ]),
      sent.map((record) => [
        record.partition,
        text(record.key ?? null),
        text(record.value),
        record.headers.map(({ key, value }) => [key, text(value)]),
        record.timestamp,
      ]),
    );
    const { values } = await other.admin.describeTopicConfigs([target.topic]);
    const changed = (values.get(target.topic) ?? []).filter(({ source }) => source === 'dynamic-topic');
    assert.deepEqual(
      changed.map(({ name, value }) => [name, value]),
      [['max.message.bytes', '20000']],
    );
    const info = (await other.metadata()).topics.find(({ name }) => name === target.topic);
    assert.deepEqual(
      info?.partitions.map(({ replicas }) => replicas.length),
      [2, 2, 2],
    );
  });

  it('stops when told to', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    await client.admin.alterTopicConfigs(topic, { set: { 'max.message.bytes': '2000' } });
    for (let index = 0; index < 50; index++) {
      await client.produce([{ topic, partition: 0, value: bytes('x'.repeat(1_500)) }]);
    }
    const stop = new AbortController();
    const result = await cloneTopic({
      source: { service: client, topic },
      target: targetOf(client),
      signal: stop.signal,
      onProgress: ({ records }) => records === 3 && stop.abort(),
    });
    assert.deepEqual([result.cancelled, result.records, result.total], [true, 3, 50]);
  });

  it('refuses what exists and what does not', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const name = async (from: string, to: string): Promise<string> => {
      const cloning = cloneTopic({
        source: { service: client, topic: from },
        target: { service: client, topic: to },
      });
      return ((await failureOf(cloning)) as KafkaError).name;
    };
    assert.equal(await name(topic, topic), 'TOPIC_ALREADY_EXISTS');
    assert.equal(await name(unique('missing'), unique('never')), 'UNKNOWN_TOPIC_OR_PARTITION');
  });
});
