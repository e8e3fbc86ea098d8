/** Looking while somebody watches, never twice at once. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Poller } from '../../../src/ui/poller.ts';

describe('poller', () => {
  it('looks at once when somebody watches, and again after a while', async () => {
    let looks = 0;
    const poller = new Poller(async () => {
      looks++;
      return true;
    });
    poller.setActive(true);
    await sleep(50);
    assert.equal(looks, 1);
    await sleep(1_100);
    assert.equal(looks, 2);
    poller.setActive(false);
    await sleep(1_200);
    assert.equal(looks, 2);
  });

  it('waits longer after a failure', async () => {
    let looks = 0;
    const poller = new Poller(async () => {
      looks++;
      return false;
    });
    poller.setActive(true);
    await sleep(1_300);
    assert.equal(looks, 1);
    poller.dispose();
  });

  it('never looks twice at once, and looks again for who asked meanwhile', async () => {
    let [looks, busy] = [0, 0];
    const poller = new Poller(async () => {
      assert.equal(++busy, 1);
      await sleep(20);
      busy--;
      looks++;
      return true;
    });
    const first = poller.now();
    await sleep(5);
    await Promise.all([poller.now(), poller.now()]);
    assert.equal(looks, 2);
    await first;
    poller.dispose();
  });
});
