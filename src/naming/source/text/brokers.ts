/** Whose configuration it is: the words by which Kafka, and other brokers that have topics, give themselves away. */

const kafka = /kafka|redpanda|ksql|strimzi|confluent|\bkcat\b|schema[._-]?registry|bootstrap[._-]?servers?/i;
const others =
  /mqtt|mosquitto|rabbit|amqp|pub[-_/ ]?sub|\bsns\b|\bsqs\b|service[-_]?bus|pulsar|\bnats\b|jetstream|\bjms\b|activemq|artemis|\bredis\b|event[-_]?grid|kinesis|\bros\b|zeromq|\bnsq\b|solace/i;

/** True where a key, a name or a text speaks of Kafka. */
export function saysKafka(text: string): boolean {
  return kafka.test(text);
}

/** True where it speaks of another broker. */
export function saysOther(text: string): boolean {
  return others.test(text);
}

/** Whether a whole text is about Kafka and no other broker, so that a bare `topic` in it is Kafka's. */
export function isAboutKafka(text: string): boolean {
  return saysKafka(text) && !saysOther(text);
}
