import assert from 'node:assert/strict';
import type { Draft, GroupSnapshot, HostMessage, WebviewMessage } from '../../../../src/ui/panel/messages.ts';
import { PanelSession } from '../../../../src/ui/panel/session.ts';
import { countingFunctions } from '../../kafkaFile/functions.ts';
import { strings } from '../../webview/fixtures/story.ts';
import { FakeCluster } from './fakeCluster.ts';

const topic = 'ecommerce.order.event.created.v1';
const watch = { group: 'billing', topic };
const draft: Draft = {
  topic,
  key: '',
  value: '{}',
  tombstone: false,
  headers: [],
  partition: null,
  copies: 30,
  keyFormat: '',
  valueFormat: '',
  timestamp: '',
  acks: '',
  every: '',
  stopAfter: null,
};

describe('the panel session', () => {
  let cluster: FakeCluster;
  let running: boolean;
  let said: HostMessage[];
  let clock: number;
  let session: PanelSession;
  let refusal: string | undefined;
  let clipboard: string;
  let opened: string[];
  let ticks: (() => void)[];
  let loaded: Promise<void>;

  beforeEach(() => {
    cluster = new FakeCluster();
    cluster.topics.set(topic, [10, 20, 30]);
    cluster.topics.set('__consumer_offsets', [0]);
    cluster.committed.set('billing', [10, 15, 30]);
    running = true;
    said = [];
    clock = 1_000_000;
    refusal = undefined;
    [clipboard, opened, ticks] = ['', [], []];
    loaded = Promise.resolve();
    session = new PanelSession({
      strings,
      language: 'en',
      connection: () => (running ? cluster.connection : undefined),
      post: (message) => said.push(structuredClone(message)),
      rules: { check: () => null, refusal: () => refusal },
      topicDefaults: () => ({ partitions: 4, replicas: 3 }),
      clusters: () => ({ selected: 'embedded', all: [] }),
      selectCluster: async () => undefined,
      startCluster: async () => {
        running = true;
      },
      explainNaming: () => undefined,
      loadTemplates: async () => {
        await loaded;
        return countingFunctions();
      },
      problemText: ({ code }) => code,
      noProducerText: 'no producer',
      readClipboard: async () => clipboard,
      openKafkaText: async (text) => void opened.push(text),
      every: (_milliseconds, tick) => {
        ticks.push(tick);
        return () => ticks.splice(0);
      },
      groupAction: async () => undefined,
      own: () => undefined,
      chooseFault: async () => undefined,
      openJson: async () => undefined,
      faultWords: ({ api }) => api,
      chooseExport: async () => undefined,
      copyText: async () => undefined,
      changed: () => undefined,
      now: () => clock,
    });
  });

  function send(message: WebviewMessage): Promise<void> {
    return session.receive(JSON.parse(JSON.stringify(message)));
  }

  /** What a new page says. */
  async function greet(watched = watch): Promise<void> {
    await send({ type: 'watch', watch: watched });
    await send({ type: 'ready', view: 'groups' });
  }

  async function tick(): Promise<void> {
    clock += 1_000;
    await session.poll();
  }

  function last<T extends HostMessage['type']>(type: T): Extract<HostMessage, { type: T }> {
    const found = said.findLast((message) => message.type === type);
    assert.ok(found !== undefined, `no ${type} was said`);
    return found as Extract<HostMessage, { type: T }>;
  }

  function snapshot(): GroupSnapshot {
    const { group } = last('group');
    assert.ok(group !== null);
    return group;
  }

  it('greets a webview with its words, the cluster and the watched group', async () => {
    await greet();
    assert.deepEqual(last('init').strings, strings);
    assert.deepEqual(last('cluster').cluster.topics, [{ name: topic, partitions: 3 }]);
    assert.deepEqual(
      snapshot().partitions.map((row) => row.lag),
      [0, 5, 0],
    );
    assert.equal(snapshot().reset, true);
  });

  it('sends the points a webview does not have, and all of them to a new one', async () => {
    await greet();
    await tick();
    await tick();
    assert.equal(snapshot().reset, false);
    assert.equal(snapshot().points.length, 1);
    await greet();
    assert.equal(snapshot().reset, true);
    assert.equal(snapshot().points.length, 3);
  });

  it('says nothing twice that has not changed', async () => {
    await greet();
    const before = said.filter((message) => message.type !== 'group').length;
    await tick();
    await tick();
    await tick();
    assert.equal(said.filter((message) => message.type !== 'group').length, before);
  });

  it('polls once at a time, and once more when asked meanwhile', async () => {
    await greet();
    const before = cluster.asked;
    clock += 500;
    await Promise.all([session.poll(), session.poll(), session.poll()]);
    assert.equal(cluster.asked - before, 2);
  });

  it('knows before sending whether a topic exists, and where a key goes', async () => {
    await greet();
    await send({ type: 'inspect', topic, key: 'order-1', keyFormat: '' });
    assert.equal(last('facts').facts.exists, true);
    assert.ok([0, 1, 2].includes(last('facts').facts.keyPartition ?? -1));
    await send({ type: 'inspect', topic: 'orderCreated', key: '', keyFormat: '' });
    const { exists, partitions, replicas, keyPartition } = last('facts').facts;
    assert.deepEqual(
      { exists, partitions, replicas, keyPartition },
      { exists: false, partitions: 4, replicas: 3, keyPartition: null },
    );
  });

  it('creates a topic, unless the rules refuse it', async () => {
    await greet();
    refusal = 'The team says no.';
    await send({ type: 'inspect', topic: 'orderCreated', key: '', keyFormat: '' });
    assert.equal(last('facts').facts.refusal, refusal);
    await send({ type: 'createTopic', topic: 'orderCreated' });
    assert.equal(cluster.topics.has('orderCreated'), false);
    refusal = undefined;
    [clipboard, opened, ticks] = ['', [], []];
    await send({ type: 'createTopic', topic: 'orderCreated' });
    assert.equal(cluster.topics.get('orderCreated')?.length, 4);
    assert.equal(last('facts').facts.exists, true);
  });

  it('publishes copies, lists the send and keeps it for the next webview', async () => {
    await greet();
    await send({ type: 'publish', id: 'one', draft });
    assert.equal(last('sends').finished, 'one');
    assert.deepEqual(last('sends').sends[0]?.partitions, [
      { partition: 0, first: 10, last: 19, count: 10 },
      { partition: 1, first: 20, last: 29, count: 10 },
      { partition: 2, first: 30, last: 39, count: 10 },
    ]);
    await greet();
    assert.equal(last('sends').sends.length, 1);
    await send({ type: 'clearSends' });
    assert.equal(last('sends').sends.length, 0);
  });

  it('reports a failed send in the list and not as trouble', async () => {
    await greet();
    cluster.down = true;
    await send({ type: 'publish', id: 'two', draft });
    assert.equal(last('sends').sends[0]?.error?.name, 'NETWORK');
    assert.equal(last('trouble').trouble, null);
  });

  it('keeps the time since when the cluster does not answer, and forgets it when it does', async () => {
    await greet();
    cluster.down = true;
    await tick();
    const since = clock;
    await tick();
    assert.deepEqual(last('trouble').trouble, {
      of: 'poll',
      name: 'NETWORK',
      message: 'nobody answers',
      since,
    });
    cluster.down = false;
    await tick();
    assert.equal(last('trouble').trouble, null);
  });

  it('shows a failed wish until something else is typed, however well polling goes', async () => {
    await greet();
    await send({ type: 'inspect', topic: 'x.y', key: '', keyFormat: '' });
    cluster.down = true;
    await send({ type: 'createTopic', topic: 'x.y' });
    cluster.down = false;
    await tick();
    assert.equal(last('trouble').trouble?.of, 'action');
    await send({ type: 'inspect', topic: 'x.z', key: '', keyFormat: '' });
    assert.equal(last('trouble').trouble, null);
  });

  it('sends nothing of a form that cannot be sent, and says which field is wrong', async () => {
    await greet();
    await send({ type: 'publish', id: 'p', draft: { ...draft, key: '{{no.such}}', timestamp: 'noon' } });
    const { id, problems } = last('draftProblems');
    assert.deepEqual(
      [id, ...problems.map(({ field, message }) => `${field} ${message}`)],
      ['p', 'key template', 'timestamp pragma'],
    );
    assert.deepEqual(last('sends').sends, []);
  });

  it('publishes on a schedule until it is stopped, as one line that adds up', async () => {
    await greet();
    await send({ type: 'schedule', id: 's', draft: { ...draft, copies: 2, every: '3s' } });
    await new Promise((resolve) => setImmediate(resolve));
    for (const tick of ticks) tick();
    await new Promise((resolve) => setImmediate(resolve));
    const { schedule } = last('schedule');
    assert.deepEqual([schedule?.interval, schedule?.sent], [3_000, 4]);
    assert.equal(last('sends').sends.length, 1);
    await send({ type: 'stopSchedule' });
    assert.equal(last('schedule').schedule, null);
    assert.equal(ticks.length, 0);
  });

  it('ends a schedule with the connection', async () => {
    await greet();
    await send({ type: 'schedule', id: 's', draft: { ...draft, every: '3s' } });
    running = false;
    await tick();
    assert.equal(last('schedule').schedule, null);
    assert.equal(ticks.length, 0);
  });

  it('sends and starts nothing when the cluster changes while templates load', async () => {
    await greet();
    for (const type of ['publish', 'schedule'] as const) {
      let load: () => void = () => undefined;
      loaded = new Promise((resolve) => {
        load = resolve;
      });
      const asked = send({ type, id: type, draft: { ...draft, key: '{{number.int}}', every: '3s' } });
      const other = new FakeCluster();
      other.topics.set(topic, [10, 20, 30]);
      cluster = other;
      await tick();
      load();
      await asked;
      assert.deepEqual([other.topics.get(topic), ticks.length], [[10, 20, 30], 0], type);
    }
  });

  it('starts no schedule once the panel is closed', async () => {
    await greet();
    let load: () => void = () => undefined;
    loaded = new Promise((resolve) => {
      load = resolve;
    });
    const asked = send({
      type: 'schedule',
      id: 's',
      draft: { ...draft, key: '{{number.int}}', every: '3s' },
    });
    await session.close();
    load();
    await asked;
    assert.equal(ticks.length, 0);
    assert.deepEqual(cluster.topics.get(topic), [10, 20, 30]);
  });

  it('says of a schedule that ends by itself what it came to, before it is gone', async () => {
    await greet();
    cluster.down = true;
    await send({ type: 'schedule', id: 's', draft: { ...draft, every: '3s' } });
    await new Promise((resolve) => setImmediate(resolve));
    for (let more = 0; more < 4; more++) {
      for (const again of ticks) again();
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(ticks.length, 0);
    const finished = said.findLastIndex((one) => one.type === 'sends' && one.finished === 's');
    const gone = said.findLastIndex((one) => one.type === 'schedule' && one.schedule === null);
    assert.ok(finished !== -1 && finished < gone, `${finished} ${gone}`);
  });

  it('takes a block from the clipboard, and opens the form as one', async () => {
    clipboard = 'PRODUCER\ntopic: a.b\nkey: k\nvalue-format: long\n12\n###\n';
    await send({ type: 'pasteKafka' });
    const { draft: pasted } = last('draft');
    assert.deepEqual(
      [pasted.topic, pasted.key, pasted.value, pasted.valueFormat],
      ['a.b', 'k', '12', 'long'],
    );
    await send({ type: 'saveKafka', draft: pasted });
    assert.deepEqual(opened, [clipboard]);
    clipboard = 'nothing';
    await send({ type: 'pasteKafka' });
    assert.deepEqual(last('draftProblems').problems, [{ field: null, message: 'no producer' }]);
  });

  it('runs practice consumers in a group and shows them as such', async () => {
    await greet({ group: '', topic: '' });
    await send({ type: 'practice', watch, count: 2 });
    assert.deepEqual(
      last('practice').practice.consumers.map((row) => row.name),
      ['practice-1', 'practice-2'],
    );
    cluster.members = [{ memberId: 'm1', clientId: 'practice-1', host: '/127.0.0.1', assignment: [] }];
    await tick();
    assert.equal(snapshot().consumers[0]?.practice, true);
    await send({ type: 'practiceRate', name: 'practice-1', messagesPerSecond: 7 });
    await tick();
    assert.equal(snapshot().consumers[0]?.messagesPerSecond, 7);
  });

  it('keeps who had what in view while a rebalance tells nothing', async () => {
    const assigned = {
      memberId: 'm1',
      clientId: 'a',
      host: '/h',
      assignment: [{ topic, partitions: [0, 1, 2] }],
    };
    cluster.members = [assigned];
    await greet();
    cluster.state = 'PreparingRebalance';
    cluster.members = [
      { ...assigned, assignment: [] },
      { memberId: 'm2', clientId: 'b', host: '/h', assignment: [] },
    ];
    await tick();
    await tick();
    assert.deepEqual(
      snapshot().consumers.map((row) => row.partitions.length),
      [3, 0],
    );
    assert.deepEqual(
      snapshot().events.map((event) => event.kind === 'joined' && event.names),
      [['b']],
    );
  });

  it('says stopped without a cluster, and starts over with another one', async () => {
    await greet();
    await send({ type: 'practice', watch, count: 1 });
    running = false;
    await tick();
    assert.equal(last('cluster').cluster.status, 'stopped');
    assert.equal(last('practice').practice.consumers.length, 0);
    await send({ type: 'startCluster' });
    assert.equal(last('cluster').cluster.status, 'running');
    assert.equal(snapshot().reset, true);
    assert.equal(snapshot().points.length, 1);
  });

  it('answers a group that reads no topic with nothing', async () => {
    cluster.committed.delete('billing');
    await greet({ group: 'billing', topic: '' });
    assert.equal(last('group').group, null);
  });

  it('ignores what is not a message', async () => {
    await session.receive({ type: 'publish', id: 'x', draft: { ...draft, copies: 1e9 } });
    await session.receive('publish');
    assert.deepEqual(said, []);
  });

  it('stops the practice consumers when it ends', async () => {
    await greet();
    await send({ type: 'practice', watch, count: 2 });
    await session.close();
    assert.deepEqual(
      cluster.consumers.map((one) => one.state.phase),
      ['closed', 'closed'],
    );
  });
});
