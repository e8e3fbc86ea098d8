/** Which keys of a configuration say that their value is a topic, and which only speak of topics. */

/** `topic`, `topics`, `order-topic`, `TopicName`, `inputTopics`. */
export function isTopicKey(key: string): boolean {
  return (
    /(?:^|[-_a-z])topics?(?:[-_]?(?:names?|list))?$/i.test(key) &&
    !/(?:create|missing|delete)[-_]?topics?$/i.test(key)
  );
}

/** A topic's own name among what else is said of it. */
export function isNameKey(key: string): boolean {
  return /^(?:name|topic|topic[-_]?name)$/i.test(key);
}

/** How large a topic is to be: who says so speaks of a topic of Kafka's. */
export function isSizeKey(key: string): boolean {
  return /^(?:partitions?|num[-_.]?partitions|partition[-_]?count|replica\w*|replication[-_.]?factor|cleanup\.policy|retention\.ms)$/i.test(
    key,
  );
}

/** What stands under `topic` beside names, as words of its key. */
const tuning = new Set(
  'partition partitions replica replicas replication retention count size enable enabled auto create config policy ms bytes prefix suffix pattern regex title color colour format class serializer deserializer serde group interval timeout min max factor description type schema field strategy key delay attempts backoff'.split(
    ' ',
  ),
);

export function isTuning(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => tuning.has(word));
}
