import assert from 'node:assert/strict';
import type { HostMessage, RecordsState, WebviewMessage } from '../../../src/ui/panel/messages.ts';
import { connect, openView } from '../../../webview/actions.ts';
import * as groups from '../../../webview/groups/groupsActions.ts';
import { held, live, wantedPractice, watch } from '../../../webview/groups/groupsState.ts';
import * as publishing from '../../../webview/publish/publishActions.ts';
import { draft, facts, firstDraft, sending, sends } from '../../../webview/publish/publishState.ts';
import * as records from '../../../webview/records/recordsActions.ts';
import * as list from '../../../webview/records/recordsState.ts';
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
    connect([publishing.publishModel, groups.groupsModel, records.recordsModel]);
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
      keyFormat: '',
      keyPartition: null,
      keyVaries: false,
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
    assert.deepEqual(page.kept.groups, { group: 'shipping', topic: '', unit: 'messages', span: 'auto' });
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

  describe('in the Messages view', () => {
    const row = (offset: number) => ({
      partition: 0,
      offset,
      timestamp: 1,
      key: null,
      binaryKey: false,
      value: '',
      kind: 'text' as const,
      headers: 0,
      size: 1,
    });

    before(() => {
      page.hear({ type: 'show', view: 'messages', topic: topicName });
      page.hear({ type: 'records', records: recordsState() });
      page.hear({ type: 'recordRows', rows: { first: 0, total: 900, items: [row(7), row(6)] } });
    });

    it('reads the topic that was asked for from its tail', () => {
      assert.deepEqual(list.query.value, { topic: topicName, from: { kind: 'tail' }, partitions: null });
      records.readAgain();
      assert.deepEqual(page.last('readRecords'), { type: 'readRecords', query: list.query.value });
      assert.equal(view.value, 'messages');
    });

    it('asks for an offset or a time before it reads from there', () => {
      page.posted = [];
      records.startFrom('offset');
      records.startAt('many');
      assert.deepEqual([page.posted, list.fromMistake.value], [[], 'offset']);
      records.startAt('18000');
      assert.deepEqual(list.query.value.from, { kind: 'offset', offset: 18_000 });
      assert.ok(page.last('readRecords') !== undefined);
      records.startFrom('tail');
    });

    it('selects a row that is known at once, and any other when it arrives', () => {
      records.select(1);
      assert.deepEqual(page.last('selectRecord'), {
        type: 'selectRecord',
        place: { partition: 0, offset: 6 },
        all: false,
      });
      page.posted = [];
      records.select(500);
      assert.deepEqual(page.posted, []);
      page.hear({ type: 'recordRows', rows: { first: 500, total: 900, items: [row(3)] } });
      assert.deepEqual(page.last('selectRecord'), {
        type: 'selectRecord',
        place: { partition: 0, offset: 3 },
        all: false,
      });
    });

    it('asks for the rows around those in view', () => {
      records.scrolled(640, 30);
      assert.deepEqual(page.last('recordsWindow'), { type: 'recordsWindow', first: 500, count: 400 });
    });

    it('holds the list where it was scrolled, and lets it go at the top', () => {
      page.hear({ type: 'records', records: recordsState() });
      list.holdReason.value = null;
      records.scrolled(12, 30);
      assert.deepEqual(
        [page.last('holdRecords'), list.holdReason.value],
        [{ type: 'holdRecords', held: true }, 'scroll'],
      );
      records.scrolled(0, 30);
      assert.deepEqual(page.last('holdRecords'), { type: 'holdRecords', held: false });
    });

    it('pauses and follows', () => {
      records.togglePause();
      assert.equal(list.holdReason.value, 'pause');
      page.hear({ type: 'records', records: { ...recordsState(), held: true } });
      records.togglePause();
      assert.deepEqual(
        [page.last('holdRecords'), list.holdReason.value],
        [{ type: 'holdRecords', held: false }, null],
      );
    });

    it('keeps how values are shown by topic', () => {
      records.chooseFormat('hex');
      assert.equal(list.formats.value[topicName], 'hex');
    });

    it('reads the time of the brush, to now when it reaches there', () => {
      records.readTime(1_000.4, null);
      assert.deepEqual(list.query.value.from, { kind: 'time', at: 1_000, until: null });
    });
  });
});

function recordsState(): RecordsState {
  return {
    query: { topic: topicName, from: { kind: 'tail' }, partitions: null },
    phase: 'live',
    read: 900,
    kept: 900,
    shown: 900,
    total: 900,
    limit: 5_000,
    limitBytes: 1_000_000,
    byBytes: false,
    held: false,
    newer: 0,
    selected: null,
    filterError: null,
    filtering: false,
    span: { from: 1, until: 1 },
    problems: [],
  };
}
