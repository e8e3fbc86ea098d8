import assert from 'node:assert/strict';
import { KafkaError } from '../../../../../src/client/errors.ts';
import { PracticePool, type PracticeStarter } from '../../../../../src/ui/panel/groups/practicePool.ts';
import { FakeConsumer } from '../fakeCluster.ts';

const here = { group: 'practice', topic: 'a.b' };
const there = { group: 'practice', topic: 'c.d' };

describe('practice consumers', () => {
  let started: FakeConsumer[];
  let changes: number;
  let pool: PracticePool;
  const starter: PracticeStarter = {
    profile: { id: 'embedded', name: 'Embedded', bootstrapServers: [] },
    start: (options) => {
      const consumer = new FakeConsumer(options);
      started.push(consumer);
      return consumer;
    },
  };

  beforeEach(() => {
    started = [];
    changes = 0;
    pool = new PracticePool(() => changes++);
  });

  function names(): readonly string[] {
    return pool.view.consumers.map((row) => row.name);
  }

  it('start and stop until the wanted number runs, never more than five', async () => {
    await pool.set(starter, here, 3);
    assert.deepEqual(names(), ['practice-1', 'practice-2', 'practice-3']);
    assert.deepEqual(started[0]?.options.topics, ['a.b']);
    await pool.set(starter, here, 1);
    assert.deepEqual(names(), ['practice-1']);
    assert.deepEqual(
      started.map((one) => one.state.phase),
      ['joining', 'closed', 'closed'],
    );
    await pool.set(starter, here, 99);
    assert.equal(names().length, 5);
  });

  it('run in one place: another topic closes the earlier ones', async () => {
    await pool.set(starter, here, 2);
    await pool.set(starter, there, 1);
    assert.deepEqual(
      started.map((one) => one.state.phase),
      ['closed', 'closed', 'joining'],
    );
    assert.equal(pool.view.topic, 'c.d');
  });

  it('obey the last of several presses', async () => {
    await Promise.all([pool.set(starter, here, 1), pool.set(starter, there, 4), pool.set(starter, there, 2)]);
    assert.equal(names().length, 2);
    const open = started.filter((one) => one.state.phase !== 'closed');
    assert.deepEqual(
      open.map((one) => one.options.topics),
      [['c.d'], ['c.d']],
    );
  });

  it('take a speed one by one, or all and those to come', async () => {
    await pool.set(starter, here, 2);
    pool.setRate('practice-2', 5);
    assert.deepEqual(
      pool.view.consumers.map((row) => row.messagesPerSecond),
      [50, 5],
    );
    pool.setRate(null, 200);
    await pool.set(starter, here, 3);
    assert.deepEqual(
      pool.view.consumers.map((row) => row.messagesPerSecond),
      [200, 200, 200],
    );
  });

  it('keep a killed one in mind, and its name taken, until the group has noticed', async () => {
    await pool.set(starter, here, 2);
    await pool.kill('practice-1');
    assert.deepEqual(names(), ['practice-2']);
    assert.equal(pool.facts('practice').get('practice-1')?.killed, true);
    await pool.set(starter, here, 2);
    assert.deepEqual(names(), ['practice-2', 'practice-3']);
    pool.forgetKilled(new Set(['practice-2', 'practice-3']));
    assert.equal(pool.facts('practice').has('practice-1'), false);
  });

  it('are unknown to other groups', async () => {
    await pool.set(starter, here, 2);
    assert.equal(pool.facts('billing').size, 0);
  });

  it('tell changes that show, not every record', async () => {
    await pool.set(starter, here, 1);
    const before = changes;
    for (let processed = 1; processed <= 100; processed++) {
      started[0]?.change({ processed });
    }
    assert.equal(changes, before);
    started[0]?.change({ phase: 'consuming', assignment: [{ topic: 'a.b', partitions: [0, 1] }] });
    assert.equal(changes, before + 1);
    assert.deepEqual(pool.view.consumers[0]?.partitions, [0, 1]);
  });

  it('say why they cannot join', async () => {
    await pool.set(starter, here, 1);
    const fields = { code: 23, name: 'INCONSISTENT_GROUP_PROTOCOL', retriable: false, message: 'No.' };
    started[0]?.change({ phase: 'failed', error: new KafkaError(fields) });
    assert.deepEqual(pool.view.consumers[0]?.error, { name: fields.name, message: 'No.' });
  });

  it('leave their group at the end', async () => {
    await pool.set(starter, here, 2);
    await pool.closeAll();
    assert.deepEqual(
      started.map((one) => one.state.phase),
      ['closed', 'closed'],
    );
    assert.deepEqual(names(), []);
  });
});
