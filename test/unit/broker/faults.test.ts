/** Faults: how often they hit, and that every error they tell is an answer that a client of any version can read. */
import assert from 'node:assert/strict';
import { canAnswerWithError, errorAnswer } from '../../../src/broker/faultAnswers.ts';
import { Faults, faultyApis } from '../../../src/broker/faults.ts';
import { clientHandlers } from '../../../src/broker/handlers/table.ts';
import { Reader } from '../../../src/protocol/bytes.ts';
import { errorCodes } from '../../../src/protocol/errors.ts';
import { decodeResponseHeader, encodeResponseFrame } from '../../../src/protocol/frames.ts';
import { zeroUuid } from '../../../src/protocol/schema.ts';

const code = errorCodes.NOT_LEADER_OR_FOLLOWER;
const partitions = [{ partition: 1, partitionIndex: 1, index: 1, records: null }];
const topics = [
  { name: 't', topic: 't', topicId: zeroUuid, partitions, partitionData: partitions, partitionIndexes: [1] },
];

/** Of any API: each takes what it knows. */
const request = {
  topics,
  topicData: topics,
  groups: [{ groupId: 'g', memberId: null, memberEpoch: -1, topics }],
  coordinatorKeys: ['g'],
  groupId: 'g',
  memberId: 'm',
  acks: -1,
};

describe('a fault', () => {
  it('hits as often as it is told to, or until it is ended', () => {
    const faults = new Faults();
    faults.inject({ api: 'Produce', effect: { kind: 'cut' }, times: 2 });
    faults.inject({ api: 'Fetch', effect: { kind: 'lostAnswer' } });
    assert.equal(faults.take('Metadata'), undefined);
    assert.deepEqual(
      [1, 2, 3].map(() => faults.take('Produce')?.kind),
      ['cut', 'cut', undefined],
    );
    assert.deepEqual(
      faults.list.map(({ api }) => api),
      ['Fetch'],
    );
    faults.inject({ api: 'Fetch', effect: { kind: 'cut' } });
    assert.equal(faults.take('Fetch')?.kind, 'cut', 'the last one counts');
    faults.end();
    assert.equal(faults.take('Fetch'), undefined);
  });

  for (const name of faultyApis) {
    const api = [...clientHandlers.values()].find((one) => one.api.name === name)?.api;
    it(`on ${name} ${canAnswerWithError(name) ? 'tells its error in every version' : 'has no error to tell'}`, () => {
      assert.ok(api !== undefined, 'no client may call it');
      for (let version = api.minVersion; version <= api.maxVersion; version++) {
        const answer = errorAnswer(api, code, request as never, version);
        assert.equal(answer !== undefined, canAnswerWithError(name));
        if (answer === undefined) continue;
        const frame = Buffer.concat(encodeResponseFrame(api, version, 1, answer)).subarray(4);
        const reader = new Reader(frame);
        decodeResponseHeader(reader, api, version);
        const read = JSON.stringify(api.response.read(version, reader), (_, value) =>
          typeof value === 'bigint' ? Number(value) : value,
        );
        assert.match(read, new RegExp(`"errorCode":${code}\\b`), `version ${version}: ${read}`);
      }
    });
  }

  it('on a Produce that wants no answer has none', () => {
    const api = clientHandlers.get(0)?.api;
    assert.ok(api !== undefined);
    assert.equal(errorAnswer(api, code, { ...request, acks: 0 } as never, 3), undefined);
  });

  it('on a Fetch whose session has nothing new is told of the whole', () => {
    const api = clientHandlers.get(1)?.api;
    assert.ok(api !== undefined);
    const answer = errorAnswer(api, code, { topics: [] } as never, 12);
    assert.deepEqual(answer, { errorCode: code, responses: [] });
  });
});
