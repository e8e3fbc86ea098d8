/** What a refusal for too few replicas is said to come from. */
import assert from 'node:assert/strict';
import type { Send } from '../../../../../src/ui/panel/messages.ts';
import { explained } from '../../../../../src/ui/panel/publish/shortage.ts';
import { sends } from '../../../webview/fixtures/story.ts';

type Service = Parameters<typeof explained>[0];

const refused = (name: string): Send => {
  const [send] = sends;
  assert.ok(send !== undefined);
  return { ...send, topic: 'a.b', error: { name, message: 'refused', retriable: true } };
};

const partition = (inSync: number, replicas = 3) => ({
  isr: Array(inSync).fill(1),
  replicas: Array(replicas).fill(1),
});

/** A topic of these partitions that wants so many replicas in sync. */
const service = (wanted: string, ...partitions: readonly ReturnType<typeof partition>[]): Service =>
  ({
    metadata: async () => ({ topics: [{ name: 'a.b', partitions }] }),
    admin: {
      describeTopicConfigs: async ([topic]: readonly string[]) => ({
        values: new Map([[topic, [{ name: 'min.insync.replicas', value: wanted }]]]),
      }),
    },
  }) as unknown as Service;

describe('a refusal for too few replicas', () => {
  it('says how many are in sync where fewest are, and how many are needed', async () => {
    const { error } = await explained(
      service('2', partition(3), partition(1)),
      refused('NOT_ENOUGH_REPLICAS'),
    );
    assert.deepEqual(error?.shortage, { inSync: 1, needed: 2 });
  });

  it('asks for no more than there are replicas', async () => {
    const { error } = await explained(service('5', partition(2)), refused('NOT_ENOUGH_REPLICAS'));
    assert.deepEqual(error?.shortage, { inSync: 2, needed: 3 });
    const mixed = await explained(
      service('2', partition(1, 1), partition(1)),
      refused('NOT_ENOUGH_REPLICAS'),
    );
    assert.deepEqual(mixed.error?.shortage, { inSync: 1, needed: 2 });
  });

  it('says nothing of other failures, and nothing when enough are back', async () => {
    assert.equal(
      (await explained(service('2', partition(1)), refused('NETWORK'))).error?.shortage,
      undefined,
    );
    assert.equal(
      (await explained(service('2', partition(3), partition(2)), refused('NOT_ENOUGH_REPLICAS'))).error
        ?.shortage,
      undefined,
    );
  });

  it('is as it was when the cluster cannot say', async () => {
    const send = refused('NOT_ENOUGH_REPLICAS_AFTER_APPEND');
    const silent = { ...service('2', partition(1)), metadata: () => Promise.reject(new Error('down')) };
    assert.equal(await explained(silent, send), send);
  });
});
