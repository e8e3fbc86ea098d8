import assert from 'node:assert/strict';
import type { GroupSnapshot, LagPoint } from '../../../src/ui/panel/messages.ts';
import { Announcer } from '../../../webview/announcer.ts';
import * as groups from '../../../webview/groups/groupsState.ts';
import { parseHostMessage } from '../../../webview/host.ts';
import * as publishing from '../../../webview/publish/publishState.ts';
import { parseDraft } from '../../../webview/publish/savedDraft.ts';
import { draft, sends, storyMessages, storySnapshot, topicName } from './fixtures/story.ts';

function point(at: number): LagPoint {
  return { at, lags: [1], ages: [0], total: 1, produced: 0, consumed: 0 };
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
    groups.watch.value = { group: 'billing', topic: '' };
    groups.live.value = undefined;
    groups.held.value = null;
  });

  it('adds points to what it has, and starts over when told', () => {
    const at = 1_000_000;
    groups.receive({ type: 'group', group: snapshot(at, true, [point(at - 1_000), point(at)]) });
    groups.receive({ type: 'group', group: snapshot(at + 1_000, false, [point(at + 1_000)]) });
    assert.equal(groups.live.value?.points.length, 3);
    groups.receive({ type: 'group', group: snapshot(at + 2_000, true, [point(at + 2_000)]) });
    assert.equal(groups.live.value?.points.length, 1);
  });

  it('keeps fifteen minutes of points', () => {
    groups.receive({ type: 'group', group: snapshot(1_000_000, true, [point(1_000), point(399_000)]) });
    assert.deepEqual(
      groups.live.value?.points.map((one) => one.at),
      [399_000],
    );
  });

  it('does not take the answer to an earlier choice', () => {
    groups.watch.value = { group: 'shipping', topic: '' };
    groups.receive({ type: 'group', group: storySnapshot() });
    assert.equal(groups.live.value, undefined);
    groups.watch.value = { group: 'billing', topic: 'another' };
    groups.receive({ type: 'group', group: storySnapshot() });
    assert.equal(groups.live.value, undefined);
    groups.watch.value = { group: 'billing', topic: topicName };
    groups.receive({ type: 'group', group: storySnapshot() });
    assert.notEqual(groups.live.value, undefined);
  });

  it('holds the picture still while paused, and samples on', () => {
    groups.receive({ type: 'group', group: storySnapshot() });
    groups.held.value = groups.live.value ?? null;
    const held = groups.shown.value;
    groups.receive({ type: 'group', group: snapshot(storySnapshot().at + 1_000, false, []) });
    assert.equal(groups.shown.value, held);
    assert.notEqual(groups.live.value, held);
  });

  it('shows the result of the publish that is under way, and no other', () => {
    publishing.sending.value = { id: 'a', sent: 0, total: 1 };
    publishing.result.value = null;
    publishing.receive({ type: 'sends', sends, finished: 'b' });
    assert.notEqual(publishing.sending.value, null);
    publishing.receive({ type: 'progress', id: 'b', sent: 5, total: 9 });
    assert.equal(publishing.sending.value?.sent, 0);
    publishing.receive({ type: 'sends', sends, finished: 'a' });
    assert.equal(publishing.sending.value, null);
    assert.equal(publishing.result.value, sends[0]);
  });

  it('shows what a schedule came to that has ended by itself', () => {
    publishing.result.value = null;
    publishing.schedule.value = { id: 'a', topic: 'a', interval: 3_000, sent: 2 };
    publishing.receive({ type: 'sends', sends, finished: 'a' });
    publishing.receive({ type: 'schedule', schedule: null });
    assert.equal(publishing.result.value, sends[0]);
  });
});

describe('saved state', () => {
  it('comes back as it was', () => {
    assert.deepEqual(parseDraft(JSON.parse(JSON.stringify(draft)), publishing.firstDraft), draft);
  });

  it('is replaced part by part where it is not what it should be', () => {
    assert.deepEqual(parseDraft(undefined, publishing.firstDraft), publishing.firstDraft);
    const odd = { topic: 3, headers: [null, { key: 'a' }], copies: -1, partition: 'x' };
    const parsed = parseDraft(odd, publishing.firstDraft);
    assert.equal(parsed.topic, '');
    assert.equal(parsed.copies, 1);
    assert.equal(parsed.partition, null);
    assert.deepEqual(parsed.headers, [
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
