/** ApiVersions and its traps: the first thing every client says, before anything is known about the other side. */
import assert from 'node:assert/strict';
import { alterPartitionReassignmentsApi } from '../../../src/protocol/messages/alterPartitionReassignments.ts';
import { apiVersionsApi } from '../../../src/protocol/messages/apiVersions.ts';
import { createPartitionsApi } from '../../../src/protocol/messages/createPartitions.ts';
import { createTopicsApi } from '../../../src/protocol/messages/createTopics.ts';
import { deleteGroupsApi } from '../../../src/protocol/messages/deleteGroups.ts';
import { deleteTopicsApi } from '../../../src/protocol/messages/deleteTopics.ts';
import { describeClusterApi } from '../../../src/protocol/messages/describeCluster.ts';
import { describeConfigsApi } from '../../../src/protocol/messages/describeConfigs.ts';
import { describeGroupsApi } from '../../../src/protocol/messages/describeGroups.ts';
import { describeTopicPartitionsApi } from '../../../src/protocol/messages/describeTopicPartitions.ts';
import { electLeadersApi } from '../../../src/protocol/messages/electLeaders.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { heartbeatApi } from '../../../src/protocol/messages/heartbeat.ts';
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import { joinGroupApi } from '../../../src/protocol/messages/joinGroup.ts';
import { leaveGroupApi } from '../../../src/protocol/messages/leaveGroup.ts';
import { listGroupsApi } from '../../../src/protocol/messages/listGroups.ts';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import { listPartitionReassignmentsApi } from '../../../src/protocol/messages/listPartitionReassignments.ts';
import { metadataApi } from '../../../src/protocol/messages/metadata.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { offsetFetchApi } from '../../../src/protocol/messages/offsetFetch.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { syncGroupApi } from '../../../src/protocol/messages/syncGroup.ts';
import { unregisterBrokerApi } from '../../../src/protocol/messages/unregisterBroker.ts';
import type { Api } from '../../../src/protocol/schema.ts';
import { cleanUp } from '../support.ts';
import { connectRaw, software } from './connection.ts';

const served: readonly Api[] = [
  produceApi,
  fetchApi,
  listOffsetsApi,
  metadataApi,
  offsetCommitApi,
  offsetFetchApi,
  findCoordinatorApi,
  joinGroupApi,
  heartbeatApi,
  leaveGroupApi,
  syncGroupApi,
  describeGroupsApi,
  listGroupsApi,
  apiVersionsApi,
  createTopicsApi,
  deleteTopicsApi,
  initProducerIdApi,
  describeConfigsApi,
  createPartitionsApi,
  deleteGroupsApi,
  describeClusterApi,
  describeTopicPartitionsApi,
  electLeadersApi,
  alterPartitionReassignmentsApi,
  listPartitionReassignmentsApi,
  unregisterBrokerApi,
];

/** ApiVersions with a header of version 1, at whatever version. */
function rawRequest(version: number, correlationId: number, body = Buffer.alloc(0)): Buffer {
  const clientId = Buffer.from('raw');
  const header = Buffer.alloc(14);
  header.writeInt32BE(10 + clientId.length + body.length, 0);
  header.writeInt16BE(18, 4);
  header.writeInt16BE(version, 6);
  header.writeInt32BE(correlationId, 8);
  header.writeInt16BE(clientId.length, 12);
  return Buffer.concat([header, clientId, body]);
}

describe('ApiVersions', () => {
  const clean = cleanUp();

  for (let version = apiVersionsApi.minVersion; version <= apiVersionsApi.maxVersion; version += 1) {
    it(`v${version} lists what is served, in the ranges of Kafka 4.4`, async () => {
      const connection = await connectRaw(clean);
      const response = await connection.request(apiVersionsApi, version, software);
      assert.equal(response.errorCode, 0);
      const listed = new Map(response.apiKeys.map((entry) => [entry.apiKey, entry]));
      for (const api of served) {
        const { apiKey, minVersion, maxVersion } = listed.get(api.key) ?? {};
        assert.deepEqual(
          { name: api.name, apiKey, minVersion, maxVersion },
          {
            name: api.name,
            apiKey: api.key,
            minVersion: api.advertisedMinVersion,
            maxVersion: api.maxVersion,
          },
        );
      }
    });
  }

  for (const version of [6, 99, 32_767]) {
    it(`unknown v${version} is answered with error 35 in the body and header of v0`, async () => {
      const connection = await connectRaw(clean);
      connection.write(rawRequest(version, 7, Buffer.from([0, 3, 0x61, 0x62, 3, 0x63, 0x64, 0])));
      const frame = await connection.nextFrame();
      assert.equal(frame.readInt32BE(0), 7, 'correlation id, and no tagged fields behind it');
      assert.equal(frame.readInt16BE(4), 35, 'UNSUPPORTED_VERSION');
      const count = frame.readInt32BE(6);
      assert.equal(frame.length, 10 + 6 * count, 'an array with a length of four bytes, and nothing else');
      const entries = Array.from({ length: count }, (_, index) => 10 + 6 * index);
      const own = entries.find((at) => frame.readInt16BE(at) === 18);
      assert.ok(own !== undefined, 'the client learns which versions of ApiVersions it may ask');
      assert.equal(frame.readInt16BE(own + 2), 0);
      assert.equal(frame.readInt16BE(own + 4), apiVersionsApi.maxVersion);
      const again = await connection.request(apiVersionsApi, 0, software);
      assert.equal(again.errorCode, 0, 'the connection goes on');
    });
  }

  it('flexible versions have a response header of v0 all the same', async () => {
    const connection = await connectRaw(clean);
    const body = Buffer.from([0, 2, 0x61, 2, 0x31, 0]);
    connection.write(rawRequest(3, 0x01020304, body));
    const frame = await connection.nextFrame();
    assert.equal(frame.readInt32BE(0), 0x01020304);
    assert.equal(frame.readInt16BE(4), 0, 'the error code follows at once');
    assert.ok(frame.readUInt8(6) > 1, 'and then the compact length of the array');
  });

  it('an illegal client software name is INVALID_REQUEST', async () => {
    const connection = await connectRaw(clean);
    const illegal = { ...software, clientSoftwareName: '-not legal-' };
    assert.equal((await connection.request(apiVersionsApi, 3, illegal)).errorCode, 42);
  });

  it('Metadata v0 pipelined behind ApiVersions v0 is answered behind it', async () => {
    const connection = await connectRaw(clean);
    const first = connection.send(apiVersionsApi, 0, software);
    const second = connection.send(metadataApi, 0, { topics: [] });
    assert.equal((await first()).errorCode, 0);
    assert.equal((await second()).brokers.length, 3);
  });

  it('any request may come without ApiVersions before it', async () => {
    const connection = await connectRaw(clean);
    const metadata = await connection.request(metadataApi, 9, { topics: [] });
    assert.equal(metadata.brokers.length, 3);
  });

  it('a null client id is fine', async () => {
    const connection = await connectRaw(clean);
    connection.write(Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 9, 0xff, 0xff]));
    const frame = await connection.nextFrame();
    assert.equal(frame.readInt32BE(0), 9);
    assert.equal(frame.readInt16BE(4), 0);
  });

  it('features are told from v3 on', async () => {
    const connection = await connectRaw(clean);
    const response = await connection.request(apiVersionsApi, 4, software);
    const finalized = new Map(
      response.finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]),
    );
    assert.ok((finalized.get('metadata.version') ?? 0) > 0, String([...finalized]));
    assert.equal(finalized.get('eligible.leader.replicas.version'), 1);
    assert.ok(response.finalizedFeaturesEpoch >= 0);
  });
});
