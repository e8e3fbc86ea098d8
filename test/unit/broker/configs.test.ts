/** Which value of a config holds: layers over layers, and configs that say the same in other units. */
import assert from 'node:assert/strict';
import { brokerConfigs } from '../../../src/broker/configDefinitions.ts';
import { BrokerConfigs, configSource, dynamicConfigs } from '../../../src/broker/configs.ts';
import { canonicalValue, illegalConfigReason } from '../../../src/broker/configValues.ts';
import { brokerResource, MetadataImage } from '../../../src/broker/controller/metadataImage.ts';
import { topicConfigs } from '../../../src/broker/topicConfigDefinitions.ts';

const none = new Map<string, string>();

describe('BrokerConfigs', () => {
  it('takes the topic before this broker, this broker before all brokers, those before the file, it before defaults', () => {
    const broker = new Map([['log.retention.bytes', '2']]);
    const allBrokers = new Map([['log.retention.bytes', '3']]);
    const started = new BrokerConfigs({ 'log.retention.bytes': '4' });
    const configs = started.under({ broker, allBrokers });
    const retention = (overrides = none): number => configs.topicNumber(overrides, 'retention.bytes');
    assert.equal(retention(new Map([['retention.bytes', '1']])), 1);
    assert.equal(retention(), 2);
    broker.clear();
    assert.equal(retention(), 3);
    allBrokers.clear();
    assert.equal(retention(), 4);
    assert.equal(new BrokerConfigs({}).topicNumber(none, 'retention.bytes'), -1);
  });

  it('tells every layer, the one that holds first', () => {
    const configs = new BrokerConfigs({ 'log.retention.bytes': '4' }).under({
      broker: new Map([['log.retention.bytes', '2']]),
      allBrokers: new Map([['log.retention.bytes', '3']]),
    });
    const { dynamicBroker, dynamicDefaultBroker, staticBroker, default: byDefault } = configSource;
    assert.deepEqual(
      configs.synonymsOf('log.retention.bytes').map(({ value, source }) => [value, source]),
      [
        ['2', dynamicBroker],
        ['3', dynamicDefaultBroker],
        ['4', staticBroker],
        ['-1', byDefault],
      ],
    );
  });

  it('follows the metadata image as it changes', () => {
    const image = new MetadataImage();
    const configs = new BrokerConfigs({}).under(dynamicConfigs(image, 2));
    const set = (resourceName: string, value: string | null): void => {
      const record = { resourceType: brokerResource, resourceName, name: 'message.max.bytes', value };
      image.replay({ type: 'Config', value: record }, image.offset + 1);
    };
    set('', '500');
    assert.equal(configs.number('message.max.bytes'), 500);
    set('1', '600');
    assert.equal(configs.number('message.max.bytes'), 500, 'of another broker');
    set('2', '700');
    assert.equal(configs.number('message.max.bytes'), 700);
    set('2', null);
    assert.equal(configs.number('message.max.bytes'), 500);
  });

  it('reads hours where neither minutes nor milliseconds are set, a nearer layer before a finer unit', () => {
    const hours = new BrokerConfigs({ 'log.retention.hours': '2' });
    assert.equal(hours.topicNumber(none, 'retention.ms'), 7_200_000);
    const minutes = new BrokerConfigs({ 'log.retention.hours': '2', 'log.retention.minutes': '3' });
    assert.equal(minutes.topicNumber(none, 'retention.ms'), 180_000);
    const dynamic = { broker: none, allBrokers: new Map([['log.retention.ms', '5']]) };
    assert.equal(minutes.under(dynamic).topicNumber(none, 'retention.ms'), 5);
    const defaults = new BrokerConfigs({});
    assert.equal(defaults.topicString(none, 'retention.ms'), '604800000');
    assert.equal(defaults.topicString(none, 'segment.ms'), '604800000');
    assert.equal(defaults.topicString(none, 'flush.ms'), '9223372036854775807');
  });

  it('takes any negative retention of a broker as none', () => {
    const configs = new BrokerConfigs({ 'log.retention.ms': '-2' });
    assert.equal(configs.topicNumber(none, 'retention.ms'), -1);
  });

  it('gives every config of a topic the default that Kafka states', () => {
    const configs = new BrokerConfigs({});
    for (const { name, default: value } of topicConfigs.values()) {
      assert.equal(configs.topicString(none, name), value, name);
    }
  });
});

describe('values of configs', () => {
  const refusals: readonly (readonly [string, string, string])[] = [
    ['retention.ms', 'soon', 'Invalid value soon for configuration retention.ms: Not a number of type LONG'],
    ['retention.ms', '-2', 'Invalid value -2 for configuration retention.ms: Value must be at least -1'],
    [
      'retention.ms',
      '9223372036854775808',
      'Invalid value 9223372036854775808 for configuration retention.ms: Not a number of type LONG',
    ],
    [
      'max.message.bytes',
      '2147483648',
      'Invalid value 2147483648 for configuration max.message.bytes: Not a number of type INT',
    ],
    [
      'min.cleanable.dirty.ratio',
      '2',
      'Invalid value 2.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
    ],
    [
      'preallocate',
      'maybe',
      'Invalid value maybe for configuration preallocate: Expected value to be either true or false',
    ],
    [
      'cleanup.policy',
      'delete,shred',
      'Invalid value shred for configuration cleanup.policy: String must be one of: compact, delete',
    ],
    [
      'compression.gzip.level',
      '0',
      'Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
    ],
  ];
  for (const [name, value, reason] of refusals) {
    it(`${name}=${value} is refused`, () => assert.equal(illegalConfigReason(defined(name), value), reason));
  }

  it('are shown as Kafka writes them', () => {
    assert.equal(canonicalValue(defined('preallocate'), ' TRUE'), 'true');
    assert.equal(canonicalValue(defined('retention.ms'), ' +077 '), '77');
    assert.equal(canonicalValue(defined('min.cleanable.dirty.ratio'), '1'), '1.0');
    assert.equal(canonicalValue(defined('cleanup.policy'), 'compact, delete,compact'), 'compact,delete');
  });

  it('a list may be empty', () =>
    assert.equal(illegalConfigReason(defined('cleanup.policy'), ''), undefined));

  it('every default is legal', () => {
    for (const definition of [...topicConfigs.values(), ...brokerConfigs.values()]) {
      if (definition.default === null) continue;
      assert.equal(illegalConfigReason(definition, definition.default), undefined, definition.name);
    }
  });
});

function defined(name: string) {
  const definition = topicConfigs.get(name);
  assert.ok(definition !== undefined, name);
  return definition;
}
