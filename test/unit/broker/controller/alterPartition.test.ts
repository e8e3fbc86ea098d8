/** Who may change an ISR, and to what (KIP-497, KIP-903). */
import assert from 'node:assert/strict';
import { alterPartition } from '../../../../src/broker/controller/alterPartition.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { assertError } from '../testCluster.ts';
import { registration, TestState } from './controllerState.ts';

interface Asked {
  readonly brokerId?: number;
  readonly brokerEpoch?: number;
  readonly leaderEpoch?: number;
  readonly partitionEpoch?: number;
  readonly isr?: readonly { readonly brokerId: number; readonly brokerEpoch: number }[];
  readonly leaderRecoveryState?: number;
  readonly topicId?: string;
  readonly partition?: number;
}

const member = (brokerId: number, brokerEpoch = brokerId - 1) => ({ brokerId, brokerEpoch });

describe('AlterPartition', () => {
  it('changes the ISR and the partition epoch, and leaves the leader and its epoch', () => {
    const { state, ask } = leading();
    const { records, result } = ask({ isr: [member(1), member(2), member(3)] });
    assertError(result?.errorCode, 'NONE');
    assert.deepEqual(
      [result?.isr, result?.leaderId, result?.leaderEpoch, result?.partitionEpoch],
      [[1, 2, 3], 1, 5, 10],
    );
    state.replay(...records);
    assert.deepEqual(state.image.topicsByName.get('orders')?.partitions[0]?.isr, [1, 2, 3]);
  });

  const refusals: readonly (readonly [string, Asked, Parameters<typeof assertError>[1]])[] = [
    ['an older leader epoch', { leaderEpoch: 4 }, 'FENCED_LEADER_EPOCH'],
    ['a leader epoch that is not known here yet', { leaderEpoch: 6 }, 'NOT_CONTROLLER'],
    ['an older partition epoch', { partitionEpoch: 8 }, 'INVALID_UPDATE_VERSION'],
    ['a partition epoch that is not known here yet', { partitionEpoch: 10 }, 'NOT_CONTROLLER'],
    ['a broker that does not lead', { brokerId: 2, brokerEpoch: 1 }, 'INVALID_REQUEST'],
    ['an ISR without the leader', { isr: [member(2), member(3)] }, 'INVALID_REQUEST'],
    ['an ISR with a stranger', { isr: [member(1), member(4, 3)] }, 'INVALID_REQUEST'],
    ['an ISR that names one twice', { isr: [member(1), member(2), member(2)] }, 'INVALID_REQUEST'],
    ['an empty ISR', { isr: [] }, 'INVALID_REQUEST'],
    ['an earlier start of a member', { isr: [member(1), member(2, 0)] }, 'INELIGIBLE_REPLICA'],
    ['a topic that is gone', { topicId: 'A'.repeat(22) }, 'UNKNOWN_TOPIC_ID'],
    ['a partition that does not exist', { partition: 7 }, 'UNKNOWN_TOPIC_OR_PARTITION'],
    ['a leader that would have to recover again', { leaderRecoveryState: 1 }, 'INVALID_REQUEST'],
  ];
  for (const [what, asked, error] of refusals) {
    it(`refuses ${what}: ${error}`, () => {
      assertError(leading().ask(asked).result?.errorCode, error);
    });
  }

  for (const [what, change] of [
    ['is fenced', { fenced: true }],
    ['is about to stop', { fenced: false, inControlledShutdown: true }],
  ] as const) {
    it(`refuses a replica that ${what}: INELIGIBLE_REPLICA`, () => {
      const { state, ask } = leading();
      state.replay(registration(3, { brokerEpoch: 2, ...change }));
      assertError(ask({ isr: [member(1), member(3)] }).result?.errorCode, 'INELIGIBLE_REPLICA');
    });
  }

  it('ends what it began: a leader that comes back from an unclean election says that it has recovered', () => {
    const { state, ask } = leading({ isr: [1], leaderRecoveryState: 1 });
    const both = [member(1), member(2)];
    assertError(ask({ isr: both, leaderRecoveryState: 1 }).result?.errorCode, 'INVALID_REQUEST');
    assert.deepEqual(ask({ isr: [member(1)], leaderRecoveryState: 1 }).result?.leaderRecoveryState, 1);
    const { records, result } = ask({ isr: both });
    assert.deepEqual([result?.isr, result?.leaderRecoveryState], [[1, 2], 0]);
    state.replay(...records);
    assert.equal(state.image.topicsByName.get('orders')?.partitions[0]?.leaderRecoveryState, 0);
  });

  it('completes a reassignment, and tells a leader that leaves by it: NEW_LEADER_ELECTED', () => {
    const moving = { replicas: [3, 1], isr: [1], addingReplicas: [3], removingReplicas: [1] };
    const { state, ask } = leading(moving);
    const { records, result } = ask({ isr: [member(1), member(3)] });
    assertError(result?.errorCode, 'NEW_LEADER_ELECTED');
    state.replay(...records);
    const after = state.image.topicsByName.get('orders')?.partitions[0];
    assert.deepEqual([after?.replicas, after?.isr, after?.leader, after?.leaderEpoch], [[3], [3], 3, 6]);
  });

  it('makes those eligible that leave when too few stay in sync', () => {
    const { state, ask } = leading();
    const value = { resourceType: 2, resourceName: 'orders', name: 'min.insync.replicas', value: '2' };
    state.replay({ type: 'Config', value });
    state.replay(...ask({ isr: [member(1)] }).records);
    assert.deepEqual(state.image.topicsByName.get('orders')?.partitions[0]?.elr, [2]);
  });

  it('knows a member without an epoch by its id alone', () => {
    assertError(leading().ask({ isr: [member(1, -1), member(2, -1)] }).result?.errorCode, 'NONE');
  });

  for (const [what, asked] of [
    ['an earlier start of the leader', { brokerEpoch: 99 }],
    ['a broker that is not registered', { brokerId: 9, brokerEpoch: 9 }],
  ] as const) {
    it(`refuses the whole request of ${what}`, () => {
      const { response, records } = leading().ask(asked);
      assertError(response.errorCode, 'STALE_BROKER_EPOCH');
      assert.deepEqual([response.topics, records], [[], []]);
    });
  }

  it('confirms a refusal in the log, so that only a present controller can end what a leader asked for', () => {
    const { records } = leading().ask({ isr: [member(1), member(2, 0)] });
    assert.deepEqual(
      records.map(({ type }) => type),
      ['NoOp'],
    );
  });
});

/** Broker 1 leads in leader epoch 5 and partition epoch 9; 2 is in sync, 3 is not, 4 holds no replica. */
function leading(change: Parameters<TestState['topic']>[1][number] = {}) {
  const state = new TestState().brokers(1, 2, 3, 4);
  const id = state.topic('orders', [
    { replicas: [1, 2, 3], isr: [1, 2], leader: 1, leaderEpoch: 5, partitionEpoch: 9, ...change },
  ]);
  const ask = ({ brokerId = 1, brokerEpoch = 0, topicId = id, partition = 0, ...asked }: Asked) => {
    const { records, response } = alterPartition(state, {
      brokerId,
      brokerEpoch,
      topics: [
        {
          topicId,
          partitions: [
            {
              partitionIndex: partition,
              leaderEpoch: asked.leaderEpoch ?? 5,
              partitionEpoch: asked.partitionEpoch ?? 9,
              newIsr: [],
              newIsrWithEpochs: asked.isr ?? [member(1), member(2)],
              leaderRecoveryState: asked.leaderRecoveryState ?? 0,
            },
          ],
        },
      ],
    });
    assert.ok(response.errorCode !== errorCodes.NONE || response.topics.length === 1);
    return { records, response, result: response.topics[0]?.partitions[0] };
  };
  return { state, ask };
}
