/** Quick switches from one cluster to another: one connection is left, and it is the right one. */
import assert from 'node:assert/strict';
import { Selection } from '../../../../src/ui/clusters/selection.ts';

class Connection {
  readonly name: string;
  isClosed = false;

  constructor(name: string) {
    this.name = name;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** Opens when it is told to. */
function slow(name: string) {
  const connection = new Connection(name);
  let finish: () => void = () => undefined;
  let fail: () => void = () => undefined;
  const promise = new Promise<Connection>((resolve, reject) => {
    finish = () => resolve(connection);
    fail = () => reject(new Error(name));
  });
  return { connection, open: () => promise, finish: () => finish(), fail: () => fail() };
}

describe('the selected cluster', () => {
  it('is the last one that was asked for, whichever is open first', async () => {
    const selection = new Selection<Connection>();
    const [first, second] = [slow('first'), slow('second')];
    const selecting = [selection.select(first.open), selection.select(second.open)];
    second.finish();
    first.finish();
    assert.equal(selection.isOpening, true);
    assert.deepEqual(await Promise.all(selecting), [false, true]);
    assert.equal(selection.isOpening, false);
    assert.equal(selection.current, second.connection);
    assert.deepEqual([first.connection.isClosed, second.connection.isClosed], [true, false]);
  });

  it('leaves nothing open behind it', async () => {
    const selection = new Selection<Connection>();
    const [first, second, third] = [slow('first'), slow('second'), slow('third')];
    first.finish();
    await selection.select(first.open);
    const selecting = [selection.select(second.open), selection.select(third.open)];
    second.finish();
    await selecting[0];
    assert.equal(selection.current, first.connection);
    assert.equal(first.connection.isClosed, false);
    third.finish();
    await selecting[1];
    assert.equal(selection.current, third.connection);
    assert.deepEqual([first.connection.isClosed, second.connection.isClosed], [true, true]);
  });

  it('is nothing when that was asked for last', async () => {
    const selection = new Selection<Connection>();
    const first = slow('first');
    const selecting = selection.select(first.open);
    assert.equal(await selection.select(undefined), true);
    first.finish();
    assert.equal(await selecting, false);
    assert.equal(selection.current, undefined);
    assert.equal(first.connection.isClosed, true);
  });

  it('stays when another one cannot be opened; who was overtaken does not complain', async () => {
    const selection = new Selection<Connection>();
    const [first, second, third] = [slow('first'), slow('second'), slow('third')];
    first.finish();
    await selection.select(first.open);
    const failing = selection.select(second.open);
    second.fail();
    await assert.rejects(failing, /second/);
    assert.equal(selection.current, first.connection);
    const overtaken = selection.select(third.open);
    assert.equal(await selection.select(undefined), true);
    third.fail();
    assert.equal(await overtaken, false);
  });

  it('closes what comes after the end', async () => {
    const selection = new Selection<Connection>();
    const late = slow('late');
    const selecting = selection.select(late.open);
    await selection.close();
    late.finish();
    await selecting;
    assert.equal(late.connection.isClosed, true);
    assert.equal(selection.current, undefined);
  });
});
