/** DescribeConfigs: what holds for a topic or a broker, and where each value comes from (KIP-133, KIP-226). */
import { errorCodes } from '../../protocol/errors.ts';
import { describeConfigsApi } from '../../protocol/messages/describeConfigs.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import { brokerResource, resourceTypes, topicResource } from '../controller/metadataImage.ts';
import { Refusal } from '../controller/refusal.ts';
import { illegalTopicNameReason } from '../controller/topicName.ts';
import {
  type DescribedConfig,
  describeBrokerConfigs,
  describeDefaultBrokerConfigs,
  describeTopicConfigs,
} from '../describeConfigs.ts';
import { handler } from './handler.ts';

type Request = Decoded<typeof describeConfigsApi.request>;
type Resource = Request['resources'][number];
type Result = Encodable<typeof describeConfigsApi.response>['results'][number];

export const describeConfigs = handler(describeConfigsApi, (broker, request, _context, respond) => {
  // Kafka refuses the request as a whole when it holds a type that it has never heard of.
  const understood = request.resources.every(({ resourceType }) => resourceTypes.has(resourceType));
  respond({
    throttleTimeMs: 0,
    results: request.resources.map((resource) => {
      try {
        if (!understood)
          throw new Refusal(errorCodes.INVALID_REQUEST, 'The request asks for an unknown resource type.');
        return result(resource, errorCodes.NONE, '', shown(configsOf(broker, resource), resource, request));
      } catch (error) {
        const { code, message } = Refusal.from(error);
        return result(resource, code, message, []);
      }
    }),
  });
});

/** @throws Refusal */
function configsOf(broker: Broker, { resourceType, resourceName }: Resource): readonly DescribedConfig[] {
  const { configs, image, nodeId } = broker;
  switch (resourceType) {
    case topicResource: {
      const illegal = illegalTopicNameReason(resourceName);
      if (illegal !== undefined) throw new Refusal(errorCodes.INVALID_TOPIC_EXCEPTION, illegal);
      if (!image.topicsByName.has(resourceName)) throw new Refusal(errorCodes.UNKNOWN_TOPIC_OR_PARTITION, '');
      return describeTopicConfigs(configs, image.configsOf(topicResource, resourceName));
    }
    case brokerResource: {
      const ofAll = image.configsOf(brokerResource, '');
      if (resourceName === '') return describeDefaultBrokerConfigs(ofAll);
      if (!/^[+-]?\d+$/.test(resourceName)) {
        throw new Refusal(
          errorCodes.INVALID_REQUEST,
          `Broker id must be an integer, but it is: ${resourceName}`,
        );
      }
      if (Number(resourceName) !== nodeId) {
        const why = `Unexpected broker id, expected ${nodeId} or empty string, but received ${resourceName}`;
        throw new Refusal(errorCodes.INVALID_REQUEST, why);
      }
      const set = image.configsOf(brokerResource, String(nodeId));
      return describeBrokerConfigs(configs, nodeId, [...set.keys(), ...ofAll.keys()]);
    }
    default:
      throw new Refusal(errorCodes.INVALID_REQUEST, `Unsupported resource type: ${resourceType}`);
  }
}

function result(
  resource: Resource,
  errorCode: number,
  errorMessage: string,
  configs: Result['configs'],
): Result {
  const { resourceType, resourceName } = resource;
  return { errorCode, errorMessage, resourceType, resourceName, configs };
}

/** Of a resource's configs those that were asked for; no names ask for all. */
function shown(
  configs: readonly DescribedConfig[],
  { configurationKeys }: Resource,
  { includeSynonyms, includeDocumentation }: Request,
): Result['configs'] {
  const names = configurationKeys === null || configurationKeys.length === 0 ? undefined : configurationKeys;
  return configs
    .filter(({ name }) => names?.includes(name) !== false)
    .map((config) => ({
      name: config.name,
      value: config.value,
      readOnly: config.readOnly,
      configSource: config.source,
      isSensitive: config.isSensitive,
      synonyms: includeSynonyms ? config.synonyms : [],
      configType: config.type,
      documentation: includeDocumentation ? config.documentation : null,
    }));
}
