/**
 * A topic as what would create it elsewhere: a `kafka-topics.sh` command, a Strimzi resource, a Terraform resource. Pure; only
 * configs that were set are written.
 */

export interface TopicShape {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** By name. */
  readonly configs: Readonly<Record<string, string>>;
}

export function kafkaTopicsCommand(topic: TopicShape, bootstrapServers: readonly string[]): string {
  const options = [
    `--bootstrap-server ${shellWord(bootstrapServers.join(','))}`,
    `--create --topic ${shellWord(topic.name)}`,
    `--partitions ${topic.partitions}`,
    `--replication-factor ${topic.replicationFactor}`,
    ...sorted(topic.configs).map(([name, value]) => `--config ${shellWord(`${name}=${value}`)}`),
  ];
  return `${['kafka-topics.sh', ...options].join(' \\\n  ')}\n`;
}

/** Strimzi's KafkaTopic; `cluster` names the Kafka resource that it belongs to. */
export function strimziTopic(topic: TopicShape, cluster: string): string {
  const name = kubernetesName(topic.name);
  const configs = sorted(topic.configs);
  const lines = [
    'apiVersion: kafka.strimzi.io/v1beta2',
    'kind: KafkaTopic',
    'metadata:',
    `  name: ${name}`,
    '  labels:',
    `    strimzi.io/cluster: ${kubernetesName(cluster)}`,
    'spec:',
    // Names of Kafka may hold what those of Kubernetes may not.
    ...(name === topic.name ? [] : [`  topicName: ${JSON.stringify(topic.name)}`]),
    `  partitions: ${topic.partitions}`,
    `  replicas: ${topic.replicationFactor}`,
    ...(configs.length === 0 ? [] : ['  config:']),
    ...configs.map(([key, value]) => `    ${key}: ${yamlValue(value)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** A `kafka_topic` of the provider Mongey/kafka. */
export function terraformTopic(topic: TopicShape): string {
  const configs = sorted(topic.configs);
  const lines = [
    `resource "kafka_topic" "${identifier(topic.name)}" {`,
    `  name               = ${hclText(topic.name)}`,
    `  partitions         = ${topic.partitions}`,
    `  replication_factor = ${topic.replicationFactor}`,
    ...(configs.length === 0
      ? []
      : [
          '',
          '  config = {',
          ...configs.map(([key, value]) => `    ${hclText(key)} = ${hclText(value)}`),
          '  }',
        ]),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function sorted(configs: TopicShape['configs']): readonly (readonly [string, string])[] {
  return Object.entries(configs).sort(([one], [other]) => (one < other ? -1 : 1));
}

function shellWord(text: string): string {
  return /^[\w.,:=/@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** RFC 1123: lower case, digits, dots and dashes, at most 253 of them, and none of these two at the ends. */
function kubernetesName(name: string): string {
  const allowed = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .replaceAll(/[.-]*\.[.-]*/g, '.')
    .slice(0, 253)
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  return allowed === '' ? 'topic' : allowed;
}

/** Numbers and booleans stay what they are; anything else is quoted as JSON, which YAML reads. */
function yamlValue(value: string): string {
  return /^(-?(0|[1-9]\d{0,14})|true|false)$/.test(value) ? value : JSON.stringify(value);
}

function identifier(name: string): string {
  const allowed = name.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  return /^[A-Za-z_]/.test(allowed) ? allowed : `_${allowed}`;
}

/** JSON's escapes are HCL's; `${` and `%{` begin templates there. */
function hclText(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}
