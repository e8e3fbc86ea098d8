/** Every fault that is offered is one that the cluster takes. */
import assert from 'node:assert/strict';
import { faultyApis } from '../../../../src/broker/faults.ts';
import { checkFault } from '../../../../src/server/drillChecks.ts';
import { anyDelay, apiChoices, effectChoices, faultWords } from '../../../../src/ui/clusters/faultChoices.ts';
import { words } from '../explorer/support.ts';

describe('the faults that are offered', () => {
  it('are on every API that can have one', () => {
    assert.deepEqual(
      apiChoices(words)
        .map(({ api }) => api)
        .toSorted(),
      [...faultyApis].toSorted(),
    );
  });

  it('can all be injected, once a delay has a length', () => {
    for (const { api } of apiChoices(words)) {
      for (const { effect, means } of effectChoices(api, words)) {
        assert.notEqual(means, '');
        const whole = effect === anyDelay ? { kind: 'delay' as const, delayMs: 200 } : effect;
        assert.doesNotThrow(() => checkFault({ api, effect: whole }));
      }
    }
  });

  it('are said in one line while they run', () => {
    assert.equal(faultWords({ api: 'Fetch', effect: { kind: 'cut' } }, words), 'Fetch: connection cut');
    const error = { kind: 'error', error: 'NOT_COORDINATOR' } as const;
    assert.equal(
      faultWords({ api: 'Heartbeat', effect: error, times: 2 }, words),
      'Heartbeat: NOT_COORDINATOR (2 left)',
    );
  });
});
