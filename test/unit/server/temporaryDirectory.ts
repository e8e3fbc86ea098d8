/** A directory of its own for each test, gone when the test ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Call it inside a `describe`. @returns the path of the current test's directory */
export function temporaryDirectory(): () => string {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'eddy-unit-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));
  return () => path;
}
