/** DescribeConfigs: what holds for a topic or a broker, and where each value comes from (KIP-133, KIP-226). */
import { errorCodes } from '../../protocol/errors.ts';
import { describeConfigsApi } from '../../protocol/messages/describeConfigs.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import { brokerResource, topicResource } from '../controller/metadataImage.ts';
import { illegalTopicNameReason } from '../controller/topicName.ts';
import { type DescribedConfig, describeBrokerConfigs, describeTopicConfigs } from '../describeConfigs.ts';
import { handler } from './handler.ts';

type Request = Decoded<typeof describeConfigsApi.request>;
type Resource = Request['resources'][number];
type Result = Encodable<typeof describeConfigsApi.response>['results'][number];

export const describeConfigs = handler(describeConfigsApi, (broker, request, _context, respond) => {
  respond({
    throttleTimeMs: 0,
    results: request.resources.map((resource) => describe(broker, request, resource)),
  });
});

function describe(broker: Broker, request: Request, resource: Resource): Result {
  const { resourceType, resourceName } = resource;
  const fail = (errorCode: number, errorMessage: string): Result => ({
    errorCode,
    errorMessage,
    resourceType,
    resourceName,
    configs: [],
  });
  const succeed = (configs: readonly DescribedConfig[]): Result => ({
    errorCode: errorCodes.NONE,
    errorMessage: null,
    resourceType,
    resourceName,
    configs: configs
      .filter(({ name }) => resource.configurationKeys === null || resource.configurationKeys.includes(name))
      .map((config) => shown(config, request)),
  });
  if (resourceType === topicResource) {
    const illegal = illegalTopicNameReason(resourceName);
    if (illegal !== undefined) return fail(errorCodes.INVALID_TOPIC_EXCEPTION, illegal);
    if (!broker.image.topicsByName.has(resourceName)) {
      return fail(errorCodes.UNKNOWN_TOPIC_OR_PARTITION, 'This server does not host this topic-partition.');
    }
    return succeed(describeTopicConfigs(broker.configs, broker.image.configsOf(topicResource, resourceName)));
  }
  if (resourceType === brokerResource) {
    if (resourceName === '') return succeed([]);
    if (resourceName === String(broker.nodeId))
      return succeed(describeBrokerConfigs(broker.configs, broker.nodeId));
    const why = `Unexpected broker id, expected ${broker.nodeId} or empty string, but received ${resourceName}`;
    return fail(errorCodes.INVALID_REQUEST, why);
  }
  return fail(errorCodes.INVALID_REQUEST, `Unsupported resource type: ${resourceType}`);
}

function shown(config: DescribedConfig, request: Request): Result['configs'][number] {
  return {
    name: config.name,
    value: config.value,
    readOnly: config.readOnly,
    configSource: config.source,
    isSensitive: false,
    synonyms: request.includeSynonyms ? config.synonyms : [],
    configType: config.type,
    documentation: request.includeDocumentation ? config.documentation : null,
  };
}
