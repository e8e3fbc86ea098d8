/** What a person may give as the delay of a slow broker. */
import assert from 'node:assert/strict';
import { delayFault, usualDelayMs } from '../../../../src/ui/clusters/delay.ts';
import { words } from '../explorer/support.ts';

describe('delay of a slow broker', () => {
  for (const good of ['1', String(usualDelayMs), '60000']) {
    it(`takes ${good}`, () => assert.equal(delayFault(good, words), undefined));
  }

  for (const bad of ['', '0', '-1', '1.5', '60001', '1e3', 'fast', ' 5']) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.equal(delayFault(bad, words), 'A whole number of milliseconds from 1 to 60000');
    });
  }
});
