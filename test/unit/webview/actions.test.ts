import assert from 'node:assert/strict';
import type { HostMessage, WebviewMessage } from '../../../src/ui/panel/messages.ts';
import { connect, openView } from '../../../webview/actions.ts';
import * as groups from '../../../webview/groups/groupsActions.ts';
import { held, live, wantedPractice, watch } from '../../../webview/groups/groupsState.ts';
import * as publishing from '../../../webview/publish/publishActions.ts';
import { draft, facts, firstDraft, sending, sends } from '../../../webview/publish/publishState.ts';
import { cluster, view } from '../../../webview/state.ts';
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

  /** What the page has written down, by view. */
  get kept(): Readonly<Record<string, unknown>> {
    return this.saved as Readonly<Record<string, unknown>>;
  }

  last(type: WebviewMessage['type']): WebviewMessage | undefined {
    return this.posted.findLast((message) => message.type === type);
  }
}

describe('what a person does in the panel', () => {
  const page = new FakePage();
  const practice = { group: 'billing', topic: topicName };

  before(() => {
    page.saved = { view: 'groups', groups: { group: 'billing', topic: '' } };
    page.install();
    connect([publishing.publishModel, groups.groupsModel]);
  });

  after(() => {
    Reflect.deleteProperty(globalThis, 'acquireVsCodeApi');
    Reflect.deleteProperty(globalThis, 'window');
  });

  beforeEach(() => {
    page.posted = [];
    sending.value = null;
    wantedPractice.value = null;
    watch.value = { group: 'billing', topic: '' };
    for (const message of storyMessages()) {
      page.hear(message);
    }
    publishing.changeDraft({ ...firstDraft, topic: topicName });
    facts.value = {
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
    assert.equal(view.value, 'groups');
    assert.equal(watch.value.group, 'billing');
  });

  it('has kept the view and the group when the page ends the moment after', () => {
    openView('publish');
    assert.equal(page.kept.view, 'publish');
    page.hear({ type: 'show', view: 'groups', group: 'shipping' });
    assert.equal(page.kept.view, 'groups');
    assert.deepEqual(page.kept.groups, { group: 'shipping', topic: '' });
  });

  it('keeps what was typed last when the page says that it ends', () => {
    publishing.changeDraft({ value: 'the last word' });
    page.end();
    assert.deepEqual(page.kept.publish, { ...firstDraft, topic: topicName, value: 'the last word' });
  });

  it('sends once, however often Publish is pressed', () => {
    publishing.publish(10);
    publishing.publish(10);
    assert.equal(page.posted.filter((message) => message.type === 'publish').length, 1);
    const sent = page.last('publish');
    assert.ok(sent?.type === 'publish' && sent.draft.copies === 10);
    assert.equal(draft.value.copies, 1);
  });

  it('sends nothing to a topic that does not exist, to no topic, or to a partition there is not', () => {
    publishing.changeDraft({ partition: 3 });
    publishing.publish();
    publishing.changeDraft({ partition: null, topic: 'other' });
    publishing.publish();
    publishing.changeDraft({ topic: '' });
    publishing.publish();
    assert.equal(page.last('publish'), undefined);
  });

  it('fills the form with an earlier record and sends nothing', () => {
    const [send] = sends.value;
    assert.ok(send !== undefined);
    publishing.refill(send);
    assert.equal(draft.value, send.draft);
    assert.equal(page.last('publish'), undefined);
  });

  it('sends practice consumers to the watched group if it reads the topic, else to a group of their own', () => {
    page.hear({ type: 'practice', practice: { group: '', topic: '', consumers: [] } });
    assert.deepEqual(groups.practiceTarget(topicName), practice);
    assert.deepEqual(groups.practiceTarget('x.y'), { group: 'practice', topic: 'x.y' });
  });

  it('counts quick presses before the host has followed', () => {
    assert.equal(groups.practiceCount(practice), 4);
    groups.practise(practice, groups.practiceCount(practice) + 1);
    assert.equal(groups.practiceCount(practice), 5);
    page.hear({ type: 'practice', practice: { ...practice, consumers: [] } });
    assert.equal(groups.practiceCount(practice), 5);
    page.hear({ type: 'trouble', trouble: { of: 'action', name: 'NETWORK', message: '', since: 0 } });
    assert.equal(groups.practiceCount(practice), 0);
  });

  it('holds the picture and lets it go on', () => {
    groups.togglePause();
    assert.equal(held.value, live.value);
    groups.togglePause();
    assert.equal(held.value, null);
  });

  it('forgets a choice that a new cluster knows nothing of, and takes the first group there is', () => {
    page.hear({ type: 'practice', practice: { group: '', topic: '', consumers: [] } });
    groups.watchGroup({ group: 'gone', topic: 'gone.too' });
    page.hear({ type: 'cluster', cluster: { ...cluster.value, groups: ['shipping'] } });
    assert.deepEqual(watch.value, { group: 'shipping', topic: '' });
  });

  it('keeps a group that has no consumer yet on a topic that exists', () => {
    groups.watchGroup({ group: 'new', topic: topicName });
    page.hear({ type: 'cluster', cluster: { ...cluster.value, groups: ['shipping', 'billing'] } });
    assert.deepEqual(watch.value, { group: 'new', topic: topicName });
  });

  it('goes where a command says', () => {
    page.hear({ type: 'show', view: 'publish', topic: 'a.b' });
    assert.equal(view.value, 'publish');
    assert.deepEqual(page.last('openView'), { type: 'openView', view: 'publish' });
    assert.equal(draft.value.topic, 'a.b');
    page.hear({ type: 'show', view: 'groups', group: 'billing' });
    assert.equal(view.value, 'groups');
    assert.deepEqual(page.last('watch'), { type: 'watch', watch: { group: 'billing', topic: '' } });
    page.hear({ type: 'group', group: storySnapshot() });
    assert.equal(live.value?.snapshot.group, 'billing');
  });
});
