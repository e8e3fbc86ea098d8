/**
 * Which changes are worth a word to somebody who does not see the panel: the cluster, the group's state, the
 * end of a send. Never a number that ticks.
 */
import { effect } from '@preact/signals-core';
import type { Announcer } from './announcer.ts';
import { live } from './groups/groupsState.ts';
import { stateOf } from './groups/groupsView.ts';
import { result } from './publish/publishState.ts';
import { resultLine } from './publish/sendWords.ts';
import { result as recordsResult } from './records/recordsState.ts';
import { resultWords } from './records/statusLine.ts';
import * as state from './state.ts';
import { fill } from './words.ts';

export function announceChanges(announcer: Announcer): void {
  announceEach(announcer, false, () => {
    const strings = state.strings.value;
    const { status, name, brokers, expectedBrokers } = state.cluster.value;
    if (strings === undefined || status === 'loading') {
      return undefined;
    }
    return status === 'stopped' ? strings.stopped : fill(strings.sayBrokers, name, brokers, expectedBrokers);
  });
  announceEach(announcer, false, () => {
    const strings = state.strings.value;
    const snapshot = live.value?.snapshot;
    return strings === undefined || snapshot === undefined
      ? undefined
      : fill(strings.sayGroup, snapshot.group, stateOf(snapshot.state, strings).words);
  });
  announceEach(announcer, true, () => {
    const strings = state.strings.value;
    const send = result.value;
    return strings === undefined || send === null
      ? undefined
      : resultLine(send, strings, state.numbers.value);
  });
  announceEach(announcer, true, () => {
    const strings = state.strings.value;
    const done = recordsResult.value;
    return strings === undefined || done === null || done.kind === 'exporting'
      ? undefined
      : resultWords(done, strings, state.numbers.value);
  });
}

/** Says the words when they change; `alsoFirst` = even the first ones, which else are what was just opened. */
function announceEach(announcer: Announcer, alsoFirst: boolean, words: () => string | undefined): void {
  let before: string | undefined;
  let first = !alsoFirst;
  effect(() => {
    const now = words();
    if (now === undefined || now === before) {
      return;
    }
    before = now;
    if (first) {
      first = false;
      return;
    }
    announcer.say(now);
  });
}
