import assert from 'node:assert/strict';
import type { PracticeRow } from '../../../../src/ui/panel/messages.ts';
import { panelStrings } from '../../../../src/ui/panel/strings.ts';
import { failuresOf } from '../../../../webview/practice/failures.ts';

const strings = panelStrings({ t: (message) => message });
const refused = { name: 'INCONSISTENT_GROUP_PROTOCOL', message: 'No protocol in common.' };

function row(name: string, phase: PracticeRow['phase'], error: PracticeRow['error'] = null): PracticeRow {
  return { name, phase, partitions: [], messagesPerSecond: 50, error };
}

describe('practice consumers that cannot join', () => {
  it('are told once for all, with why and what to do', () => {
    const rows = [row('practice-1', 'failed', refused), row('practice-2', 'failed', refused)];
    const error = `INCONSISTENT_GROUP_PROTOCOL: ${strings.otherAssignor}`;
    assert.deepEqual(failuresOf(rows, strings), [{ names: ['practice-1', 'practice-2'], error }]);
    assert.match(error, /another group, or stop/);
  });

  it('keep the words of Kafka for every other error', () => {
    const rows = [
      row('practice-1', 'joining', { name: 'NETWORK', message: 'Nobody answers.' }),
      row('practice-2', 'failed'),
    ];
    assert.deepEqual(failuresOf(rows, strings), [
      { names: ['practice-1'], error: 'NETWORK: Nobody answers.' },
      { names: ['practice-2'], error: strings.phaseFailed },
    ]);
  });

  it('are only those outside: one that works says nothing here', () => {
    const rows = [row('a', 'joining'), row('b', 'idle'), row('c', 'consuming', refused), row('d', 'killed')];
    assert.deepEqual(failuresOf(rows, strings), []);
  });
});
