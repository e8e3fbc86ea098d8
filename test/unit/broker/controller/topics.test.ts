/** CreateTopics, CreatePartitions and DeleteTopics: what is written down, and what is refused and why. */
import assert from 'node:assert/strict';
import { fenceBroker } from '../../../../src/broker/controller/brokerChanges.ts';
import { createTopics } from '../../../../src/broker/controller/createTopics.ts';
import { createPartitions, deleteTopics } from '../../../../src/broker/controller/topicChanges.ts';
import { zeroUuid } from '../../../../src/protocol/schema.ts';
import { assertError } from '../testCluster.ts';
import { TestState } from './controllerState.ts';

interface NewTopic {
  readonly name?: string;
  readonly partitions?: number;
  readonly factor?: number;
  readonly assignments?: readonly (readonly number[])[];
  readonly configs?: Readonly<Record<string, string | null>>;
}

function create(state: TestState, topics: readonly NewTopic[], validateOnly = false) {
  const { records, response } = createTopics(state, {
    topics: topics.map(({ name = 'orders', partitions, factor, assignments = [], configs = {} }) => ({
      name,
      numPartitions: partitions ?? (assignments.length > 0 ? -1 : 1),
      replicationFactor: factor ?? -1,
      assignments: assignments.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
      configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    })),
    timeoutMs: 0,
    validateOnly,
  });
  state.replay(...records);
  return { records, topics: response.topics };
}

const partitionsOf = (state: TestState, name: string) => state.image.topicsByName.get(name)?.partitions ?? [];

describe('CreateTopics', () => {
  it('makes topic, configs and partitions, and answers with the id and the counts', () => {
    const state = new TestState().brokers(1, 2, 3);
    const configs = { 'min.insync.replicas': '2' };
    const [topic] = create(state, [{ partitions: 4, factor: 3, configs }]).topics;
    assertError(topic?.errorCode, 'NONE');
    assert.deepEqual([topic?.numPartitions, topic?.replicationFactor], [4, 3]);
    assert.equal(topic?.topicId, state.image.topicsByName.get('orders')?.id);
    assert.equal(state.image.configsOf(2, 'orders').get('min.insync.replicas'), '2');
    assert.deepEqual(
      partitionsOf(state, 'orders').map(({ isr }) => isr.length),
      [3, 3, 3, 3],
    );
  });

  it('takes the counts of the broker for -1', () => {
    const state = new TestState({ 'num.partitions': '5', 'default.replication.factor': '2' }).brokers(
      1,
      2,
      3,
    );
    create(state, [{ partitions: -1 }]);
    assert.deepEqual(
      partitionsOf(state, 'orders').map(({ replicas }) => replicas.length),
      [2, 2, 2, 2, 2],
    );
  });

  it('places replicas as the client says', () => {
    const state = new TestState().brokers(1, 2, 3);
    create(state, [
      {
        assignments: [
          [2, 3],
          [3, 1],
        ],
      },
    ]);
    assert.deepEqual(
      partitionsOf(state, 'orders').map(({ replicas, leader }) => [replicas, leader]),
      [
        [[2, 3], 2],
        [[3, 1], 3],
      ],
    );
  });

  it('may be asked for as many replicas as are registered, one of them down', () => {
    const state = new TestState().brokers(1, 2, 3);
    state.replay(...fenceBroker(state, 2));
    create(state, [{ factor: 3 }]);
    const [partition] = partitionsOf(state, 'orders');
    assert.deepEqual([partition?.replicas.length, [...(partition?.isr ?? [])].sort()], [3, [1, 3]]);
  });

  it('writes nothing when it only validates', () => {
    const { records, topics } = create(new TestState().brokers(1), [{}], true);
    assertError(topics[0]?.errorCode, 'NONE');
    assert.deepEqual(records, []);
  });

  it('makes the good ones of a request, and says what is wrong with the others', () => {
    const state = new TestState().brokers(1);
    const { topics } = create(state, [{ name: 'good' }, { name: 'not good' }]);
    assertError(topics[0]?.errorCode, 'NONE');
    assertError(topics[1]?.errorCode, 'INVALID_TOPIC_EXCEPTION');
    assert.deepEqual([...state.image.topicsByName.keys()], ['good']);
  });

  const refusals: readonly (readonly [string, NewTopic, Parameters<typeof assertError>[1]])[] = [
    ['a name that is taken', { name: 'taken.topic' }, 'TOPIC_ALREADY_EXISTS'],
    ['a name that collides', { name: 'taken_topic' }, 'INVALID_TOPIC_EXCEPTION'],
    ['no partitions', { partitions: 0 }, 'INVALID_PARTITIONS'],
    ['no replicas', { factor: 0 }, 'INVALID_REPLICATION_FACTOR'],
    ['more replicas than brokers', { factor: 4 }, 'INVALID_REPLICATION_FACTOR'],
    ['too many partitions at once', { partitions: 10_001 }, 'POLICY_VIOLATION'],
    ['an unknown config', { configs: { 'no.such': '1' } }, 'INVALID_CONFIG'],
    ['an illegal value', { configs: { 'retention.ms': 'long' } }, 'INVALID_CONFIG'],
    ['a null value', { configs: { 'retention.ms': null } }, 'INVALID_CONFIG'],
    ['counts beside an assignment', { partitions: 1, assignments: [[1]] }, 'INVALID_REQUEST'],
    ['an empty replica list', { assignments: [[]] }, 'INVALID_REPLICA_ASSIGNMENT'],
    ['a broker named twice', { assignments: [[1, 1]] }, 'INVALID_REPLICA_ASSIGNMENT'],
    ['a broker that does not exist', { assignments: [[1, 9]] }, 'INVALID_REPLICA_ASSIGNMENT'],
  ];
  for (const [what, topic, error] of refusals) {
    it(`refuses ${what}: ${error}`, () => {
      const state = new TestState().brokers(1, 2, 3);
      state.topic('taken.topic', []);
      const { records, topics } = create(state, [topic]);
      assertError(topics[0]?.errorCode, error);
      assert.notEqual(topics[0]?.errorMessage ?? '', '');
      assert.deepEqual(records, []);
    });
  }

  it('refuses a name that is asked for twice, and answers it once', () => {
    const { records, topics } = create(new TestState().brokers(1), [{}, {}]);
    assert.deepEqual([topics.length, records.length], [1, 0]);
    assertError(topics[0]?.errorCode, 'INVALID_REQUEST');
  });

  describe('with a policy', () => {
    const strict = (): TestState => {
      const state = new TestState({}, (name) => (name.startsWith('bad') ? `${name} is bad` : undefined));
      return state.brokers(1, 2, 3);
    };
    const bad = (topic: NewTopic = {}) => ({ name: 'bad', ...topic });

    it('refuses what the policy refuses, in its words, and makes the rest of the request', () => {
      const state = strict();
      const { topics } = create(state, [bad(), { name: 'good' }, bad({ name: 'bad2', assignments: [[1]] })]);
      assertError(topics[0]?.errorCode, 'POLICY_VIOLATION');
      assert.equal(topics[0]?.errorMessage, 'bad is bad');
      assertError(topics[1]?.errorCode, 'NONE');
      assertError(topics[2]?.errorCode, 'POLICY_VIOLATION');
      assert.deepEqual([...state.image.topicsByName.keys()], ['good']);
    });

    it('refuses it as well when it only validates', () => {
      assertError(create(strict(), [bad()], true).topics[0]?.errorCode, 'POLICY_VIOLATION');
    });

    it('asks the policy last: everything else that is wrong is said first, as in Kafka', () => {
      const wrong: readonly (readonly [NewTopic, Parameters<typeof assertError>[1]])[] = [
        [{ name: 'bad name' }, 'INVALID_TOPIC_EXCEPTION'],
        [{ name: 'bad_old' }, 'INVALID_TOPIC_EXCEPTION'],
        [{ name: 'bad.old' }, 'TOPIC_ALREADY_EXISTS'],
        [{ configs: { 'no.such': '1' } }, 'INVALID_CONFIG'],
        [{ partitions: 0 }, 'INVALID_PARTITIONS'],
        [{ factor: 4 }, 'INVALID_REPLICATION_FACTOR'],
        [{ assignments: [[9]] }, 'INVALID_REPLICA_ASSIGNMENT'],
      ];
      for (const [topic, error] of wrong) {
        const state = strict();
        state.topic('bad.old', []);
        assertError(create(state, [bad(topic)]).topics[0]?.errorCode, error);
      }
    });

    it('lets a name that was refused be asked for again under another that collides with it', () => {
      const { topics } = create(strict(), [bad({ name: 'bad.twin' }), bad({ name: 'bad_twin' })]);
      for (const topic of topics) assertError(topic.errorCode, 'POLICY_VIOLATION');
    });
  });

  it('refuses everything while no broker may lead', () => {
    const state = new TestState().brokers(1);
    state.replay(...fenceBroker(state, 1));
    assertError(create(state, [{ factor: 1 }]).topics[0]?.errorCode, 'INVALID_REPLICATION_FACTOR');
    const byHand = create(state, [{ assignments: [[1]] }]).topics[0]?.errorCode;
    assertError(byHand, 'INVALID_REPLICA_ASSIGNMENT');
  });
});

describe('CreatePartitions', () => {
  const grow = (
    state: TestState,
    count: number,
    assignments: readonly (readonly number[])[] | null = null,
  ) => {
    const asked = assignments === null ? null : assignments.map((brokerIds) => ({ brokerIds }));
    const topics = [{ name: 'orders', count, assignments: asked }];
    const { records, response } = createPartitions(state, { topics, timeoutMs: 0, validateOnly: false });
    state.replay(...records);
    return response.results[0]?.errorCode;
  };
  const withTwo = (): TestState => {
    const state = new TestState().brokers(1, 2, 3);
    create(state, [{ partitions: 2, factor: 2 }]);
    return state;
  };

  it('adds partitions with as many replicas as there are, and leaves the others', () => {
    const state = withTwo();
    const before = [...partitionsOf(state, 'orders')];
    assertError(grow(state, 5), 'NONE');
    const after = partitionsOf(state, 'orders');
    assert.deepEqual(after.slice(0, 2), before);
    assert.deepEqual(
      after.map(({ replicas }) => replicas.length),
      [2, 2, 2, 2, 2],
    );
  });

  it('places them as the client says', () => {
    const state = withTwo();
    assertError(grow(state, 3, [[3, 1]]), 'NONE');
    assert.deepEqual(partitionsOf(state, 'orders')[2]?.replicas, [3, 1]);
  });

  it('refuses to shrink, to stay, and assignments of another number', () => {
    const state = withTwo();
    assertError(grow(state, 1), 'INVALID_PARTITIONS');
    assertError(grow(state, 2), 'INVALID_PARTITIONS');
    assertError(grow(state, 4, [[1]]), 'INVALID_REPLICA_ASSIGNMENT');
    assertError(grow(new TestState().brokers(1), 4), 'UNKNOWN_TOPIC_OR_PARTITION');
  });
});

describe('DeleteTopics', () => {
  const remove = (state: TestState, topics: readonly { name: string | null; topicId: string }[]) => {
    const { records, response } = deleteTopics(state, { topics, topicNames: [], timeoutMs: 0 });
    state.replay(...records);
    return response.responses.map(({ errorCode }) => errorCode);
  };

  it('removes by name and by id, configs included', () => {
    const state = new TestState().brokers(1);
    create(state, [{ name: 'a', configs: { 'retention.ms': '5' } }, { name: 'b' }]);
    const id = state.image.topicsByName.get('b')?.id ?? '';
    assert.deepEqual(
      remove(state, [
        { name: 'a', topicId: zeroUuid },
        { name: null, topicId: id },
      ]),
      [0, 0],
    );
    assert.deepEqual([state.image.topicsByName.size, state.image.topicsById.size], [0, 0]);
    assert.equal(state.image.configsOf(2, 'a').size, 0);
  });

  it('says what it does not know, what is ambiguous and what is said twice', () => {
    const state = new TestState().brokers(1);
    create(state, [{ name: 'a' }]);
    const id = state.image.topicsByName.get('a')?.id ?? '';
    const codes = remove(state, [
      { name: 'b', topicId: zeroUuid },
      { name: null, topicId: 'B'.repeat(22) },
      { name: 'a', topicId: id },
      { name: null, topicId: zeroUuid },
      { name: 'a', topicId: zeroUuid },
      { name: null, topicId: id },
    ]);
    const names = [
      'UNKNOWN_TOPIC_OR_PARTITION',
      'UNKNOWN_TOPIC_ID',
      'INVALID_REQUEST',
      'INVALID_REQUEST',
      'NONE',
      'INVALID_REQUEST',
    ] as const;
    for (const [index, name] of names.entries()) assertError(codes[index], name);
  });
});
