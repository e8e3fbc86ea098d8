import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { HostMessage, PanelView, WebviewMessage } from '../../../../../src/ui/panel/messages.ts';
import type { ExportOffer } from '../../../../../src/ui/panel/records/exportChosen.ts';
import type { RecordsFrom, RecordsState } from '../../../../../src/ui/panel/records/recordsMessages.ts';
import { RecordsSession } from '../../../../../src/ui/panel/records/recordsSession.ts';
import type { PanelFrame } from '../../../../../src/ui/panel/viewSession.ts';
import { FakeCluster } from '../fakeCluster.ts';
import { record } from './story.ts';

const place = (offset: number, partition = 0) => ({ partition, offset });

describe('the session of the Messages view', () => {
  let cluster: FakeCluster;
  let session: RecordsSession;
  let said: HostMessage[];
  let copied: string[];
  let offered: ExportOffer[];
  let frame: { -readonly [Key in keyof PanelFrame]: PanelFrame[Key] };

  beforeEach(async () => {
    cluster = new FakeCluster();
    cluster.topics.set('orders', [0, 0]);
    said = [];
    copied = [];
    offered = [];
    const post = (message: HostMessage): void => void said.push(structuredClone(message));
    frame = {
      connection: cluster.connection,
      cluster: await cluster.connection.service.metadata(),
      view: 'messages',
      post,
      postChanges: post,
      forgetTrouble: () => undefined,
      poll: async () => undefined,
      touched: () => undefined,
      changed: async () => undefined,
      now: () => 2_000_000,
    };
    session = new RecordsSession(frame, {
      copyText: async (text) => void copied.push(text),
      chooseExport: async (offer) => {
        offered.push(offer);
        return undefined;
      },
    });
    await send({ type: 'recordsWindow', first: 0, count: 100 });
  });

  afterEach(() => session.close());

  async function send(message: WebviewMessage): Promise<void> {
    await session.receive(JSON.parse(JSON.stringify(message)));
  }

  async function look(view: PanelView | null): Promise<void> {
    session.attend(view);
    await settled();
  }

  /** The view is in front, and reads. */
  async function read(
    from: RecordsFrom = { kind: 'tail' },
    partitions: number[] | null = null,
  ): Promise<void> {
    await send({ type: 'readRecords', query: { topic: 'orders', from, partitions } });
    await look('messages');
  }

  /** What was begun has ended, and was told. */
  const settled = (): Promise<void> => pause(150);

  function state(): RecordsState {
    const found = said.findLast((message) => message.type === 'records');
    assert.ok(found?.type === 'records');
    return found.records;
  }

  function rows(): readonly number[] {
    const found = said.findLast((message) => message.type === 'recordRows');
    return found?.type === 'recordRows' ? found.rows.items.map(({ offset }) => offset) : [];
  }

  function last<T extends HostMessage['type']>(type: T): Extract<HostMessage, { type: T }> {
    const found = said.findLast((message) => message.type === type);
    assert.ok(found !== undefined, `no ${type} was said`);
    return found as Extract<HostMessage, { type: T }>;
  }

  it('shows what there is and then what comes, the newest first', async () => {
    await cluster.add([0, 1, 2].map((offset) => record(offset)));
    await read();
    assert.deepEqual([state().phase, state().read, state().shown], ['live', 3, 3]);
    await cluster.add([record(3), record(0, { partition: 1, timestamp: 1_000_001 })]);
    await settled();
    assert.deepEqual(rows(), [3, 2, 0, 1, 0]);
    assert.deepEqual(state().span, { from: 1_000_000, until: 1_000_003 });
  });

  it('reads from the earliest, the latest, an offset and a time, and only the partitions asked for', async () => {
    await cluster.add([0, 1, 2, 3].map((offset) => record(offset)));
    await cluster.add([0, 1].map((offset) => record(offset, { partition: 1 })));
    await read({ kind: 'earliest' });
    assert.equal(state().read, 6);
    await read({ kind: 'latest' });
    assert.deepEqual([state().phase, state().read], ['live', 0]);
    await read({ kind: 'offset', offset: 2 }, [0]);
    assert.deepEqual(rows(), [3, 2]);
    await read({ kind: 'time', at: 1_000_001, until: null }, [0]);
    assert.deepEqual([state().phase, rows().join()], ['live', '3,2,1']);
    await read({ kind: 'time', at: 1_000_001, until: 1_000_003 }, [0]);
    assert.deepEqual([state().phase, rows().join()], ['ended', '2,1']);
    assert.equal(cluster.readings.size, 0);
  });

  it('says where a partition has no such offset, and reads it from the nearest', async () => {
    await cluster.add([0, 1, 2].map((offset) => record(offset)));
    await read({ kind: 'offset', offset: 2 });
    assert.deepEqual(state().problems, [
      { partition: 1, name: 'OFFSET_OUT_OF_RANGE', message: '', offset: 0 },
    ]);
    assert.deepEqual(rows(), [2]);
  });

  it('filters what was read and what comes, and keeps the last valid filter', async () => {
    await cluster.add([0, 1, 2].map((offset) => record(offset)));
    await read();
    await send({
      type: 'filterRecords',
      filter: { text: 'offset != 1', mode: 'expression', matchCase: false },
    });
    await cluster.add([record(3)]);
    await settled();
    assert.deepEqual(rows(), [3, 2, 0]);
    await send({
      type: 'filterRecords',
      filter: { text: 'offset !=', mode: 'expression', matchCase: false },
    });
    assert.equal(state().filterError?.kind, 'expression');
    assert.deepEqual([state().shown, state().read, rows().join()], [3, 4, '3,2,0']);
    await send({ type: 'filterRecords', filter: { text: '', mode: 'text', matchCase: false } });
    assert.deepEqual([state().filterError, rows().length], [null, 4]);
  });

  it('holds at a selection, counts what is newer, and follows again', async () => {
    await cluster.add([0, 1].map((offset) => record(offset)));
    await read();
    await send({ type: 'selectRecord', place: place(0), all: false });
    assert.equal(last('recordDetail').detail?.offset, 0);
    await cluster.add([record(2), record(3)]);
    await settled();
    assert.deepEqual(rows(), [1, 0]);
    assert.deepEqual([state().held, state().newer, state().read], [true, 2, 4]);
    assert.deepEqual(state().selected, { partition: 0, offset: 0, index: 1 });
    await send({ type: 'filterRecords', filter: { text: 'order-0', mode: 'text', matchCase: false } });
    assert.deepEqual([state().selected?.index, state().newer], [0, 0]);
    await send({ type: 'holdRecords', held: false });
    assert.equal(last('recordDetail').detail, null);
    assert.deepEqual([state().held, state().selected, state().kept], [false, null, 4]);
  });

  it('rests while nobody looks, and goes on where it was', async () => {
    await cluster.add([record(0)]);
    await read();
    await look('groups');
    assert.equal(cluster.readings.size, 0);
    await cluster.add([record(1)]);
    await look('messages');
    assert.deepEqual(rows(), [1, 0]);
    await look(null);
    assert.equal(cluster.readings.size, 0);
  });

  it('keeps reading when a page that comes back asks for the same, and tells it all', async () => {
    await cluster.add([record(0)]);
    await read();
    await send({ type: 'selectRecord', place: place(0), all: false });
    const [reading] = cluster.readings;
    said.length = 0;
    await send({ type: 'readRecords', query: state0() });
    session.greet();
    assert.deepEqual([[...cluster.readings][0] === reading, rows()], [true, [0]]);
    assert.equal(last('recordDetail').detail?.offset, 0);
  });

  const state0 = () => ({ topic: 'orders', from: { kind: 'tail' as const }, partitions: null });

  it('waits for a topic that is not there, and says so', async () => {
    await send({ type: 'readRecords', query: { ...state0(), topic: 'missing' } });
    await look('messages');
    assert.deepEqual([state().phase, state().problems[0]?.name], ['failed', 'UNKNOWN_TOPIC_OR_PARTITION']);
    cluster.topics.set('missing', [0]);
    await cluster.add([record(0, { topic: 'missing' })]);
    frame.cluster = await cluster.connection.service.metadata();
    session.listed();
    await settled();
    assert.deepEqual([state().phase, rows()], ['live', [0]]);
  });

  it('keeps the rows when the cluster is gone, says what failed, and reads another one anew', async () => {
    await cluster.add([record(0)]);
    await read();
    [...cluster.readings][0]?.fail(
      new (await import('../../../../../src/client/errors.ts')).KafkaError({
        code: -1,
        name: 'NETWORK',
        retriable: true,
        message: 'gone',
      }),
    );
    await settled();
    assert.deepEqual([state().phase, state().problems[0]?.name, rows()], ['live', 'NETWORK', [0]]);
    await session.reconnect();
    await settled();
    assert.deepEqual(rows(), [0]);
    session.listed();
    await settled();
    assert.deepEqual([state().phase, state().problems, rows()], ['live', [], [0]]);
  });

  it('fails in words when nobody answers, and tries again when asked to', async () => {
    await cluster.add([record(0)]);
    cluster.down = true;
    await read();
    assert.deepEqual([state().phase, state().problems[0]?.name], ['failed', 'NETWORK']);
    cluster.down = false;
    await send({ type: 'readRecords', query: state0() });
    await settled();
    assert.deepEqual([state().phase, rows()], ['live', [0]]);
  });

  it('copies, fills the form, and offers what there is to export', async () => {
    await cluster.add([record(0, { value: '{}' }), record(1, { value: new Uint8Array([0]) })]);
    await read();
    await send({ type: 'copyRecord', place: place(0), part: 'key' });
    await send({ type: 'copyRecord', place: place(0), part: 'kafka' });
    assert.equal(copied[0], 'order-0');
    assert.match(copied[1] ?? '', /^PRODUCER\ntopic: orders\nkey: order-0\n\{\}\n###/);
    await send({ type: 'resendRecord', place: place(0) });
    assert.equal(last('draft').draft.key, 'order-0');
    await send({ type: 'resendRecord', place: place(1) });
    assert.deepEqual(last('recordsResult').result, { kind: 'binary' });
    await send({ type: 'copyRecord', place: place(9), part: 'key' });
    assert.deepEqual(last('recordsResult').result, { kind: 'gone' });
    await send({ type: 'exportRecords' });
    assert.deepEqual([offered[0]?.topic, offered[0]?.all, offered[0]?.shown], ['orders', 2, 2]);
  });

  it('counts over time while it is looked at, and a range that is asked for', async () => {
    await cluster.add([record(0, { timestamp: 1_990_000 }), record(1, { timestamp: 1_999_000 })]);
    await read();
    await session.poll();
    await settled();
    assert.equal(
      last('histogram').histogram?.counts.reduce((sum, count) => sum + count, 0),
      2,
    );
    await send({ type: 'recordsRange', range: { from: 1_989_000, until: 1_995_000 } });
    await settled();
    assert.equal(
      last('histogram').histogram?.counts.reduce((sum, count) => sum + count, 0),
      1,
    );
  });
});
