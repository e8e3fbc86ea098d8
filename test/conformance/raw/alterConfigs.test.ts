/** Configs are altered: what each operation comes to, where values come from then, what is refused and with which words. */
import assert from 'node:assert/strict';
import { alterConfigsApi } from '../../../src/protocol/messages/alterConfigs.ts';
import { incrementalAlterConfigsApi } from '../../../src/protocol/messages/incrementalAlterConfigs.ts';
import { cleanUp, unique } from '../support.ts';
import {
  alter,
  append,
  brokerResource,
  type Change,
  describeResource,
  type Resource,
  remove,
  set,
  shows,
  subtract,
  topicResource,
} from './configs.ts';
import { connectRaw } from './connection.ts';
import { createRawTopic } from './topics.ts';

const done = [0, null];
const [INVALID_CONFIG, INVALID_REQUEST, UNKNOWN_TOPIC] = [40, 42, 3];
const [fromTopic, fromBroker, fromAllBrokers, byDefault] = [1, 2, 3, 5];

describe('altering the configs of a topic', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('a value is set, shown with what it hides, and taken back', async () => {
    const { connection, topic } = await fresh();
    assert.deepEqual(await alter(connection, topic, [['retention.bytes', set, ' 77 ']]), done);
    const config = await shows(connection, topic, 'retention.bytes', '77', fromTopic);
    assert.deepEqual(config.synonyms, [
      { name: 'retention.bytes', value: '77', source: fromTopic },
      { name: 'log.retention.bytes', value: '-1', source: byDefault },
    ]);
    assert.deepEqual(await alter(connection, topic, [['retention.bytes', remove, null]]), done);
    await shows(connection, topic, 'retention.bytes', '-1', byDefault);
  });

  it('items are added to a list and taken from it, beginning with the default', async () => {
    const { connection, topic } = await fresh();
    const step = async (operation: number, value: string, becomes: string): Promise<void> => {
      assert.deepEqual(await alter(connection, topic, [['cleanup.policy', operation, value]]), done);
      await shows(connection, topic, 'cleanup.policy', becomes, fromTopic);
    };
    await step(append, 'compact', 'delete,compact');
    await step(append, 'compact', 'delete,compact');
    await step(subtract, 'delete', 'compact');
    await step(subtract, 'compact', '');
    await step(set, 'compact, delete', 'compact,delete');
  });

  it('AlterConfigs takes back what it does not name', async () => {
    const { connection, topic } = await fresh();
    await alter(connection, topic, [
      ['retention.ms', set, '1000000'],
      ['retention.bytes', set, '5'],
    ]);
    await shows(connection, topic, 'retention.ms', '1000000', fromTopic);
    const [resourceType, resourceName] = topic;
    const replace = async (configs: readonly { name: string; value: string | null }[]) => {
      const resources = [{ resourceType, resourceName, configs }];
      const { responses } = await connection.request(alterConfigsApi, 2, { resources });
      return [responses[0]?.errorCode, responses[0]?.errorMessage];
    };
    assert.deepEqual(await replace([{ name: 'segment.ms', value: '12345' }]), done);
    await shows(connection, topic, 'segment.ms', '12345', fromTopic);
    await shows(connection, topic, 'retention.ms', '604800000', byDefault);
    await shows(connection, topic, 'retention.bytes', '-1', byDefault);
    const withoutValue = await replace([{ name: 'segment.ms', value: null }]);
    assert.deepEqual(withoutValue, [INVALID_REQUEST, 'Null value not supported for : segment.ms']);
    assert.deepEqual(await replace([]), done);
    await shows(connection, topic, 'segment.ms', '604800000', byDefault);
  });

  const refused: readonly (readonly [readonly Change[], number, string])[] = [
    [[['no.such', set, '1']], INVALID_CONFIG, 'Unknown topic config name: no.such'],
    [
      [['retention.ms', set, 'soon']],
      INVALID_CONFIG,
      'Invalid value soon for configuration retention.ms: Not a number of type LONG',
    ],
    [
      [['retention.ms', set, '-2']],
      INVALID_CONFIG,
      'Invalid value -2 for configuration retention.ms: Value must be at least -1',
    ],
    [
      [['max.message.bytes', set, '99999999999']],
      INVALID_CONFIG,
      'Invalid value 99999999999 for configuration max.message.bytes: Not a number of type INT',
    ],
    [
      [['min.cleanable.dirty.ratio', set, '2']],
      INVALID_CONFIG,
      'Invalid value 2.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
    ],
    [
      [['preallocate', set, 'maybe']],
      INVALID_CONFIG,
      'Invalid value maybe for configuration preallocate: Expected value to be either true or false',
    ],
    [
      [['cleanup.policy', append, 'shred']],
      INVALID_CONFIG,
      'Invalid value shred for configuration cleanup.policy: String must be one of: compact, delete',
    ],
    [
      [['compression.gzip.level', set, '12']],
      INVALID_CONFIG,
      'Invalid value 12 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
    ],
    [
      [['leader.replication.throttled.replicas', set, 'x']],
      INVALID_CONFIG,
      'Invalid value [x] for configuration leader.replication.throttled.replicas: ' +
        "leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following " +
        'format: [partitionId]:[brokerId],[partitionId]:[brokerId],...',
    ],
    [
      [
        ['max.compaction.lag.ms', set, '10'],
        ['min.compaction.lag.ms', set, '100'],
      ],
      INVALID_CONFIG,
      'conflict topic config setting min.compaction.lag.ms (100) > max.compaction.lag.ms (10)',
    ],
    [
      [['retention.ms', append, '5']],
      INVALID_CONFIG,
      "Can't APPEND to key retention.ms because its type is not LIST.",
    ],
    [
      [
        ['retention.ms', set, null],
        ['retention.bytes', append, null],
      ],
      INVALID_REQUEST,
      'Null value not supported for : retention.ms, retention.bytes',
    ],
    [
      [
        ['retention.ms', set, '5'],
        ['retention.ms', remove, null],
      ],
      INVALID_REQUEST,
      'Error due to duplicate config keys',
    ],
    [
      [['remote.storage.enable', set, 'true']],
      INVALID_CONFIG,
      'Tiered Storage functionality is disabled in the broker. ' +
        'Topic cannot be configured with remote log storage.',
    ],
  ];
  for (const [changes, code, message] of refused) {
    it(`refused, and with it what is well: ${message}`, async () => {
      const { connection, topic } = await fresh();
      const asked: readonly Change[] = [['file.delete.delay.ms', set, '7'], ...changes];
      assert.deepEqual(await alter(connection, topic, asked), [code, message]);
      assert.deepEqual(await alter(connection, topic, asked, true), [code, message], 'validated only');
      await shows(connection, topic, 'file.delete.delay.ms', '60000', byDefault);
    });
  }

  it('a dry run changes nothing', async () => {
    const { connection, topic } = await fresh();
    assert.deepEqual(await alter(connection, topic, [['retention.ms', set, '5000']], true), done);
    assert.deepEqual(await alter(connection, topic, [['segment.ms', set, '5000']]), done);
    await shows(connection, topic, 'segment.ms', '5000', fromTopic);
    await shows(connection, topic, 'retention.ms', '604800000', byDefault);
  });

  it('each resource is decided for itself; one that is named twice is refused twice', async () => {
    const { connection, topic } = await fresh();
    const missing = unique('conformance.missing');
    const change = { name: 'segment.ms', configOperation: set, value: '4000' };
    const resource = (resourceName: string) => ({
      resourceType: topicResource,
      resourceName,
      configs: [change],
    });
    const ask = async (names: readonly string[]) => {
      const request = { resources: names.map(resource) };
      const { responses } = await connection.request(incrementalAlterConfigsApi, 1, request);
      return responses.map(({ errorCode, errorMessage }) => [errorCode, errorMessage]);
    };
    const gone = [UNKNOWN_TOPIC, `The topic '${missing}' does not exist.`];
    assert.deepEqual(await ask([missing, topic[1]]), [gone, done]);
    const twice = [INVALID_REQUEST, 'Each resource must appear at most once.'];
    assert.deepEqual(await ask([topic[1], missing, topic[1]]), [twice, gone, twice]);
    assert.deepEqual(await ask(['']), [[INVALID_REQUEST, 'Default topic resources are not allowed.']]);
  });

  async function fresh() {
    const { name } = await createRawTopic(clean);
    const topic: Resource = [topicResource, name];
    return { connection: await connectRaw(clean), topic };
  }
});

describe('altering the configs of brokers', function () {
  this.timeout(30_000);
  const clean = cleanUp();
  const [all, first]: [Resource, Resource] = [
    [brokerResource, ''],
    [brokerResource, '1'],
  ];

  it('topics take what they do not set from their broker, it from what is set on all, that from its own', async () => {
    const name = 'log.segment.delete.delay.ms';
    const topic: Resource = [topicResource, (await createRawTopic(clean)).name];
    const connection = await connectRaw(clean);
    clean.defer(async () => {
      const other = await connectRaw(clean);
      await alter(other, all, [[name, remove, null]]);
      await alter(other, first, [[name, remove, null]]);
    });
    assert.deepEqual(await alter(connection, all, [[name, set, '111']]), done);
    await shows(connection, all, name, '111', fromAllBrokers);
    await shows(connection, topic, 'file.delete.delay.ms', '111', fromAllBrokers);
    assert.deepEqual(await alter(connection, first, [[name, set, '222']]), done);
    const config = await shows(connection, topic, 'file.delete.delay.ms', '222', fromBroker);
    const layers = [
      { name, value: '222', source: fromBroker },
      { name, value: '111', source: fromAllBrokers },
      { name, value: '60000', source: byDefault },
    ];
    assert.deepEqual(config.synonyms, layers);
    assert.deepEqual((await shows(connection, first, name, '222', fromBroker)).synonyms, layers);
    await shows(await connectRaw(clean, 1), topic, 'file.delete.delay.ms', '111', fromAllBrokers);
    await alter(connection, topic, [['file.delete.delay.ms', set, '333']]);
    await shows(connection, topic, 'file.delete.delay.ms', '333', fromTopic);
    await alter(connection, topic, [['file.delete.delay.ms', remove, null]]);
    await alter(connection, first, [[name, remove, null]]);
    await shows(connection, topic, 'file.delete.delay.ms', '111', fromAllBrokers);
    await alter(connection, all, [[name, remove, null]]);
    await shows(connection, topic, 'file.delete.delay.ms', '60000', byDefault);
  });

  it('a time in milliseconds hides the hours below it', async () => {
    const topic: Resource = [topicResource, (await createRawTopic(clean)).name];
    const connection = await connectRaw(clean);
    const undo = async () => alter(await connectRaw(clean), all, [['log.roll.ms', remove, null]]);
    clean.defer(undo);
    assert.deepEqual((await shows(connection, first, 'log.roll.ms', null, byDefault)).synonyms, []);
    assert.deepEqual(await alter(connection, all, [['log.roll.ms', set, '7200000']]), done);
    const config = await shows(connection, topic, 'segment.ms', '7200000', fromAllBrokers);
    assert.deepEqual(config.synonyms, [
      { name: 'log.roll.ms', value: '7200000', source: fromAllBrokers },
      { name: 'log.roll.hours', value: '168', source: byDefault },
    ]);
  });

  it('what nobody knows is taken, and its value shown to nobody', async () => {
    const connection = await connectRaw(clean);
    const name = unique('conformance.plug.in');
    assert.deepEqual(await alter(connection, first, [[name, set, 'secret']]), done);
    clean.defer(async () => alter(await connectRaw(clean), first, [[name, remove, null]]));
    const config = await shows(connection, first, name, null, fromBroker);
    assert.deepEqual([config.isSensitive, config.readOnly, config.configType], [true, true, 0]);
    assert.deepEqual(config.synonyms, [{ name, value: null, source: fromBroker }]);
  });

  const refused: readonly (readonly [string, Change, number, string])[] = [
    [
      '2',
      ['log.retention.ms', set, '5'],
      INVALID_REQUEST,
      'Unexpected broker id, expected 1, but received 2',
    ],
    ['x', ['log.retention.ms', set, '5'], INVALID_REQUEST, 'Node id must be an integer, but it is: x'],
    [
      '1',
      ['num.partitions', set, '5'],
      INVALID_REQUEST,
      'Cannot update these configs dynamically: [num.partitions]',
    ],
    [
      '',
      ['log.retention.ms', set, 'x'],
      INVALID_REQUEST,
      'Invalid value x for configuration log.retention.ms: Not a number of type LONG',
    ],
    [
      '1',
      ['log.retention.ms', append, '5'],
      INVALID_CONFIG,
      'Config value append is not allowed for config key: log.retention.ms',
    ],
    ['1', ['no.such', append, '5'], INVALID_CONFIG, 'Unknown config name: no.such'],
    ['1', ['log.retention.ms', 7, '5'], INVALID_REQUEST, 'Unknown operations type 7'],
  ];
  for (const [name, change, code, message] of refused) {
    it(`refused: ${message}`, async () => {
      const connection = await connectRaw(clean);
      assert.deepEqual(await alter(connection, [brokerResource, name], [change]), [code, message]);
    });
  }

  it('resources that are not there, or of no known type', async () => {
    const connection = await connectRaw(clean);
    const unknown = await alter(connection, [5, 'x'], []);
    assert.deepEqual(unknown, [INVALID_REQUEST, 'Unknown resource type 5']);
    const errorOf = async (resource: Resource) => {
      const described = await describeResource(connection, resource);
      return [described?.errorCode, described?.errorMessage];
    };
    assert.deepEqual(await errorOf([topicResource, unique('conformance.missing')]), [UNKNOWN_TOPIC, '']);
    assert.deepEqual(await errorOf([brokerResource, 'x']), [
      INVALID_REQUEST,
      'Broker id must be an integer, but it is: x',
    ]);
    assert.deepEqual(await errorOf([brokerResource, '2']), [
      INVALID_REQUEST,
      'Unexpected broker id, expected 1 or empty string, but received 2',
    ]);
    assert.equal((await errorOf([5, 'x']))[0], INVALID_REQUEST);
  });
});
