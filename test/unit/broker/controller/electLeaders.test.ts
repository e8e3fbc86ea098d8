/** Elections that somebody asks for (KIP-460), and those that the controller holds now and then. */
import assert from 'node:assert/strict';
import { fenceBroker } from '../../../../src/broker/controller/brokerChanges.ts';
import {
  electPreferredLeaders,
  electUncleanLeaders,
  forgetEligibleLeaders,
} from '../../../../src/broker/controller/elections.ts';
import { electLeaders } from '../../../../src/broker/controller/electLeaders.ts';
import { assertError } from '../testCluster.ts';
import { TestState } from './controllerState.ts';

const preferred = 0;
const unclean = 1;

/** Broker 2 leads what 1 should; nobody leads what only 3 had, and 3 is gone. */
function waiting(): TestState {
  const state = new TestState().brokers(1, 2, 3);
  state.topic('moved', [{ replicas: [1, 2], isr: [1, 2], leader: 2 }]);
  state.topic('offline', [{ replicas: [3, 2], isr: [3], leader: 3 }]);
  state.replay(...fenceBroker(state, 3));
  return state;
}

function ask(state: TestState, electionType: number, topics: readonly string[] | null, partition = 0) {
  const topicPartitions = topics?.map((topic) => ({ topic, partitions: [partition] })) ?? null;
  const { records, response } = electLeaders(state, { electionType, topicPartitions, timeoutMs: 0 });
  state.replay(...records);
  return response;
}

function outcome(state: TestState, electionType: number, topic: string, partition = 0) {
  return ask(state, electionType, [topic], partition).replicaElectionResults[0]?.partitionResult[0]
    ?.errorCode;
}

function leaderOf(state: TestState, topic: string): number | undefined {
  return state.image.topicsByName.get(topic)?.partitions[0]?.leader;
}

describe('ElectLeaders', () => {
  it('gives the preferred leader its partition back', () => {
    const state = waiting();
    assertError(outcome(state, preferred, 'moved'), 'NONE');
    assert.equal(leaderOf(state, 'moved'), 1);
    assertError(outcome(state, preferred, 'moved'), 'ELECTION_NOT_NEEDED');
  });

  it('says when the preferred leader cannot lead', () => {
    const state = waiting();
    state.replay(...fenceBroker(state, 1));
    assertError(outcome(state, preferred, 'moved'), 'PREFERRED_LEADER_NOT_AVAILABLE');
    assertError(outcome(state, preferred, 'offline'), 'PREFERRED_LEADER_NOT_AVAILABLE');
  });

  it('elects whoever lives, whatever the config says, for who asks for an unclean election', () => {
    const state = waiting();
    assertError(outcome(state, unclean, 'offline'), 'NONE');
    assert.equal(leaderOf(state, 'offline'), 2);
    assert.equal(state.image.topicsByName.get('offline')?.partitions[0]?.leaderRecoveryState, 1);
    assertError(outcome(state, unclean, 'offline'), 'ELECTION_NOT_NEEDED');
  });

  it('says when nobody lives', () => {
    const state = waiting();
    state.replay(...fenceBroker(state, 2));
    assertError(outcome(state, unclean, 'offline'), 'ELIGIBLE_LEADERS_NOT_AVAILABLE');
  });

  it('does not know topics and partitions that are not there', () => {
    assertError(outcome(waiting(), preferred, 'nothing'), 'UNKNOWN_TOPIC_OR_PARTITION');
    assertError(outcome(waiting(), preferred, 'moved', 7), 'UNKNOWN_TOPIC_OR_PARTITION');
  });

  it('elects everywhere when no topic is named, and leaves out what was well', () => {
    const state = waiting();
    const { replicaElectionResults } = ask(state, unclean, null);
    assert.deepEqual(
      replicaElectionResults.map(({ topic, partitionResult }) => [
        topic,
        partitionResult.map((r) => r.errorCode),
      ]),
      [
        ['moved', []],
        ['offline', [0]],
      ],
    );
  });

  it('refuses an election that it does not know, for every partition', () => {
    const response = ask(waiting(), 7, ['moved']);
    assertError(response.errorCode, 'INVALID_REQUEST');
    assertError(response.replicaElectionResults[0]?.partitionResult[0]?.errorCode, 'INVALID_REQUEST');
  });
});

describe('elections of the controller itself', () => {
  it('give every preferred leader that may lead its partition back', () => {
    const state = waiting();
    state.replay(...electPreferredLeaders(state));
    assert.deepEqual([leaderOf(state, 'moved'), leaderOf(state, 'offline')], [1, -1]);
    assert.deepEqual(electPreferredLeaders(state), []);
  });

  it('are unclean only where the topic allows it', () => {
    const state = waiting();
    assert.deepEqual(electUncleanLeaders(state), []);
    const name = 'unclean.leader.election.enable';
    state.replay({
      type: 'Config',
      value: { resourceType: 2, resourceName: 'offline', name, value: 'true' },
    });
    state.replay(...electUncleanLeaders(state));
    assert.equal(leaderOf(state, 'offline'), 2);
    assert.equal(leaderOf(state, 'moved'), 2, 'who has a leader keeps it');
  });
});

describe('another min.insync.replicas', () => {
  const change = (resourceType: number, resourceName: string, name = 'min.insync.replicas') => {
    const state = new TestState().brokers(1, 2, 3);
    for (const topic of ['orders', 'payments']) {
      state.topic(topic, [{ replicas: [1, 2], isr: [1], eligibleLeaderReplicas: [2], leader: 1 }]);
    }
    const record = { type: 'Config', value: { resourceType, resourceName, name, value: '1' } } as const;
    state.replay(record, ...forgetEligibleLeaders(state, [record]));
    return ['orders', 'payments'].map((topic) => {
      const { elr, partitionEpoch } = state.image.topicsByName.get(topic)?.partitions[0] ?? {};
      return [elr, partitionEpoch];
    });
  };
  const kept = [[2], 0];
  const forgotten = [[], 1];

  it('makes the topic forget who was eligible: they may lack what is committed from now on', () => {
    assert.deepEqual(change(2, 'orders'), [forgotten, kept]);
  });

  it('makes every topic forget when it is that of the cluster', () => {
    assert.deepEqual(change(4, ''), [forgotten, forgotten]);
  });

  it('is the only config of which that is so', () => {
    assert.deepEqual(change(2, 'orders', 'retention.ms'), [kept, kept]);
  });

  it('writes nothing where there is nothing to forget', () => {
    const value = { resourceType: 4, resourceName: '', name: 'min.insync.replicas', value: '2' };
    assert.deepEqual(forgetEligibleLeaders(new TestState(), [{ type: 'Config', value }]), []);
  });
});
