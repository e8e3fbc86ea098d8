import assert from 'node:assert/strict';
import { configText, parseConfigs } from '../../../../src/ui/explorer/configText.ts';

describe('configs as text', () => {
  it('are name=value, separated by commas that are not part of a value', () => {
    assert.deepEqual(parseConfigs('cleanup.policy=compact,delete, retention.ms = 1000'), {
      'cleanup.policy': 'compact,delete',
      'retention.ms': '1000',
    });
    assert.deepEqual(parseConfigs('a=1;b=;c=x=y,'), { a: '1', b: '', c: 'x=y' });
    assert.deepEqual(parseConfigs('  '), {});
  });

  it('are not understood without a name, without a sign, or twice', () => {
    for (const text of ['compact', '=1', 'a b=1', 'a=1, a=2'])
      assert.equal(parseConfigs(text), undefined, text);
  });

  it('are read back as they are written', () => {
    const configs = { 'cleanup.policy': 'compact,delete', 'min.insync.replicas': '2' };
    assert.deepEqual(parseConfigs(configText(configs)), configs);
    assert.equal(configText({}), '');
  });
});
