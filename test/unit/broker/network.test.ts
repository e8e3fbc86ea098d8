/** The production network: nothing is lost, nothing overtakes, nothing arrives within the call that sent it. */
import assert from 'node:assert/strict';
import { FifoNetwork } from '../../../src/broker/network.ts';

describe('FifoNetwork', () => {
  it('delivers in order, later than it was handed over', () => {
    const network = new FifoNetwork();
    const seen: number[] = [];
    for (const each of [1, 2, 3]) network.deliver(1, 2, () => seen.push(each));
    assert.deepEqual(seen, []);
    assert.notEqual(network.nextArrival(), undefined);
    network.advanceTo();
    assert.deepEqual(seen, [1, 2, 3]);
    assert.equal(network.nextArrival(), undefined);
  });

  it('delivers what messages send, behind what is under way', () => {
    const network = new FifoNetwork();
    const seen: string[] = [];
    network.deliver(1, 2, () => {
      seen.push('request');
      network.deliver(2, 1, () => seen.push('reply'));
    });
    network.deliver(1, 3, () => seen.push('other'));
    network.advanceTo();
    assert.deepEqual(seen, ['request', 'other', 'reply']);
  });
});
