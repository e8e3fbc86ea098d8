import assert from 'node:assert/strict';
import type { HostMessage, WebviewMessage } from '../../../src/ui/panel/messages.ts';
import * as actions from '../../../webview/actions.ts';
import { parseSavedState, type SavedState } from '../../../webview/savedState.ts';
import * as state from '../../../webview/state.ts';
import { storyMessages, storySnapshot, topicName } from './fixtures/story.ts';

/** The webview's surroundings: what it posts, keeps, and how the host's messages reach it. */
class FakePage {
  posted: WebviewMessage[] = [];
  saved: unknown;
  #listeners: ((event: { readonly data: unknown }) => void)[] = [];
  #leaving: (() => void)[] = [];

  install(): void {
    Object.assign(globalThis, {
      acquireVsCodeApi: () => ({
        postMessage: (message: WebviewMessage) => this.posted.push(message),
        getState: () => this.saved,
        setState: (saved: unknown) => {
          this.saved = saved;
        },
      }),
      window: {
        addEventListener: (type: string, listener: (event: { readonly data: unknown }) => void) =>
          type === 'message'
            ? this.#listeners.push(listener)
            : this.#leaving.push(() => listener({ data: undefined })),
      },
    });
  }

  hear(message: HostMessage): void {
    for (const listener of this.#listeners) {
      listener({ data: message });
    }
  }

  end(): void {
    for (const leave of this.#leaving) {
      leave();
    }
  }

  last(type: WebviewMessage['type']): WebviewMessage | undefined {
    return this.posted.findLast((message) => message.type === type);
  }
}

const nothingSaved: SavedState = {
  view: 'publish',
  draft: state.firstDraft,
  watch: { group: '', topic: '' },
};

describe('what a person does in the panel', () => {
  const page = new FakePage();
  const practice = { group: 'billing', topic: topicName };

  before(() => {
    page.saved = { view: 'groups', watch: { group: 'billing', topic: '' } };
    page.install();
    actions.connect();
  });

  after(() => {
    Reflect.deleteProperty(globalThis, 'acquireVsCodeApi');
    Reflect.deleteProperty(globalThis, 'window');
  });

  beforeEach(() => {
    page.posted = [];
    state.sending.value = null;
    state.wantedPractice.value = null;
    state.watch.value = { group: 'billing', topic: '' };
    for (const message of storyMessages()) {
      page.hear(message);
    }
    actions.changeDraft({ ...state.firstDraft, topic: topicName });
    state.facts.value = {
      topic: topicName,
      key: '',
      exists: true,
      partitions: 3,
      replicas: 3,
      keyPartition: null,
      finding: null,
      refusal: null,
    };
  });

  it('comes back to the view and the group of before', () => {
    assert.equal(state.view.value, 'groups');
    assert.equal(state.watch.value.group, 'billing');
  });

  it('has kept the view and the group when the page ends the moment after', () => {
    actions.openView('publish');
    assert.equal(parseSavedState(page.saved, nothingSaved).view, 'publish');
    page.hear({ type: 'show', view: 'groups', group: 'shipping' });
    const saved = parseSavedState(page.saved, nothingSaved);
    assert.equal(saved.view, 'groups');
    assert.equal(saved.watch.group, 'shipping');
  });

  it('keeps what was typed last when the page says that it ends', () => {
    actions.changeDraft({ value: 'the last word' });
    page.end();
    assert.equal(parseSavedState(page.saved, nothingSaved).draft.value, 'the last word');
  });

  it('sends once, however often Publish is pressed', () => {
    actions.publish(10);
    actions.publish(10);
    assert.equal(page.posted.filter((message) => message.type === 'publish').length, 1);
    const sent = page.last('publish');
    assert.ok(sent?.type === 'publish' && sent.draft.copies === 10);
    assert.equal(state.draft.value.copies, 1);
  });

  it('sends nothing to a topic that does not exist, to no topic, or to a partition there is not', () => {
    actions.changeDraft({ partition: 3 });
    actions.publish();
    actions.changeDraft({ partition: null, topic: 'other' });
    actions.publish();
    actions.changeDraft({ topic: '' });
    actions.publish();
    assert.equal(page.last('publish'), undefined);
  });

  it('fills the form with an earlier record and sends nothing', () => {
    const [send] = state.sends.value;
    assert.ok(send !== undefined);
    actions.refill(send);
    assert.equal(state.draft.value, send.draft);
    assert.equal(page.last('publish'), undefined);
  });

  it('sends practice consumers to the watched group if it reads the topic, else to a group of their own', () => {
    page.hear({ type: 'practice', practice: { group: '', topic: '', consumers: [] } });
    assert.deepEqual(actions.practiceTarget(topicName), practice);
    assert.deepEqual(actions.practiceTarget('x.y'), { group: 'practice', topic: 'x.y' });
  });

  it('counts quick presses before the host has followed', () => {
    assert.equal(actions.practiceCount(practice), 4);
    actions.practise(practice, actions.practiceCount(practice) + 1);
    assert.equal(actions.practiceCount(practice), 5);
    page.hear({ type: 'practice', practice: { ...practice, consumers: [] } });
    assert.equal(actions.practiceCount(practice), 5);
    page.hear({ type: 'trouble', trouble: { of: 'action', name: 'NETWORK', message: '', since: 0 } });
    assert.equal(actions.practiceCount(practice), 0);
  });

  it('holds the picture and lets it go on', () => {
    actions.togglePause();
    assert.equal(state.held.value, state.live.value);
    actions.togglePause();
    assert.equal(state.held.value, null);
  });

  it('forgets a choice that a new cluster knows nothing of, and takes the first group there is', () => {
    page.hear({ type: 'practice', practice: { group: '', topic: '', consumers: [] } });
    actions.watchGroup({ group: 'gone', topic: 'gone.too' });
    page.hear({ type: 'cluster', cluster: { ...state.cluster.value, groups: ['shipping'] } });
    assert.deepEqual(state.watch.value, { group: 'shipping', topic: '' });
  });

  it('keeps a group that has no consumer yet on a topic that exists', () => {
    actions.watchGroup({ group: 'new', topic: topicName });
    page.hear({ type: 'cluster', cluster: { ...state.cluster.value, groups: ['shipping', 'billing'] } });
    assert.deepEqual(state.watch.value, { group: 'new', topic: topicName });
  });

  it('goes where a command says', () => {
    page.hear({ type: 'show', view: 'publish', topic: 'a.b' });
    assert.equal(state.view.value, 'publish');
    assert.equal(state.draft.value.topic, 'a.b');
    page.hear({ type: 'show', view: 'groups', group: 'billing' });
    assert.equal(state.view.value, 'groups');
    assert.deepEqual(page.last('watch'), { type: 'watch', watch: { group: 'billing', topic: '' } });
    page.hear({ type: 'group', group: storySnapshot() });
    assert.equal(state.live.value?.snapshot.group, 'billing');
  });
});
