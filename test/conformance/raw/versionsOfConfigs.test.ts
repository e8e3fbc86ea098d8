/** Every version of the APIs that alter configs and list what has some. */
import assert from 'node:assert/strict';
import { alterConfigsApi } from '../../../src/protocol/messages/alterConfigs.ts';
import { incrementalAlterConfigsApi } from '../../../src/protocol/messages/incrementalAlterConfigs.ts';
import { listConfigResourcesApi } from '../../../src/protocol/messages/listConfigResources.ts';
import { cleanUp, unique } from '../support.ts';
import { brokerResource, set, shows, topicResource } from './configs.ts';
import { connectRaw } from './connection.ts';
import { createRawTopic } from './topics.ts';
import { versionsOf } from './versions.ts';

const fromTopic = 1;
const UNSUPPORTED_VERSION = 35;

describe('every version: AlterConfigs, IncrementalAlterConfigs, ListConfigResources', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const api of [alterConfigsApi, incrementalAlterConfigsApi]) {
    for (const version of versionsOf(api)) {
      it(`${api.name} v${version}`, async () => {
        const topic = await createRawTopic(clean);
        const connection = await connectRaw(clean);
        const ask = async (resourceName: string, value: string, validateOnly: boolean) => {
          const configs = [{ name: 'retention.ms', configOperation: set, value }];
          const resources = [{ resourceType: topicResource, resourceName, configs }];
          const { responses } = await connection.request(api, version, { resources, validateOnly });
          const [answer] = responses;
          assert.deepEqual([answer?.resourceType, answer?.resourceName], [topicResource, resourceName]);
          return answer?.errorCode;
        };
        assert.equal(await ask(topic.name, '70000', false), 0);
        assert.equal(await ask(topic.name, '80000', true), 0);
        await shows(connection, [topicResource, topic.name], 'retention.ms', '70000', fromTopic);
        assert.equal(await ask(topic.name, 'soon', false), 40, 'INVALID_CONFIG');
        assert.equal(await ask(unique('conformance.missing'), '70000', false), 3);
      });
    }
  }

  for (const version of versionsOf(listConfigResourcesApi)) {
    it(`ListConfigResources v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const connection = await connectRaw(clean);
      const list = async (resourceTypes: readonly number[]) => {
        const request = version === 0 ? {} : { resourceTypes };
        const { errorCode, configResources } = await connection.request(
          listConfigResourcesApi,
          version,
          request,
        );
        return {
          errorCode,
          names: configResources.map((each) => `${each.resourceType} ${each.resourceName}`),
        };
      };
      const all = await list([]);
      assert.equal(all.errorCode, 0);
      assert.equal(
        all.names.includes(`${topicResource} ${topic.name}`),
        version > 0,
        'v0: client metrics only',
      );
      if (version === 0) return;
      const brokers = [1, 2, 3].map((id) => `${brokerResource} ${id}`);
      assert.deepEqual(all.names.filter((name) => name.startsWith(`${brokerResource} `)).sort(), brokers);
      assert.deepEqual((await list([brokerResource])).names.sort(), brokers);
      assert.ok((await list([topicResource])).names.every((name) => name.startsWith(`${topicResource} `)));
      assert.deepEqual(await list([topicResource, 5]), { errorCode: UNSUPPORTED_VERSION, names: [] });
    });
  }
});
