/** Frames written by hand from the protocol's specification, so that reader and writer cannot be wrong together. */
import assert from 'node:assert/strict';
import { zeroUuid } from '../../../src/protocol/bytes.ts';
import { encodeRequestFrame, encodeResponseFrame } from '../../../src/protocol/frames.ts';
import { apiVersionsApi } from '../../../src/protocol/messages/apiVersions.ts';
import { consumerGroupHeartbeatApi } from '../../../src/protocol/messages/consumerGroupHeartbeat.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { metadataApi } from '../../../src/protocol/messages/metadata.ts';
import { offsetCommitKey, offsetCommitValue } from '../../../src/protocol/messages/offsetCommitRecord.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { decodeMessage, decodeRequest, decodeResponse, encodeMessage } from '../../../src/protocol/schema.ts';

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const same = (parts: readonly Buffer[], expected: string): void =>
  assert.equal(Buffer.concat(parts).toString('hex'), unhex(expected).toString('hex'));
const header = { correlationId: 1, clientId: 'me' };

describe('golden frames', () => {
  it('ApiVersions request v0, header v1', () => {
    same(
      encodeRequestFrame(apiVersionsApi, 0, header, { clientSoftwareName: '', clientSoftwareVersion: '' }),
      `
      0000000c  0012 0000 00000001  0002 6d65`,
    );
  });

  it('ApiVersions request v3, header v2: the client id stays short, strings are compact', () => {
    const body = { clientSoftwareName: 'eddy', clientSoftwareVersion: '1' };
    same(
      encodeRequestFrame(apiVersionsApi, 3, header, body),
      `
      00000015  0012 0003 00000001  0002 6d65 00
      05 65646479  02 31  00`,
    );
  });

  it('the answer to an ApiVersions request of an unknown version: v0, error 35, a plain array', () => {
    const body = { errorCode: 35, apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 5 }] };
    same(
      encodeResponseFrame(apiVersionsApi, 0, 1, body),
      `
      00000010  00000001  0023 00000001 0012 0000 0005`,
    );
  });

  it('ApiVersions response v3: features are tagged, the header is not flexible', () => {
    const body = {
      errorCode: 0,
      apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 5 }],
      finalizedFeaturesEpoch: 9,
      finalizedFeatures: [{ name: 'kraft', maxVersionLevel: 1, minVersionLevel: 0 }],
    };
    same(
      encodeResponseFrame(apiVersionsApi, 3, 1, body),
      `
      0000002b  00000001  0000  02 0012 0000 0005 00  00000000
      02  01 08 0000000000000009  02 0c 02 06 6b72616674 0001 0000 00`,
    );
  });

  it('Metadata request v1 for all topics and for none', () => {
    same(
      encodeRequestFrame(metadataApi, 1, header, { topics: null }),
      `
      00000010  0003 0001 00000001  0002 6d65  ffffffff`,
    );
    same(
      encodeRequestFrame(metadataApi, 1, header, { topics: [] }),
      `
      00000010  0003 0001 00000001  0002 6d65  00000000`,
    );
  });

  it('Produce request v3 and v13', () => {
    const records = Buffer.from('batch');
    assert.deepEqual(
      decodeRequest(
        produceApi,
        3,
        unhex(`
      ffff ffff 000003e8  00000001 0001 74  00000001 00000002 00000005 6261746368`),
      ),
      {
        transactionalId: null,
        acks: -1,
        timeoutMs: 1000,
        topicData: [{ name: 't', topicId: zeroUuid, partitionData: [{ index: 2, records }] }],
      },
    );
    assert.deepEqual(
      decodeRequest(
        produceApi,
        13,
        unhex(`
      00 0001 000003e8  02 000102030405060708090a0b0c0d0e0f  02 00000002 06 6261746368 00  00 00`),
      ),
      {
        transactionalId: null,
        acks: 1,
        timeoutMs: 1000,
        topicData: [{ name: '', topicId: 'AAECAwQFBgcICQoLDA0ODw', partitionData: [{ index: 2, records }] }],
      },
    );
  });

  it('Fetch response v12 with a diverging epoch', () => {
    const body = {
      errorCode: 0,
      responses: [
        {
          topic: 't',
          topicId: zeroUuid,
          partitions: [
            {
              partitionIndex: 0,
              errorCode: 0,
              highWatermark: 5,
              divergingEpoch: { epoch: 2, endOffset: 3 },
              abortedTransactions: null,
              records: [Buffer.from('ab'), Buffer.from('c')],
            },
          ],
        },
      ],
    };
    same(
      encodeResponseFrame(fetchApi, 12, 1, body),
      `
      0000004c  00000001 00  00000000 0000 00000000
      02 02 74  02  00000000 0000 0000000000000005 ffffffffffffffff ffffffffffffffff 00 ffffffff 04 616263
      01  00 0d 00000002 0000000000000003 00
      00  00`,
    );
  });

  it('Fetch request v18: the follower does not tell its high watermark', () => {
    const decoded = decodeRequest(
      fetchApi,
      18,
      unhex(`
      000001f4 00000001 7fffffff 00 00000000 ffffffff
      02 00000000000000000000000000000000
      02 00000003 ffffffff 0000000000000007 ffffffff ffffffffffffffff 00100000 00  00
      01  01  00`),
    );
    assert.equal(decoded.topics[0]?.partitions[0]?.highWatermark, Number.POSITIVE_INFINITY);
    assert.equal(decoded.topics[0]?.partitions[0]?.fetchOffset, 7);
    assert.deepEqual(decoded.replicaState, { replicaId: -1, replicaEpoch: -1 });
  });

  it('ConsumerGroupHeartbeat response v0: a struct that may be null has a byte in front', () => {
    const body = { errorCode: 0, memberId: 'm', memberEpoch: 3, heartbeatIntervalMs: 5000 };
    const assignment = { topicPartitions: [{ topicId: zeroUuid, partitions: [1] }] };
    same(
      encodeResponseFrame(consumerGroupHeartbeatApi, 0, 1, body),
      `
      00000018  00000001 00  00000000 0000 00 02 6d 00000003 00001388  ff  00`,
    );
    same(
      encodeResponseFrame(consumerGroupHeartbeatApi, 0, 1, { ...body, assignment }),
      `
      00000030  00000001 00  00000000 0000 00 02 6d 00000003 00001388
      01 02 00000000000000000000000000000000 02 00000001 00 00  00`,
    );
  });

  it('a committed offset in __consumer_offsets', () => {
    const key = { group: 'g', topic: 't', partition: 3 };
    const value = { offset: 7, leaderEpoch: -1, metadata: 'm', commitTimestamp: 9 };
    same(encodeMessage(offsetCommitKey, 0, key), '0001 67 0001 74 00000003');
    same(encodeMessage(offsetCommitValue, 3, value), '0000000000000007 ffffffff 0001 6d 0000000000000009');
    const read = decodeMessage(
      offsetCommitValue,
      1,
      unhex('0000000000000007 0001 6d 0000000000000009 0000000000000008'),
    );
    assert.deepEqual(read, { ...value, expireTimestamp: 8, topicId: zeroUuid });
  });
});

describe('the traps of ApiVersions', () => {
  it('Produce is advertised from version 0 and served from version 3', () => {
    assert.equal(produceApi.advertisedMinVersion, 0);
    assert.equal(produceApi.minVersion, 3);
    assert.throws(() => decodeRequest(produceApi, 2, Buffer.alloc(20)), /not a version/);
  });

  it('a client of any age reads the answer to a version nobody knows', () => {
    const [frame] = encodeResponseFrame(apiVersionsApi, 0, 1, { errorCode: 35, apiKeys: [] });
    assert.equal(decodeResponse(apiVersionsApi, 0, (frame as Buffer).subarray(8)).errorCode, 35);
  });
});
