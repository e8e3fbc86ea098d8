import assert from 'node:assert/strict';
import type { GroupSnapshot, LagPoint } from '../../../src/ui/panel/messages.ts';
import { Announcer } from '../../../webview/announcer.ts';
import { parseHostMessage } from '../../../webview/host.ts';
import { parseSavedState, type SavedState } from '../../../webview/savedState.ts';
import * as state from '../../../webview/state.ts';
import { draft, sends, storyMessages, storySnapshot, topicName } from './fixtures/story.ts';

function point(at: number): LagPoint {
  return { at, lags: [1], total: 1, produced: 0, consumed: 0 };
}

function snapshot(at: number, reset: boolean, points: readonly LagPoint[]): GroupSnapshot {
  return { ...storySnapshot(), at, reset, points };
}

describe('messages of the host', () => {
  it('are taken when they carry their payload', () => {
    for (const message of storyMessages()) {
      assert.equal(parseHostMessage(message), message);
    }
    assert.deepEqual(parseHostMessage({ type: 'group', group: null }), { type: 'group', group: null });
  });

  it('are dropped when they are not ours', () => {
    for (const other of [
      null,
      'x',
      7,
      {},
      { type: 'toString' },
      { type: 'init' },
      { type: 'vscode-theme', theme: 1 },
    ]) {
      assert.equal(parseHostMessage(other), undefined);
    }
  });
});

describe('the state of the panel', () => {
  beforeEach(() => {
    state.watch.value = { group: 'billing', topic: '' };
    state.live.value = undefined;
    state.held.value = null;
  });

  it('adds points to what it has, and starts over when told', () => {
    const at = 1_000_000;
    state.receive({ type: 'group', group: snapshot(at, true, [point(at - 1_000), point(at)]) });
    state.receive({ type: 'group', group: snapshot(at + 1_000, false, [point(at + 1_000)]) });
    assert.equal(state.live.value?.points.length, 3);
    state.receive({ type: 'group', group: snapshot(at + 2_000, true, [point(at + 2_000)]) });
    assert.equal(state.live.value?.points.length, 1);
  });

  it('keeps five minutes of points', () => {
    state.receive({ type: 'group', group: snapshot(400_000, true, [point(1_000), point(399_000)]) });
    assert.deepEqual(
      state.live.value?.points.map((one) => one.at),
      [399_000],
    );
  });

  it('does not take the answer to an earlier choice', () => {
    state.watch.value = { group: 'shipping', topic: '' };
    state.receive({ type: 'group', group: storySnapshot() });
    assert.equal(state.live.value, undefined);
    state.watch.value = { group: 'billing', topic: 'another' };
    state.receive({ type: 'group', group: storySnapshot() });
    assert.equal(state.live.value, undefined);
    state.watch.value = { group: 'billing', topic: topicName };
    state.receive({ type: 'group', group: storySnapshot() });
    assert.notEqual(state.live.value, undefined);
  });

  it('holds the picture still while paused, and samples on', () => {
    state.receive({ type: 'group', group: storySnapshot() });
    state.held.value = state.live.value ?? null;
    const held = state.shown.value;
    state.receive({ type: 'group', group: snapshot(storySnapshot().at + 1_000, false, []) });
    assert.equal(state.shown.value, held);
    assert.notEqual(state.live.value, held);
  });

  it('shows the result of the publish that is under way, and no other', () => {
    state.sending.value = { id: 'a', sent: 0, total: 1 };
    state.result.value = null;
    state.receive({ type: 'sends', sends, finished: 'b' });
    assert.notEqual(state.sending.value, null);
    state.receive({ type: 'progress', id: 'b', sent: 5, total: 9 });
    assert.equal(state.sending.value?.sent, 0);
    state.receive({ type: 'sends', sends, finished: 'a' });
    assert.equal(state.sending.value, null);
    assert.equal(state.result.value, sends[0]);
  });
});

describe('saved state', () => {
  const otherwise: SavedState = { view: 'publish', draft: state.firstDraft, watch: { group: '', topic: '' } };

  it('comes back as it was', () => {
    const saved: SavedState = { view: 'groups', draft, watch: { group: 'billing', topic: topicName } };
    assert.deepEqual(parseSavedState(JSON.parse(JSON.stringify(saved)), otherwise), saved);
  });

  it('is replaced part by part where it is not what it should be', () => {
    assert.deepEqual(parseSavedState(undefined, otherwise), otherwise);
    const odd = {
      view: 'cluster',
      draft: { topic: 3, headers: [null, { key: 'a' }], copies: -1, partition: 'x' },
    };
    const parsed = parseSavedState(odd, otherwise);
    assert.equal(parsed.view, 'publish');
    assert.equal(parsed.draft.topic, '');
    assert.equal(parsed.draft.copies, 1);
    assert.equal(parsed.draft.partition, null);
    assert.deepEqual(parsed.draft.headers, [
      { key: '', value: '' },
      { key: 'a', value: '' },
    ]);
  });
});

describe('announcements', () => {
  it('come at most one each five seconds, the last one wins', async () => {
    let now = 10_000;
    const announcer = new Announcer(() => now);
    announcer.say('first');
    assert.equal(announcer.text.value, 'first');
    now += 4_990;
    announcer.say('second');
    announcer.say('third');
    assert.equal(announcer.text.value, 'first');
    now += 10;
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.equal(announcer.text.value, 'third');
  });
});
