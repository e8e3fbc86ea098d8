/**
 * Which configs there are, with type, default, and whether they may change: what Apache Kafka 4.4 shows stands in
 * kafkaConfigs.json, and is compared with the cluster in both directions.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs } from '../cluster.ts';
import { cleanUp } from '../support.ts';
import { brokerResource, describeResource, topicResource } from './configs.ts';
import { connectRaw } from './connection.ts';
import { createRawTopic } from './topics.ts';

type Fact = readonly [type: string, byDefault: string | null, change?: 'fixed' | 'dynamic'];

const file = join(import.meta.dirname, 'kafkaConfigs.json');
const kafka: Readonly<Record<'topic' | 'broker', Readonly<Record<string, Fact>>>> = JSON.parse(
  readFileSync(file, 'utf8'),
);

/** DescribeConfigsResponse.ConfigType, by code. */
const types = ['UNKNOWN', 'BOOLEAN', 'STRING', 'INT', 'SHORT', 'LONG', 'DOUBLE', 'LIST', 'CLASS', 'PASSWORD'];
const byDefault = 5;

describe('the configs there are', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('a topic has those of Kafka 4.4, each with its type and default, and may set every one', async () => {
    const topic = await createRawTopic(clean);
    const described = await describeResource(await connectRaw(clean), [topicResource, topic.name]);
    const shown = (described?.configs ?? []).map((config): [string, Fact] => {
      assert.equal(config.readOnly, false, config.name);
      return [config.name, [types[config.configType] ?? '', inheritedDefault(config) ?? config.value]];
    });
    assert.deepEqual(Object.fromEntries(shown), kafka.topic);
  });

  it("a broker's are those of Kafka 4.4, with type and default; the same ones may change while it runs", async () => {
    const described = await describeResource(await connectRaw(clean), [brokerResource, '1']);
    const shown = Object.fromEntries(
      (described?.configs ?? []).map((config): [string, Fact] => [
        config.name,
        [types[config.configType] ?? '', defaultOf(config), config.readOnly ? 'fixed' : 'dynamic'],
      ]),
    );
    // Ours leaves out what means nothing here (README); what it shows is Kafka's.
    const names = isOurs() ? Object.keys(shown) : Object.keys(kafka.broker);
    assert.ok(names.length > 50);
    const expected = Object.fromEntries(names.map((name) => [name, kafka.broker[name]]));
    assert.deepEqual(shown, expected);
  });

  it('every broker config that gives topics a default is there', async () => {
    const topic = await createRawTopic(clean);
    const connection = await connectRaw(clean);
    const ofTopic = (await describeResource(connection, [topicResource, topic.name]))?.configs ?? [];
    const ofBroker = (await describeResource(connection, [brokerResource, '1']))?.configs ?? [];
    const names = new Set(ofBroker.map(({ name }) => name));
    const inherited = ofTopic.flatMap(({ synonyms }) => synonyms.map(({ name }) => name));
    assert.ok(inherited.length > 25);
    assert.deepEqual(
      inherited.filter((name) => !names.has(name)),
      [],
    );
  });

  it('all of them are documented', async () => {
    const topic = await createRawTopic(clean);
    const connection = await connectRaw(clean);
    for (const resource of [[topicResource, topic.name] as const, [brokerResource, '1'] as const]) {
      const described = await describeResource(connection, resource);
      const silent = described?.configs.filter(({ documentation }) => (documentation ?? '').length < 10);
      assert.deepEqual(
        silent?.map(({ name }) => name).filter((name) => !name.startsWith('ssl.')),
        [],
      );
    }
  });
});

/** What a topic has where nothing at all is set. */
function inheritedDefault({ synonyms }: { synonyms: readonly Synonym[] }): string | null {
  return synonyms.find(({ source }) => source === byDefault)?.value ?? null;
}

/** What Kafka states as the default of the config itself; null when it states none. */
function defaultOf({ name, synonyms }: { name: string; synonyms: readonly Synonym[] }): string | null {
  return synonyms.find((synonym) => synonym.source === byDefault && synonym.name === name)?.value ?? null;
}

interface Synonym {
  readonly name: string;
  readonly value: string | null;
  readonly source: number;
}
