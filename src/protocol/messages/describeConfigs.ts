/**
 * DescribeConfigs: the configuration of topics, brokers and groups, and where each value comes from.
 * v3 types and documentation (KIP-569), v4 flexible.
 */
import { api, array, boolean, int8, int16, int32, string, struct } from '../schema.ts';

export const describeConfigsApi = api({
  key: 32,
  name: 'DescribeConfigs',
  versions: [1, 4],
  flexible: 4,
  request: struct({
    resources: array(
      struct({
        // 2 topic, 4 broker, 8 broker logger, 16 client metrics, 32 group.
        resourceType: int8(),
        resourceName: string(),
        // Null: all keys.
        configurationKeys: array(string(), { nullable: true }),
      }),
    ),
    includeSynonyms: boolean({ default: false }),
    includeDocumentation: boolean({ since: 3, default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    results: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ nullable: true }),
        resourceType: int8(),
        resourceName: string(),
        configs: array(
          struct({
            name: string(),
            value: string({ nullable: true }),
            readOnly: boolean(),
            // 1 topic, 2 broker, 3 all brokers' default, 4 broker's file, 5 Kafka's default, 8 group.
            configSource: int8({ default: -1, ignorable: true }),
            isSensitive: boolean(),
            // Where the value would come from otherwise, in order of precedence.
            synonyms: array(struct({ name: string(), value: string({ nullable: true }), source: int8() }), {
              default: [],
              ignorable: true,
            }),
            // 1 boolean, 2 string, 3 int, 4 short, 5 long, 6 double, 7 list, 8 class, 9 password.
            configType: int8({ since: 3, default: 0, ignorable: true }),
            documentation: string({ since: 3, nullable: true, ignorable: true }),
          }),
        ),
      }),
    ),
  }),
});
