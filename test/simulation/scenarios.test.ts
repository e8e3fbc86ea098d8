/**
 * Golden transcripts: each file in `scenarios/` tells what a cluster does, command by command, and must still be what it
 * does. `EDDY_REWRITE=1` writes them anew, for a person to review as a diff.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { env } from 'node:process';
import { playTranscript } from './scenario/scenario.ts';

const files = globSync(join(import.meta.dirname, 'scenarios', '*.txt')).sort();
const rewrite = env.EDDY_REWRITE === '1';

describe('scenarios', () => {
  for (const file of files) {
    it(basename(file, '.txt').replaceAll('-', ' '), () => {
      const expected = readFileSync(file, 'utf8');
      const played = playTranscript(expected);
      if (rewrite) writeFileSync(file, played);
      else assert.equal(played, expected);
    });
  }

  it('there are some, and each opens by saying what it shows', () => {
    assert.ok(files.length >= 15);
    for (const file of files) assert.match(readFileSync(file, 'utf8'), /^# .+\n/, file);
  });
});
