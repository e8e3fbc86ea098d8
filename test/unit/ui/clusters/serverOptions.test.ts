/** A settings file may hold anything. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { onOtherPorts, serverOptions } from '../../../../src/ui/clusters/serverOptions.ts';

const usual = {
  brokers: 3,
  port: 9092,
  autoCreateTopics: true,
  defaultPartitions: 3,
  defaultReplicationFactor: 3,
  memoryLimit: 1024,
  persistence: 'memory',
  flush: 'os',
} as const;
const directory = '/workspace/cluster';

describe('server options', () => {
  it('gives the brokers consecutive ports', () => {
    assert.deepEqual(serverOptions(usual, directory).ports, [9092, 9093, 9094]);
  });

  it('lets the system choose every port for port 0', () => {
    assert.deepEqual(serverOptions({ ...usual, port: 0 }, directory).ports, [0, 0, 0]);
  });

  it('replicates no more often than there are brokers', () => {
    assert.equal(serverOptions({ ...usual, brokers: 2 }, directory).defaultReplicationFactor, 2);
  });

  it('starts only what can be started, whatever the settings say', () => {
    const anything = fc.oneof(fc.double(), fc.integer(), fc.constant(Number.NaN));
    const settings = fc.record({
      brokers: anything,
      port: anything,
      autoCreateTopics: fc.boolean(),
      defaultPartitions: anything,
      defaultReplicationFactor: anything,
      memoryLimit: anything,
      persistence: fc.constantFrom('memory' as const, 'workspace' as const),
      flush: fc.constantFrom('os' as const, 'always' as const),
    });
    fc.assert(
      fc.property(settings, (given) => {
        const options = serverOptions(given, directory);
        const { ports, defaultPartitions, defaultReplicationFactor, memoryLimitMebibytes } = options;
        assert.ok(ports.length >= 1 && ports.length <= 9);
        assert.ok(ports.every((port) => Number.isInteger(port) && port >= 0 && port <= 65_535));
        assert.ok(Number.isInteger(defaultPartitions) && defaultPartitions >= 1);
        assert.ok(Number.isInteger(memoryLimitMebibytes) && memoryLimitMebibytes >= 16);
        assert.ok(defaultReplicationFactor >= 1 && defaultReplicationFactor <= ports.length);
      }),
    );
  });

  it('keeps files only where it is told to, and forces them to disk only where it is told to', () => {
    assert.equal(serverOptions(usual, directory).storage, undefined);
    const kept = { ...usual, persistence: 'workspace' } as const;
    assert.deepEqual(serverOptions(kept, directory).storage, { directory, flush: 'os' });
    const sure = { ...kept, flush: 'always' } as const;
    assert.deepEqual(serverOptions(sure, directory).storage, { directory, flush: 'always' });
    const wrong = { ...kept, persistence: 'disk', flush: 7 } as unknown as typeof kept;
    assert.equal(serverOptions(wrong, directory).storage, undefined);
  });

  it('tries ports that people know before any', () => {
    const tries = onOtherPorts(serverOptions(usual, directory)).map(({ ports }) => ports);
    assert.deepEqual(tries[0], [19092, 19093, 19094]);
    assert.deepEqual(tries.at(-1), [0, 0, 0]);
  });
});
