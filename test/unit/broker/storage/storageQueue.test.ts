import assert from 'node:assert/strict';
import {
  type FileOperation,
  StorageQueue,
  type StorageStep,
} from '../../../../src/broker/storage/storageQueue.ts';

/** Steps in few words: lanes apart by `|`. */
function told(steps: readonly StorageStep[]): string[] {
  return steps.map((step) => step.map((lane) => lane.map(inWords).join(', ')).join(' | '));
}

function inWords(operation: FileOperation): string {
  const { kind, path } = operation;
  return kind === 'append' ? `${path}+${Buffer.concat(operation.parts)}` : `${kind} ${path}`;
}

describe('StorageQueue', () => {
  it("gathers what happens in the directories of users' topics, those of all nodes together", () => {
    const queue = new StorageQueue();
    const [one, two] = [queue.under('node-1'), queue.under('node-2')];
    for (const letter of ['a', 'b']) {
      one.append('t-0/0.log', Buffer.from(letter));
      two.append('t-0/0.log', Buffer.from(letter));
    }
    one.replace('t-0/0.index', Buffer.from('i'));
    one.append('t-0/2.log', Buffer.from('c'));
    assert.equal(queue.position, 6);
    assert.equal(queue.waitingBytes, 6);
    assert.deepEqual(told(queue.take()), [
      'node-1/t-0/0.log+ab, replace node-1/t-0/0.index, node-1/t-0/2.log+c | node-2/t-0/0.log+ab',
    ]);
    assert.deepEqual([queue.isEmpty, queue.waitingBytes, queue.position], [true, 0, 6]);
  });

  it('takes nothing past what gives it its meaning', () => {
    const queue = new StorageQueue();
    const storage = queue.under('n');
    const append = (path: string, letter: string): void => storage.append(path, Buffer.from(letter));
    append('t-0/0.log', 'a');
    append('__cluster_metadata-0/0.log', 'm');
    append('__cluster_metadata-0/0.log', 'n');
    append('__consumer_offsets-0/0.log', 'o');
    append('t-0/0.log', 'b');
    storage.replace('checkpoint', Buffer.from('x'));
    append('t-0/0.log', 'c');
    storage.truncate('t-0/0.log', 1);
    append('u-0/0.log', 'd');
    storage.rename('t-0', 't-0-delete');
    storage.remove('t-0-delete');
    append('t-0/0.log', 'e');
    assert.deepEqual(told(queue.take()), [
      'n/t-0/0.log+a',
      'n/__cluster_metadata-0/0.log+mn',
      'n/__consumer_offsets-0/0.log+o',
      'n/t-0/0.log+b',
      'replace n/checkpoint',
      'n/t-0/0.log+c, truncate n/t-0/0.log | n/u-0/0.log+d',
      'rename n/t-0',
      'remove n/t-0-delete',
      'n/t-0/0.log+e',
    ]);
  });

  it('adds nothing to what has been taken', () => {
    const queue = new StorageQueue();
    const storage = queue.under('n');
    storage.append('t-0/0.log', Buffer.from('a'));
    const taken = queue.take();
    storage.append('t-0/0.log', Buffer.from('b'));
    assert.deepEqual(told(taken), ['n/t-0/0.log+a']);
    assert.deepEqual(told(queue.take()), ['n/t-0/0.log+b']);
  });
});
