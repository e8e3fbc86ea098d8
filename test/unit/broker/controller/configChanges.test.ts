/** AlterConfigs and IncrementalAlterConfigs at the controller: what is written, and what is refused. */
import assert from 'node:assert/strict';
import { alterConfigs, incrementalAlterConfigs } from '../../../../src/broker/controller/configChanges.ts';
import { brokerResource, topicResource } from '../../../../src/broker/controller/metadataImage.ts';
import { errorByCode } from '../../../../src/protocol/errors.ts';
import { TestState } from './controllerState.ts';

const [set, remove, append, subtract] = [0, 1, 2, 3] as const;
type Change = readonly [name: string, operation: number, value: string | null];

describe('IncrementalAlterConfigs at the controller', () => {
  it('sets some configs and leaves the others', () => {
    const state = orders({ 'retention.ms': '1', 'retention.bytes': '2' });
    assert.deepEqual(change(state, ['retention.ms', set, '5'], ['segment.ms', set, '6']), {
      error: 'NONE',
      records: { 'retention.ms': '5', 'segment.ms': '6' },
    });
  });

  it('takes a config back, whether it was set or not', () => {
    const state = orders({ 'retention.ms': '1' });
    assert.deepEqual(change(state, ['retention.ms', remove, null], ['segment.ms', remove, null]), {
      error: 'NONE',
      records: { 'retention.ms': null },
    });
  });

  it('adds to a list what is not in it, and takes from it; from the default when nothing is set', () => {
    const state = orders({});
    assert.deepEqual(change(state, ['cleanup.policy', append, 'compact,delete']).records, {
      'cleanup.policy': 'delete,compact',
    });
    assert.deepEqual(change(state, ['cleanup.policy', subtract, 'delete']).records, { 'cleanup.policy': '' });
    const compacted = orders({ 'cleanup.policy': 'compact' });
    assert.deepEqual(change(compacted, ['cleanup.policy', append, 'compact']).records, {});
  });

  const refused: readonly (readonly [string, Change, string])[] = [
    ['an unknown config', ['no.such', set, '1'], 'INVALID_CONFIG: Unknown topic config name: no.such'],
    [
      'an illegal value',
      ['segment.bytes', set, '1'],
      'INVALID_CONFIG: Invalid value 1 for configuration segment.bytes: Value must be at least 1048576',
    ],
    [
      'a list operation on a number',
      ['retention.ms', append, '1'],
      "INVALID_CONFIG: Can't APPEND to key retention.ms because its type is not LIST.",
    ],
    [
      'a value that does not go with another',
      ['max.compaction.lag.ms', set, '10'],
      'INVALID_CONFIG: conflict topic config setting min.compaction.lag.ms (100) > max.compaction.lag.ms (10)',
    ],
    [
      'a value that is too long',
      ['cleanup.policy', set, 'x'.repeat(32_768)],
      'INVALID_CONFIG: The configuration value cannot be added because it exceeds the maximum value size of 32767 bytes.',
    ],
    [
      'tiered storage',
      ['remote.storage.enable', set, 'true'],
      'INVALID_CONFIG: Tiered Storage functionality is disabled in the broker. ' +
        'Topic cannot be configured with remote log storage.',
    ],
    ['an operation that is none', ['retention.ms', 9, '1'], 'UNKNOWN_SERVER_ERROR: Unknown operation.'],
  ];
  for (const [what, asked, error] of refused) {
    it(`refuses ${what}, and what came with it`, () => {
      const state = orders({ 'min.compaction.lag.ms': '100' });
      assert.deepEqual(change(state, ['retention.bytes', set, '5'], asked), { error, records: {} });
    });
  }

  it('refuses topics that are not there, and topics without a name', () => {
    const state = orders({});
    assert.match(ask(state, topicResource, 'gone', [['retention.ms', set, '5']]).error, /^UNKNOWN_TOPIC_OR/);
    assert.match(ask(state, topicResource, '', [['retention.ms', set, '5']]).error, /^INVALID_REQUEST/);
    assert.match(ask(state, topicResource, 'a b', []).error, /^INVALID_TOPIC_EXCEPTION/);
  });

  it('decides on each resource for itself', () => {
    const state = orders({});
    state.topic('payments', []);
    const body = (name: string, value: string) => ({
      resourceType: topicResource,
      resourceName: name,
      configs: [{ name: 'retention.ms', configOperation: set, value }],
    });
    const resources = [body('orders', 'x'), body('payments', '7')];
    const { records, response } = incrementalAlterConfigs(state, { resources, validateOnly: false });
    assert.deepEqual(
      response.responses.map(({ errorCode }) => errorByCode(errorCode).name),
      ['INVALID_CONFIG', 'NONE'],
    );
    assert.equal(records.length, 1);
  });

  it('writes nothing when it is asked to validate only', () => {
    const state = orders({});
    const configs = [{ name: 'retention.ms', configOperation: set, value: '7' }];
    const resources = [{ resourceType: topicResource, resourceName: 'orders', configs }];
    const { records, response } = incrementalAlterConfigs(state, { resources, validateOnly: true });
    assert.deepEqual([records, response.responses[0]?.errorCode], [[], 0]);
  });

  it('writes what a broker is told once more, so that the broker acts on it', () => {
    const state = orders({}).replay(configRecord(brokerResource, '1', 'log.retention.ms', '5'));
    const told = ask(state, brokerResource, '1', [['log.retention.ms', set, '5']]);
    assert.deepEqual(told, { error: 'NONE', records: { 'log.retention.ms': '5' } });
  });

  it('keeps min.insync.replicas the same for all brokers while eligible leader replicas hang on it', () => {
    const minIsr = (operation: number, value: string | null): Change => [
      'min.insync.replicas',
      operation,
      value,
    ];
    const before = orders({});
    assert.equal(ask(before, brokerResource, '1', [minIsr(set, '2')]).error, 'NONE');
    const name = 'eligible.leader.replicas.version';
    const state = before.replay({ type: 'FeatureLevel', value: { name, featureLevel: 1 } });
    assert.match(ask(state, brokerResource, '1', [minIsr(set, '2')]).error, /^INVALID_CONFIG: Broker-level/);
    assert.match(
      ask(state, brokerResource, '', [minIsr(remove, null)]).error,
      /^INVALID_CONFIG: Cluster-level/,
    );
    assert.equal(ask(state, brokerResource, '', [minIsr(set, '2')]).error, 'NONE');
    assert.equal(change(state, minIsr(set, '2')).error, 'NONE', 'a topic has its own');
  });
});

describe('AlterConfigs at the controller', () => {
  it('leaves a resource with what the request names and nothing else', () => {
    const state = orders({ 'retention.ms': '1', 'retention.bytes': '2' });
    const configs = [
      { name: 'retention.ms', value: '1' },
      { name: 'segment.ms', value: '3' },
    ];
    const resources = [{ resourceType: topicResource, resourceName: 'orders', configs }];
    const { records, response } = alterConfigs(state, { resources, validateOnly: false });
    assert.equal(response.responses[0]?.errorCode, 0);
    assert.deepEqual(written(records), { 'retention.bytes': null, 'segment.ms': '3' });
  });
});

function orders(configs: Readonly<Record<string, string>>): TestState {
  const state = new TestState().brokers(1, 2, 3);
  state.topic('orders', []);
  for (const [name, value] of Object.entries(configs)) {
    state.replay(configRecord(topicResource, 'orders', name, value));
  }
  return state;
}

function configRecord(resourceType: number, resourceName: string, name: string, value: string | null) {
  return { type: 'Config', value: { resourceType, resourceName, name, value } } as const;
}

function change(state: TestState, ...changes: readonly Change[]) {
  return ask(state, topicResource, 'orders', changes);
}

function ask(state: TestState, resourceType: number, resourceName: string, changes: readonly Change[]) {
  const configs = changes.map(([name, configOperation, value]) => ({ name, configOperation, value }));
  const request = { resources: [{ resourceType, resourceName, configs }], validateOnly: false };
  const { records, response } = incrementalAlterConfigs(state, request);
  const [answer] = response.responses;
  const name = errorByCode(answer?.errorCode ?? -1).name;
  const message = answer?.errorMessage ?? null;
  return { error: message === null ? name : `${name}: ${message}`, records: written(records) };
}

function written(
  records: ReturnType<typeof alterConfigs>['records'],
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    records.map((record): [string, string | null] =>
      record.type === 'Config' ? [record.value.name, record.value.value] : [record.type, null],
    ),
  );
}
