import assert from 'node:assert/strict';
import fs, { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { StorageQueue } from '../../../src/broker/storage/storageQueue.ts';
import { FileStorage } from '../../../src/server/fileStorage.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

for (const flush of ['os', 'always'] as const) {
  describe(`FileStorage, flush=${flush}`, () => {
    const directory = temporaryDirectory();
    let queue: StorageQueue;
    let written: number[];
    let failure: unknown;
    let files: FileStorage;

    beforeEach(() => {
      queue = new StorageQueue();
      written = [];
      failure = undefined;
      files = new FileStorage(directory(), queue, flush, {
        written: (position) => written.push(position),
        failed: (error) => {
          failure = error;
        },
      });
    });
    const text = async (path: string): Promise<string> =>
      (await readFile(join(directory(), path))).toString();

    it('does everything in order, and tells how far it is', async () => {
      const storage = queue.under('node-1');
      storage.append('t-0/0.log', Buffer.from('abc'));
      storage.append('t-0/0.log', Buffer.from('def'));
      storage.truncate('t-0/0.log', 4);
      storage.append('t-0/0.log', Buffer.from('x'));
      storage.replace('meta', Buffer.from('old'));
      storage.replace('meta', Buffer.from('new'));
      storage.append('gone-0/0.log', Buffer.from('g'));
      storage.rename('gone-0', 'gone-0-delete');
      storage.remove('gone-0-delete');
      storage.append('gone-0/0.log', Buffer.from('again'));
      storage.remove('never-there');
      await files.close();
      assert.equal(failure, undefined);
      assert.equal(await text('node-1/t-0/0.log'), 'abcdx');
      assert.equal(await text('node-1/meta'), 'new');
      assert.equal(await text('node-1/gone-0/0.log'), 'again');
      assert.deepEqual((await readdir(join(directory(), 'node-1'))).sort(), ['gone-0', 'meta', 't-0']);
      assert.equal(written.at(-1), queue.position);
    });

    it('forces all to disk where it is asked to, under the names of now', async () => {
      const storage = queue.under('node-1');
      storage.append('t-0/0.log.cleaned', Buffer.from('abc'));
      storage.rename('t-0/0.log.cleaned', 't-0/0.log');
      storage.append('gone-0/0.log', Buffer.from('g'));
      storage.replace('gone-0/meta', Buffer.from('g'));
      storage.remove('gone-0/0.log');
      storage.rename('gone-0', 'gone-0-delete');
      storage.remove('gone-0-delete');
      storage.replace('meta', Buffer.from('m'));
      storage.sync();
      storage.replace('vouches', Buffer.from('v'));
      const forced = await forcedBefore(join(directory(), 'node-1/vouches'), () => files.close());
      assert.equal(failure, undefined);
      for (const path of ['t-0/0.log', 'meta', 't-0', '.'])
        assert.ok(forced.has(join(directory(), 'node-1', path)), `${path} is not among ${[...forced]}`);
    });

    it('goes on with what comes while it writes, more files than it keeps open', async () => {
      const storage = queue.under('node-1');
      for (let round = 0; round < 3; round++) {
        for (let file = 0; file < 300; file++) storage.append(`t-${file}/0.log`, Buffer.from(`${round}`));
        files.drain();
      }
      await files.close();
      assert.equal(failure, undefined);
      for (const file of [0, 150, 299]) assert.equal(await text(`node-1/t-${file}/0.log`), '012');
    });

    it('adds to what an earlier process has written', async () => {
      await mkdir(join(directory(), 'node-1'));
      await writeFile(join(directory(), 'node-1/0.log'), 'before ');
      queue.under('node-1').append('0.log', Buffer.from('after'));
      await files.close();
      assert.equal(await text('node-1/0.log'), 'before after');
    });

    it('stops at the first thing that does not work, and says so', async () => {
      await writeFile(join(directory(), 'node-1'), 'a file where a directory should be');
      const storage = queue.under('node-1');
      storage.append('t-0/0.log', Buffer.from('abc'));
      files.drain();
      await files.close();
      assert.match(String((failure as NodeJS.ErrnoException).code), /ENOTDIR|EEXIST/);
      assert.deepEqual(written, []);
      storage.replace('other', Buffer.from('x'));
      await files.close();
      assert.deepEqual(written, []);
    });
  });
}

/** @returns what `act` forces to disk, by the names that it has or is to have, before it opens `last` */
async function forcedBefore(last: string, act: () => Promise<void>): Promise<ReadonlySet<string>> {
  const { open } = fs;
  const forced = new Set<string>();
  let isOver = false;
  fs.open = async (path, ...rest) => {
    isOver ||= String(path).startsWith(last);
    const handle = await open(path, ...rest);
    for (const name of ['sync', 'datasync'] as const) {
      const force = handle[name].bind(handle);
      handle[name] = () => {
        if (!isOver) forced.add(String(path).replace(/\.tmp$/, ''));
        return force();
      };
    }
    return handle;
  };
  syncBuiltinESMExports();
  try {
    await act();
  } finally {
    fs.open = open;
    syncBuiltinESMExports();
  }
  return forced;
}
