/** Kafka's numbers for sources and types in words. */
import assert from 'node:assert/strict';
import { configEntries } from '../../../src/client/configs.ts';

type Configs = Parameters<typeof configEntries>[0];

function config(change: Partial<Configs[number]>): Configs[number] {
  return {
    name: 'retention.ms',
    value: '1',
    readOnly: false,
    configSource: 1,
    isSensitive: false,
    synonyms: [],
    configType: 5,
    documentation: null,
    ...change,
  } as Configs[number];
}

describe('configEntries', () => {
  it('names source, type and synonyms, and sorts by name', () => {
    const synonyms = [
      { name: 'retention.ms', value: '1', source: 1 },
      { name: 'log.retention.ms', value: null, source: 4 },
    ] as Configs[number]['synonyms'];
    const [first, second] = configEntries([
      config({ synonyms }),
      config({ name: 'cleanup.policy', configType: 7 }),
    ]);
    assert.deepEqual([first?.name, first?.type], ['cleanup.policy', 'list']);
    assert.deepEqual([second?.source, second?.type, second?.isDefault], ['dynamic-topic', 'long', false]);
    assert.deepEqual(second?.synonyms, [
      { name: 'retention.ms', value: '1', source: 'dynamic-topic' },
      { name: 'log.retention.ms', value: undefined, source: 'static-broker' },
    ]);
  });

  it('hides what is not told, and knows what is new as unknown', () => {
    const secret = config({ value: null, isSensitive: true, configSource: 5 });
    const future = config({ name: 'z', configSource: 42 as never, configType: 42 as never });
    const [hidden, unknown] = configEntries([secret, future]);
    assert.deepEqual([hidden?.value, hidden?.sensitive, hidden?.isDefault], [undefined, true, true]);
    assert.deepEqual([unknown?.source, unknown?.type, unknown?.isDefault], ['unknown', 'unknown', false]);
  });
});
