import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DirectoryLock } from '../../../src/server/directoryLock.ts';
import { StorageError } from '../../../src/server/storageError.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

describe('DirectoryLock', () => {
  const directory = temporaryDirectory();

  it('is refused while another process lives that has it, by name', async () => {
    const other = spawn('sleep', ['60']);
    try {
      await writeFile(join(directory(), '.lock'), String(other.pid));
      await assert.rejects(DirectoryLock.take(directory(), 150), (error) => {
        assert.ok(error instanceof StorageError);
        assert.equal(error.code, 'EBUSY');
        assert.ok(error.message.includes(`in use by process ${other.pid}`));
        return true;
      });
    } finally {
      other.kill();
    }
  });

  it('is taken over from a process that has died, and left by one that lets go', async () => {
    const other = spawn('true');
    await once(other, 'exit');
    await writeFile(join(directory(), '.lock'), String(other.pid));
    const lock = await DirectoryLock.take(directory(), 0);
    assert.deepEqual(await readdir(directory()), ['.lock']);
    await lock.release();
    assert.deepEqual(await readdir(directory()), []);
  });

  it('waits a moment for the one before to end', async () => {
    const other = spawn('sleep', ['0.3']);
    await writeFile(join(directory(), '.lock'), String(other.pid));
    await (await DirectoryLock.take(directory(), 10_000)).release();
  });

  it('makes the directory', async () => {
    const lock = await DirectoryLock.take(join(directory(), 'a', 'b'), 0);
    await lock.release();
    assert.deepEqual(await readdir(directory()), ['a']);
  });
});
