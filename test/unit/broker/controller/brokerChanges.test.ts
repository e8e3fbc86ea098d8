/** Brokers come and go: what the controller writes down, and what that does to partitions. */
import assert from 'node:assert/strict';
import {
  fenceBroker,
  heartbeat,
  registerBroker,
  unregisterBroker,
} from '../../../../src/broker/controller/brokerChanges.ts';
import { createTopics } from '../../../../src/broker/controller/createTopics.ts';
import { assertError } from '../testCluster.ts';
import { registration, TestState } from './controllerState.ts';

/** Broker 1 leads, all three are in sync. */
function running(): TestState {
  const state = new TestState().brokers(1, 2, 3);
  state.topic('orders', [{ replicas: [1, 2, 3], isr: [1, 2, 3], leader: 1 }]);
  return state;
}

function partition(state: TestState, topic = 'orders') {
  const { leader, isr, leaderEpoch } = state.image.topicsByName.get(topic)?.partitions[0] ?? {};
  return { leader, isr, leaderEpoch };
}

/** What KIP-966 adds to that. */
function eligible(state: TestState, topic = 'orders') {
  const { elr, lastKnownElr } = state.image.topicsByName.get(topic)?.partitions[0] ?? {};
  return { elr, lastKnownElr };
}

/** @param previousBrokerEpoch what a clean stop has left on the disk */
function register(state: TestState, brokerId: number, incarnationId: string, previousBrokerEpoch = -1) {
  const { records, response } = registerBroker(state, {
    brokerId,
    clusterId: 'c',
    incarnationId,
    listeners: [],
    features: [],
    rack: null,
    isMigratingZkBroker: false,
    logDirs: [],
    previousBrokerEpoch,
  });
  state.replay(...records);
  return { records, response };
}

function beat(
  state: TestState,
  brokerId: number,
  change: { wantShutDown?: boolean; offset?: number; epoch?: number },
) {
  const { records, response } = heartbeat(state, {
    brokerId,
    brokerEpoch: change.epoch ?? state.image.brokers.get(brokerId)?.epoch ?? -1,
    currentMetadataOffset: change.offset ?? state.image.offset,
    wantFence: false,
    wantShutDown: change.wantShutDown ?? false,
    offlineLogDirs: [],
    cordonedLogDirs: null,
  });
  state.replay(...records);
  return response;
}

describe('registerBroker', () => {
  it('takes a new broker, fenced, with the offset of its record as its epoch', () => {
    const state = new TestState().brokers(1);
    const { response } = register(state, 2, 'a');
    assert.deepEqual([response.errorCode, response.brokerEpoch], [0, state.image.offset]);
    assert.equal(state.image.brokers.get(2)?.epoch, state.image.offset);
    assert.equal(state.image.isActive(2), false);
  });

  it('answers a repeated request of the same start with the same epoch', () => {
    const state = new TestState();
    const first = register(state, 1, 'a').response.brokerEpoch;
    const again = register(state, 1, 'a');
    assert.deepEqual([again.response.brokerEpoch, again.records], [first, []]);
  });

  it('refuses another start while the earlier one is heard of, and takes it when its session has ended', () => {
    const state = running();
    assertError(register(state, 1, 'another').response.errorCode, 'DUPLICATE_BROKER_REGISTRATION');
    state.time += state.configs.number('broker.session.timeout.ms');
    assertError(register(state, 1, 'another').response.errorCode, 'NONE');
  });

  it('takes every leadership and ISR place of the earlier start away', () => {
    const state = running();
    state.time += 1_000_000;
    const { response } = register(state, 1, 'another');
    assert.deepEqual(partition(state), { leader: 2, isr: [2, 3], leaderEpoch: 1 });
    assert.equal(
      response.brokerEpoch,
      state.image.offset,
      'the epoch is the offset of the registration itself',
    );
  });

  it('takes another start of a fenced broker at once', () => {
    const state = running();
    state.replay(...fenceBroker(state, 3));
    assertError(register(state, 3, 'another').response.errorCode, 'NONE');
  });
});

describe('a broker that comes back after the last replica went', () => {
  /** Broker 1 was the last one in sync, and went. */
  function offline(): TestState {
    const state = new TestState().brokers(1, 2);
    state.topic('orders', [{ replicas: [1, 2], isr: [1], leader: 1 }]);
    state.replay(...fenceBroker(state, 1), ...fenceBroker(state, 2));
    return state;
  }

  it('is still eligible after a clean stop: it leads as soon as it is unfenced, and nothing is lost', () => {
    const state = offline();
    register(state, 1, 'another', state.image.brokers.get(1)?.epoch);
    assert.deepEqual(eligible(state), { elr: [1], lastKnownElr: [1] });
    beat(state, 1, {});
    assert.deepEqual(partition(state), { leader: 1, isr: [1], leaderEpoch: 2 });
    assert.equal(state.image.topicsByName.get('orders')?.partitions[0]?.leaderRecoveryState, 0);
  });

  for (const [what, previousBrokerEpoch] of [
    ['a crash', -1],
    ['a crash since an earlier clean stop', 7],
  ] as const) {
    it(`is not eligible after ${what}: it leads because it led last, and may have lost records`, () => {
      const state = offline();
      register(state, 1, 'another', previousBrokerEpoch);
      assert.deepEqual(eligible(state), { elr: [], lastKnownElr: [1] });
      beat(state, 1, {});
      assert.deepEqual(partition(state), { leader: 1, isr: [1], leaderEpoch: 2 });
      assert.deepEqual(eligible(state), { elr: [], lastKnownElr: [] });
      assert.equal(state.image.topicsByName.get('orders')?.partitions[0]?.leaderRecoveryState, 1);
    });
  }

  it('leaves others out that did not lead last', () => {
    const state = offline();
    register(state, 2, 'another');
    beat(state, 2, {});
    assert.deepEqual(partition(state), { leader: -1, isr: [], leaderEpoch: 1 });
  });

  it('after a crash of all three at once the one that comes last leads', () => {
    const state = running();
    state.time += 1_000_000;
    for (const brokerId of [2, 1, 3]) {
      register(state, brokerId, 'another');
      beat(state, brokerId, {});
    }
    assert.deepEqual(partition(state), { leader: 3, isr: [3], leaderEpoch: 3 });
  });
});

describe('heartbeat', () => {
  it('unfences a broker that has replayed its own registration, and not before', () => {
    const state = new TestState();
    const epoch = register(state, 1, 'a').response.brokerEpoch ?? -1;
    const early = beat(state, 1, { offset: epoch - 1 });
    assert.deepEqual([early.isCaughtUp, early.isFenced], [false, true]);
    const late = beat(state, 1, { offset: epoch });
    assert.deepEqual([late.isCaughtUp, late.isFenced], [true, false]);
    assert.ok(state.image.isActive(1));
  });

  it('brings partitions back that only this broker can lead', () => {
    const state = new TestState().brokers(1, 2);
    state.topic('orders', [{ replicas: [1, 2], isr: [1], leader: 1 }]);
    state.replay(...fenceBroker(state, 1));
    assert.deepEqual(partition(state), { leader: -1, isr: [], leaderEpoch: 1 });
    assert.deepEqual(eligible(state), { elr: [1], lastKnownElr: [1] });
    beat(state, 1, {});
    assert.deepEqual(partition(state), { leader: 1, isr: [1], leaderEpoch: 2 });
    assert.deepEqual(eligible(state), { elr: [], lastKnownElr: [] });
  });

  it('is not taken from a broker that is not known, or from an earlier start', () => {
    const state = running();
    assertError(beat(state, 9, {}).errorCode, 'BROKER_ID_NOT_REGISTERED');
    assertError(beat(state, 1, { epoch: 99 }).errorCode, 'STALE_BROKER_EPOCH');
  });

  it('keeps the session alive', () => {
    const state = running();
    state.time += 8_000;
    beat(state, 1, {});
    state.time += 8_000;
    assert.deepEqual(state.sessions.expired(state.time), [2, 3]);
  });
});

describe('a controlled shutdown', () => {
  it('moves the leaders first, and lets the broker go with the next heartbeat', () => {
    const state = running();
    const first = beat(state, 1, { wantShutDown: true });
    assert.deepEqual([first.shouldShutDown, first.isFenced], [false, false]);
    assert.deepEqual(partition(state), { leader: 2, isr: [2, 3], leaderEpoch: 1 });
    const second = beat(state, 1, { wantShutDown: true });
    assert.deepEqual([second.shouldShutDown, second.isFenced], [true, true]);
    assert.equal(state.image.isActive(1), false);
  });

  it('gives topics that are made meanwhile to the others', () => {
    const state = running();
    beat(state, 1, { wantShutDown: true });
    const { records } = createTopics(state, {
      topics: [{ name: 'new', numPartitions: 3, replicationFactor: 3, assignments: [], configs: [] }],
      timeoutMs: 0,
      validateOnly: false,
    });
    state.replay(...records);
    const partitions = state.image.topicsByName.get('new')?.partitions ?? [];
    assert.equal(partitions.length, 3);
    for (const { leader, isr } of partitions) {
      assert.notEqual(leader, 1);
      assert.ok(!isr.includes(1));
    }
  });

  it('takes the broker out of whatever it still holds when it goes', () => {
    const state = running();
    beat(state, 1, { wantShutDown: true });
    state.topic('late', [{ replicas: [1, 2], isr: [1, 2], leader: 1 }]);
    beat(state, 1, { wantShutDown: true });
    assert.deepEqual(partition(state, 'late'), { leader: 2, isr: [2], leaderEpoch: 1 });
  });

  it('is over at once for a broker that is fenced', () => {
    const state = running();
    state.replay(...fenceBroker(state, 1));
    assert.equal(beat(state, 1, { wantShutDown: true }).shouldShutDown, true);
  });

  it('leaves a partition without a leader that nobody else can lead', () => {
    const state = new TestState().brokers(1, 2);
    state.topic('orders', [{ replicas: [1, 2], isr: [1], leader: 1 }]);
    beat(state, 1, { wantShutDown: true });
    assert.deepEqual(partition(state), { leader: -1, isr: [], leaderEpoch: 1 });
    assert.deepEqual(eligible(state), { elr: [1], lastKnownElr: [1] });
  });
});

describe('fenceBroker', () => {
  it('is nothing for a broker that is fenced or not known', () => {
    const state = new TestState().replay(registration(1));
    assert.deepEqual([fenceBroker(state, 1), fenceBroker(state, 2)], [[], []]);
  });

  it('elects only among those that live and stay', () => {
    const state = running();
    beat(state, 2, { wantShutDown: true });
    state.replay(...fenceBroker(state, 1));
    assert.deepEqual(partition(state), { leader: 3, isr: [3], leaderEpoch: 1 });
  });

  it('elects uncleanly only where the topic says so', () => {
    const state = new TestState().brokers(1, 2);
    state.topic('strict', [{ replicas: [1, 2], isr: [1], leader: 1 }]);
    state.topic('loose', [{ replicas: [1, 2], isr: [1], leader: 1 }]);
    const config = {
      resourceType: 2,
      resourceName: 'loose',
      name: 'unclean.leader.election.enable',
      value: 'true',
    };
    state.replay({ type: 'Config', value: config });
    state.replay(...fenceBroker(state, 1));
    assert.deepEqual(partition(state, 'strict'), { leader: -1, isr: [], leaderEpoch: 1 });
    assert.deepEqual(partition(state, 'loose'), { leader: 2, isr: [2], leaderEpoch: 1 });
  });
});

describe('unregisterBroker', () => {
  it('forgets a broker and its places, and refuses what is not known', () => {
    const state = running();
    const { records, response } = unregisterBroker(state, { brokerId: 1 });
    assertError(response.errorCode, 'NONE');
    state.replay(...records);
    assert.deepEqual([...state.image.brokers.keys()], [2, 3]);
    assert.deepEqual(partition(state), { leader: 2, isr: [2, 3], leaderEpoch: 1 });
    state.time += 1_000_000;
    assert.deepEqual(state.sessions.expired(state.time), [2, 3], 'nobody waits for it');
    assertError(unregisterBroker(state, { brokerId: 1 }).response.errorCode, 'BROKER_ID_NOT_REGISTERED');
  });
});
