/** Configs that are altered while the cluster runs: who refuses what, and that the rest takes effect at once. */
import assert from 'node:assert/strict';
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { alterConfigsApi } from '../../../src/protocol/messages/alterConfigs.ts';
import { describeConfigsApi } from '../../../src/protocol/messages/describeConfigs.ts';
import { incrementalAlterConfigsApi } from '../../../src/protocol/messages/incrementalAlterConfigs.ts';
import { listConfigResourcesApi } from '../../../src/protocol/messages/listConfigResources.ts';
import { assertError, TestCluster } from './testCluster.ts';

const topicResource = 2;
const brokerResource = 4;
const [set, remove] = [0, 1] as const;

describe('altered configs', () => {
  it('of a topic hold on every replica', () => {
    const test = cluster();
    alter(test, 1, topicResource, 'orders', {
      'max.message.bytes': '77',
      'message.timestamp.type': 'LogAppendTime',
    });
    for (const nodeId of [1, 2, 3]) {
      const { configs } = test.replica(nodeId, 'orders').log;
      assert.deepEqual([configs.maxMessageBytes, configs.messageTimestampType], [77, 'LogAppendTime']);
    }
    assertError(test.produce(1, 'orders', ['x'.repeat(100)])?.errorCode, 'MESSAGE_TOO_LARGE');
  });

  it('of all brokers hold where neither the topic nor the broker says otherwise', () => {
    const test = cluster();
    test.createTopic('own', [[1, 2, 3]], { 'retention.ms': '9' });
    alter(test, 2, brokerResource, '', { 'log.retention.ms': '5' });
    alter(test, 3, brokerResource, '3', { 'log.retention.ms': '7' });
    const retention = (topic: string): number[] =>
      [1, 2, 3].map((nodeId) => test.replica(nodeId, topic).log.configs.retentionMs);
    assert.deepEqual(retention('orders'), [5, 5, 7]);
    assert.deepEqual(retention('own'), [9, 9, 9]);
    test.createTopic('later', [[1, 2, 3]]);
    assert.deepEqual(retention('later'), [5, 5, 7]);
  });

  it('of a broker are there again when it starts again', () => {
    const test = cluster();
    alter(test, 2, brokerResource, '2', { 'message.max.bytes': '77' });
    test.cluster.killNode(2);
    test.advance(3_000);
    test.cluster.startNode(2);
    test.until('ready', () => test.cluster.isReady);
    assert.equal(test.cluster.broker(2)?.configs.number('message.max.bytes'), 77);
    assert.equal(test.replica(2, 'orders').log.configs.maxMessageBytes, 77);
  });

  it('let old segments go at once, where they are committed', () => {
    const test = cluster();
    test.produce(1, 'orders', ['a', 'b']);
    test.advance(5_000);
    const starts = (): number[] =>
      [1, 2, 3].map((nodeId) => test.replica(nodeId, 'orders').log.logStartOffset);
    assert.deepEqual(starts(), [0, 0, 0]);
    alter(test, 1, topicResource, 'orders', { 'retention.ms': '1' });
    assert.deepEqual(starts(), [2, 2, 2]);
  });

  it('commit what waited for more replicas than are wanted now', () => {
    const test = cluster();
    test.createTopic('paired', [[1, 2]], { 'min.insync.replicas': '2' });
    test.cluster.killNode(2);
    test.until('1 is alone', () => test.replica(1, 'paired').isr.length === 1);
    assertError(test.produce(1, 'paired', ['a'], 1)?.errorCode, 'NONE');
    assert.equal(test.replica(1, 'paired').highWatermark, 0);
    assertError(test.produce(1, 'paired', ['b'])?.errorCode, 'NOT_ENOUGH_REPLICAS');
    alter(test, 1, topicResource, 'paired', { 'min.insync.replicas': '1' });
    assert.equal(test.replica(1, 'paired').highWatermark, 1);
    assertError(test.produce(1, 'paired', ['b'])?.errorCode, 'NONE');
  });

  it('unclean.leader.election.enable brings a leader back, at once', () => {
    const test = cluster();
    test.createTopic('risky', [[2, 3]]);
    const controller = test.controllerId;
    assert.ok(controller > 0);
    test.cluster.killNode(3);
    test.until('2 is alone', () => test.replica(2, 'risky').isr.length === 1);
    test.cluster.killNode(2);
    test.cluster.startNode(3);
    test.until('no leader', () => registration(test)?.leader === -1 && active(test, 3));
    alter(test, 1, topicResource, 'risky', { 'unclean.leader.election.enable': 'true' });
    test.until('3 leads', () => registration(test)?.leader === 3, 200);
  });

  it('leave nothing behind when they are taken back', () => {
    const test = cluster();
    const altered = (): readonly string[] =>
      [...(test.cluster.broker(1)?.image.allConfigs() ?? [])]
        .filter(({ resourceType }) => resourceType === topicResource)
        .map(({ resourceName }) => resourceName);
    alter(test, 1, topicResource, 'orders', { 'retention.ms': '5' });
    assert.deepEqual(altered(), ['orders']);
    alter(test, 1, topicResource, 'orders', { 'retention.ms': null });
    assert.deepEqual(altered(), []);
  });
});

describe('IncrementalAlterConfigs at the broker that is asked', () => {
  const dynamic = 'log.retention.ms';
  const refused: readonly (readonly [string, number, string, readonly Change[], string])[] = [
    [
      'another broker',
      brokerResource,
      '2',
      [[dynamic, set, '5']],
      'INVALID_REQUEST: Unexpected broker id, expected 1, but received 2',
    ],
    [
      'a broker that is no number',
      brokerResource,
      'x',
      [],
      'INVALID_REQUEST: Node id must be an integer, but it is: x',
    ],
    [
      'what only a restart changes',
      brokerResource,
      '',
      [
        ['num.partitions', set, '5'],
        [dynamic, set, '5'],
        ['node.id', set, '5'],
      ],
      'INVALID_REQUEST: Cannot update these configs dynamically: [num.partitions, node.id]',
    ],
    [
      'an illegal value',
      brokerResource,
      '1',
      [['message.max.bytes', set, '-1']],
      'INVALID_REQUEST: Invalid value -1 for configuration message.max.bytes: Value must be at least 0',
    ],
    [
      'a list operation on a number',
      brokerResource,
      '1',
      [[dynamic, 2, '5']],
      'INVALID_CONFIG: Config value append is not allowed for config key: log.retention.ms',
    ],
    [
      'a list operation on the unknown',
      brokerResource,
      '1',
      [['no.such', 3, '5']],
      'INVALID_CONFIG: Unknown config name: no.such',
    ],
    [
      'an unknown operation',
      brokerResource,
      '1',
      [[dynamic, 7, '5']],
      'INVALID_REQUEST: Unknown operations type 7',
    ],
    [
      'no value',
      topicResource,
      'orders',
      [['retention.ms', set, null]],
      'INVALID_REQUEST: Null value not supported for : retention.ms',
    ],
    [
      'a config twice',
      topicResource,
      'orders',
      [
        ['retention.ms', set, '5'],
        ['retention.ms', remove, null],
      ],
      'INVALID_REQUEST: Error due to duplicate config keys',
    ],
    ['a resource of an unknown type', 5, 'x', [], 'INVALID_REQUEST: Unknown resource type 5'],
  ];
  for (const [what, resourceType, name, changes, error] of refused) {
    it(`refuses ${what}`, () =>
      assert.deepEqual(errorsOf(cluster(), [[resourceType, name, changes]]), [error]));
  }

  it('refuses a resource that is named twice, and passes the others on', () => {
    const test = cluster();
    const twice = 'INVALID_REQUEST: Each resource must appear at most once.';
    const change: readonly Change[] = [['retention.ms', set, '5']];
    const asked = [
      [topicResource, 'orders', change],
      [topicResource, 'gone', change],
      [topicResource, 'orders', []],
    ] as const;
    const gone = "UNKNOWN_TOPIC_OR_PARTITION: The topic 'gone' does not exist.";
    assert.deepEqual(errorsOf(test, asked), [twice, gone, twice]);
  });

  it('takes a config that nobody knows, and shows nobody its value', () => {
    const test = cluster();
    alter(test, 1, brokerResource, '1', { 'plug.in': 'secret' });
    const [config] = describeOnly(test, 1, brokerResource, '1', ['plug.in']);
    assert.deepEqual(
      [config?.value, config?.isSensitive, config?.synonyms],
      [null, true, [{ name: 'plug.in', value: null, source: 2 }]],
    );
  });
});

describe('AlterConfigs', () => {
  it('takes back what it does not name', () => {
    const test = cluster();
    alter(test, 1, topicResource, 'orders', { 'retention.ms': '5' });
    const configs = [{ name: 'segment.ms', value: '6' }];
    const resources = [{ resourceType: topicResource, resourceName: 'orders', configs }];
    assert.equal(test.ask(2, alterConfigsApi, { resources }).responses[0]?.errorCode, errorCodes.NONE);
    test.until('everywhere', () => test.replica(3, 'orders').log.configs.segmentMs === 6);
    assert.equal(test.replica(3, 'orders').log.configs.retentionMs, 604_800_000);
  });
});

describe('ListConfigResources', () => {
  it('names the brokers that live, and the topics', () => {
    const test = cluster();
    test.cluster.killNode(3);
    test.until('3 is fenced', () => !active(test, 3));
    const list = (...resourceTypes: number[]) => test.ask(1, listConfigResourcesApi, { resourceTypes });
    assert.deepEqual(
      list().configResources.map(({ resourceName }) => resourceName),
      ['1', '2', 'orders'],
    );
    assert.deepEqual(list(topicResource).configResources, [
      { resourceName: 'orders', resourceType: topicResource },
    ]);
    assertError(list(topicResource, 5).errorCode, 'UNSUPPORTED_VERSION');
    assert.deepEqual(
      test.ask(1, listConfigResourcesApi, {}, 0).configResources,
      [],
      'v0 knows client metrics only',
    );
  });
});

type Change = readonly [name: string, operation: number, value: string | null];

function cluster(configs: Readonly<Record<string, string>> = {}): TestCluster {
  const test = TestCluster.started({ configs });
  test.createTopic('orders', [[1, 2, 3]]);
  return test;
}

/** Sets configs, or takes back those whose value is null; done when every node knows it. */
function alter(
  test: TestCluster,
  nodeId: number,
  resourceType: number,
  name: string,
  values: Readonly<Record<string, string | null>>,
): void {
  const changes = Object.entries(values).map(
    ([key, value]): Change => [key, value === null ? remove : set, value],
  );
  assert.deepEqual(errorsOf(test, [[resourceType, name, changes]], nodeId), ['NONE']);
  test.until('every node knows', () =>
    test.running.every(({ image }) =>
      Object.entries(values).every(
        ([key, value]) => (image.configsOf(resourceType, name).get(key) ?? null) === value,
      ),
    ),
  );
}

function errorsOf(
  test: TestCluster,
  asked: readonly (readonly [number, string, readonly Change[]])[],
  nodeId = 1,
): string[] {
  const resources = asked.map(([resourceType, resourceName, changes]) => ({
    resourceType,
    resourceName,
    configs: changes.map(([name, configOperation, value]) => ({ name, configOperation, value })),
  }));
  const { responses } = test.ask(nodeId, incrementalAlterConfigsApi, { resources });
  return responses.map(({ errorCode, errorMessage }) => {
    const { name } = errorByCode(errorCode);
    return errorMessage === null ? name : `${name}: ${errorMessage}`;
  });
}

function describeOnly(
  test: TestCluster,
  nodeId: number,
  resourceType: number,
  resourceName: string,
  configurationKeys: string[],
) {
  const resources = [{ resourceType, resourceName, configurationKeys }];
  return test.ask(nodeId, describeConfigsApi, { resources, includeSynonyms: true }).results[0]?.configs ?? [];
}

function registration(test: TestCluster) {
  return test.cluster.broker(1)?.image.topicsByName.get('risky')?.partitions[0];
}

function active(test: TestCluster, nodeId: number): boolean {
  return test.cluster.broker(1)?.image.isActive(nodeId) === true;
}
