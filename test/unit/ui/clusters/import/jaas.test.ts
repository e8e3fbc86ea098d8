/** Login modules in sasl.jaas.config. */
import assert from 'node:assert/strict';
import { readJaas, writeJaas } from '../../../../../src/ui/clusters/import/jaas.ts';

const read = (text: string): unknown => {
  const module = readJaas(text);
  return module && [module.name, Object.fromEntries(module.options)];
};

describe('sasl.jaas.config', () => {
  it('names a module and its options, in quotes of either kind or without', () => {
    assert.deepEqual(
      read(
        `org.apache.kafka.common.security.scram.ScramLoginModule required username="me" password='s;e"c=r' serviceName=kafka;`,
      ),
      ['ScramLoginModule', { username: 'me', password: 's;e"c=r', serviceName: 'kafka' }],
    );
  });

  it('may go over lines, and have escapes', () => {
    assert.deepEqual(
      read('org.x.PlainLoginModule   required\n  username = "a\\"b"\n  password="c\\\\d" ;\n'),
      ['PlainLoginModule', { username: 'a"b', password: 'c\\d' }],
    );
  });

  it('is read back as it was written', () => {
    const options = new Map([
      ['username', 'a"b'],
      ['password', 'c\\d;'],
    ]);
    assert.deepEqual(readJaas(writeJaas('org.x.PlainLoginModule', options)), {
      name: 'PlainLoginModule',
      options,
    });
  });

  it('is nothing else', () => {
    for (const text of ['', 'ENC(abc)', 'PlainLoginModule', 'x y z']) assert.equal(readJaas(text), undefined);
  });
});
