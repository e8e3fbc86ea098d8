/** What arrives, when and in which order, while a node is isolated or slow. */
import assert from 'node:assert/strict';
import { DrillNetwork } from '../../../src/broker/drillNetwork.ts';

class Post {
  readonly network = new DrillNetwork(0);
  readonly arrived: string[] = [];

  send(from: number, to: number, letter = ''): void {
    this.network.deliver(from, to, () => this.arrived.push(`${from}>${to}${letter}`));
  }

  /** What has arrived since the last time. */
  at(now: number): readonly string[] {
    this.network.advanceTo(now);
    return this.arrived.splice(0);
  }
}

describe('DrillNetwork', () => {
  it('without a drill delivers at once and in order', () => {
    const post = new Post();
    post.send(1, 2);
    post.send(2, 3);
    assert.equal(post.network.nextArrival(), 0);
    assert.deepEqual(post.at(0), ['1>2', '2>3']);
    assert.equal(post.network.nextArrival(), undefined);
  });

  it('an isolated node hears itself and nobody else; the others hear each other', () => {
    const post = new Post();
    post.network.begin(2, { kind: 'isolated' });
    for (const from of [1, 2, 3]) for (const to of [1, 2, 3]) post.send(from, to);
    assert.deepEqual(post.at(1_000), ['1>1', '1>3', '2>2', '3>1', '3>3']);
    post.network.end(2);
    post.send(1, 2);
    assert.deepEqual(post.at(1_000), ['1>2'], 'what was lost stays lost');
  });

  it('a slow node is slow in both directions, and two slow nodes are slower still', () => {
    const post = new Post();
    post.network.begin(2, { kind: 'slow', delayMs: 100 });
    post.network.begin(3, { kind: 'slow', delayMs: 50 });
    for (const [from, to] of [
      [2, 3],
      [1, 2],
      [3, 1],
      [2, 2],
    ] as const)
      post.send(from, to);
    assert.deepEqual(post.at(0), ['2>2']);
    assert.equal(post.network.nextArrival(), 50);
    assert.deepEqual(post.at(99), ['3>1']);
    assert.deepEqual(post.at(100), ['1>2']);
    assert.deepEqual(post.at(149), []);
    assert.deepEqual(post.at(150), ['2>3']);
  });

  it('counts a delay from when the message was sent', () => {
    const post = new Post();
    post.network.begin(1, { kind: 'slow', delayMs: 10 });
    post.at(1_000);
    post.send(1, 2);
    assert.equal(post.network.nextArrival(), 1_010);
  });

  for (const [what, change] of [
    ['is healed', (network: DrillNetwork) => network.end(1)],
    ['becomes less slow', (network: DrillNetwork) => network.begin(1, { kind: 'slow', delayMs: 1 })],
  ] as const) {
    it(`no message overtakes another when a node ${what}`, () => {
      const post = new Post();
      post.network.begin(1, { kind: 'slow', delayMs: 500 });
      post.send(1, 2, 'a');
      post.send(1, 2, 'b');
      change(post.network);
      post.send(1, 2, 'c');
      assert.equal(post.network.nextArrival(), 0);
      assert.deepEqual(post.at(1), ['1>2a', '1>2b', '1>2c']);
      assert.deepEqual(post.at(1_000), []);
    });
  }

  it('isolation loses what was under way to the node, and nothing else', () => {
    const post = new Post();
    post.network.begin(1, { kind: 'slow', delayMs: 10 });
    post.send(1, 2);
    post.send(1, 3);
    post.network.begin(2, { kind: 'isolated' });
    assert.deepEqual(post.at(1_000), ['1>3']);
  });

  it('a node has one drill, and says which', () => {
    const { network } = new Post();
    assert.equal(network.drill(1), undefined);
    network.begin(1, { kind: 'isolated' });
    network.begin(1, { kind: 'slow', delayMs: 10 });
    assert.deepEqual(network.drill(1), { kind: 'slow', delayMs: 10 });
    network.end(1);
    assert.equal(network.drill(1), undefined);
  });
});
