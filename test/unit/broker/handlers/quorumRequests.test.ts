/** The quorum's own requests in every version that Kafka has of them, through their bytes, at a node of a whole cluster. */
import assert from 'node:assert/strict';
import type { QuorumApi, QuorumRequest } from '../../../../src/broker/quorum/messages.ts';
import {
  beginQuorumEpochRequest,
  endQuorumEpochRequest,
  fetchRequest,
  voteRequest,
} from '../../../../src/broker/quorum/messages.ts';
import { fetchSnapshotRequest } from '../../../../src/broker/quorum/snapshotMessages.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { beginQuorumEpochApi } from '../../../../src/protocol/messages/beginQuorumEpoch.ts';
import { endQuorumEpochApi } from '../../../../src/protocol/messages/endQuorumEpoch.ts';
import { fetchApi } from '../../../../src/protocol/messages/fetch.ts';
import { fetchSnapshotApi } from '../../../../src/protocol/messages/fetchSnapshot.ts';
import { voteApi } from '../../../../src/protocol/messages/vote.ts';
import { type Api, decodeRequest, encodeRequest, encodeResponse } from '../../../../src/protocol/schema.ts';
import { TestCluster } from '../testCluster.ts';

const end = { offset: 1, epoch: 1 };

/** Asked in an epoch long gone, or by a stranger: refused alike in every version, and nothing changes. */
const requests: Readonly<
  Record<QuorumApi, readonly [Api, QuorumRequest, firstVersion: number, error?: number]>
> = {
  Vote: [
    voteApi,
    voteRequest(-1, { leaderId: 99, epoch: 1000, log: end, preVote: false }),
    0,
    errorCodes.INCONSISTENT_VOTER_SET,
  ],
  BeginQuorumEpoch: [beginQuorumEpochApi, beginQuorumEpochRequest(1, { leaderId: 2, epoch: 0 }), 0],
  EndQuorumEpoch: [endQuorumEpochApi, endQuorumEpochRequest({ leaderId: 2, epoch: 0 }, [1, 3]), 0],
  // Of an API that clients call, too, the versions that say which replica asks, and by id of which topic.
  Fetch: [
    fetchApi,
    fetchRequest(
      2,
      0,
      { offset: 0, epoch: 0, startOffset: 0, highWatermark: 0 },
      { maxWaitMs: 0, maxBytes: 100 },
    ),
    17,
  ],
  FetchSnapshot: [fetchSnapshotApi, fetchSnapshotRequest(2, 0, end, 0, 100), 0],
};

describe('requests of the quorum', () => {
  for (const [name, [api, request, firstVersion, error = errorCodes.FENCED_LEADER_EPOCH]] of Object.entries(
    requests,
  )) {
    it(`${name} is refused alike in versions ${firstVersion} to ${api.maxVersion}`, () => {
      const test = TestCluster.started();
      const leader = test.cluster.broker(test.controllerId);
      assert.ok(leader !== undefined);
      const { epoch } = leader.quorum;
      for (let version = firstVersion; version <= api.maxVersion; version++) {
        const body = decodeRequest(
          api,
          version,
          Buffer.concat(encodeRequest(api, version, request.body as never)),
        );
        const answers: Buffer[] = [];
        leader.receive(api, version, body, (response) => {
          assert.ok(response !== undefined);
          answers.push(Buffer.concat(encodeResponse(api, version, response)));
        });
        assert.equal(answers.length, 1, `version ${version}`);
        const refused = Buffer.alloc(2);
        refused.writeInt16BE(error);
        assert.ok(answers[0]?.includes(refused), `version ${version}: ${answers[0]?.toString('hex')}`);
      }
      assert.equal(leader.quorum.epoch, epoch);
      assert.ok(leader.quorum.isLeader);
    });
  }
});
