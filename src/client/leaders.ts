/**
 * Asks each partition's leader, all leaders at once, and puts the answers together. A partition whose leader
 * moves meanwhile is asked again; one that fails for good does not keep the others from answering.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PartitionFailure, PartitionParts } from './adminService.ts';
import { toKafkaError } from './errors.ts';
import { byBroker, leaderOf, partitionKey, topicInfoOf } from './metadata.ts';
import type { BrokerInfo, TopicPartition } from './model.ts';
import type { OpenCluster } from './openCluster.ts';
import type { Wire } from './wire.ts';

const attempts = 4;
/** Milliseconds. */
const retryDelay = 250;
const unknownTopicOrPartition = 3;
const leaderNotAvailable = 5;

/** @param ask one broker for partitions that it leads; what it throws is the failure of all of them */
export async function askLeaders<Item extends TopicPartition, Answer extends TopicPartition>(
  open: OpenCluster,
  items: readonly Item[],
  ask: (broker: BrokerInfo, items: readonly Item[]) => Promise<PartitionParts<Answer>>,
): Promise<PartitionParts<Answer>> {
  const answers: Answer[] = [];
  const failures: PartitionFailure[] = [];
  let waiting = items;
  for (let attempt = 1; waiting.length > 0; attempt++) {
    const round = await askOnce(open, waiting, ask);
    answers.push(...round.items);
    const again = new Set<string>();
    for (const failure of round.failures) {
      if (failure.error.retriable && attempt < attempts) {
        again.add(partitionKey(failure.topic, failure.partition));
      } else {
        failures.push(failure);
      }
    }
    waiting = waiting.filter((item) => again.has(partitionKey(item.topic, item.partition)));
    if (waiting.length > 0) {
      await sleep(retryDelay);
      await open.metadata();
    }
  }
  return { items: answers, failures };
}

/** One round: every partition is in the answers or in the failures. */
async function askOnce<Item extends TopicPartition, Answer extends TopicPartition>(
  open: OpenCluster,
  items: readonly Item[],
  ask: (broker: BrokerInfo, items: readonly Item[]) => Promise<PartitionParts<Answer>>,
): Promise<PartitionParts<Answer>> {
  const cluster = await open.recent();
  const led = byBroker(items, (item) => leaderOf(cluster, item.topic, item.partition));
  const asked = new Set(led.flatMap((group) => group.items));
  const leaderless = items.filter((item) => !asked.has(item));
  const rounds = await Promise.all(
    led.map(({ broker, items: own }) =>
      ask(broker, own).catch((error: unknown) => ({ items: [], failures: failAll(own, error) })),
    ),
  );
  const failures = leaderless.map(({ topic, partition }) => {
    const known = topicInfoOf(cluster, topic)?.partitions.some((info) => info.partition === partition);
    const error = open.wire.error(known === true ? leaderNotAvailable : unknownTopicOrPartition);
    return { topic, partition, error: toKafkaError(error) };
  });
  return {
    items: rounds.flatMap((round) => round.items),
    failures: [...failures, ...rounds.flatMap((round) => round.failures)],
  };
}

/** The failure of every one of `items`. */
export function failAll(items: readonly TopicPartition[], error: unknown): readonly PartitionFailure[] {
  const reason = toKafkaError(error);
  return items.map(({ topic, partition }) => ({ topic, partition, error: reason }));
}

interface TopicAnswer<Answer> {
  readonly name: string;
  readonly partitions: readonly (Answer & {
    readonly partitionIndex: number;
    readonly errorCode: number;
    readonly errorMessage?: string | null | undefined;
  })[];
}

/** Kafka's answer by topic and partition, divided into what worked, as `item` makes it, and what did not. */
export function partitionParts<Answer, Item extends object>(
  wire: Wire,
  topics: readonly TopicAnswer<Answer>[],
  item: (answer: Answer) => Item,
): PartitionParts<TopicPartition & Item> {
  const items: (TopicPartition & Item)[] = [];
  const failures: PartitionFailure[] = [];
  for (const { name: topic, partitions } of topics) {
    for (const answer of partitions) {
      const partition = answer.partitionIndex;
      const error = wire.error(answer.errorCode, answer.errorMessage);
      if (error === undefined) {
        items.push({ topic, partition, ...item(answer) });
      } else {
        failures.push({ topic, partition, error });
      }
    }
  }
  return { items, failures };
}
