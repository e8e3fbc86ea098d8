/**
 * How long the cluster does without a leader: from the kill of a partition's leader until another one takes a record
 * at acks=all, and from the kill of the controller until the others name a new one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { zeroUuid } from '../../src/protocol/bytes.ts';
import { createTopicsApi } from '../../src/protocol/messages/createTopics.ts';
import { describeQuorumApi } from '../../src/protocol/messages/describeQuorum.ts';
import { metadataApi } from '../../src/protocol/messages/metadata.ts';
import { produceApi } from '../../src/protocol/messages/produce.ts';
import { encodeBatch } from '../../src/protocol/records.ts';
import { startApacheKafka } from '../interop/apacheKafka.ts';
import { ask } from './ask.ts';
import { medianAndSpread, say } from './say.ts';
import { startForBench } from './startForBench.ts';

/** What is killed here: our cluster or Apache Kafka's, which is the peer. */
interface Patient {
  /** `host:port` of each broker, in order of node id; node ids start at 1. */
  readonly addresses: readonly string[];
  kill(nodeId: number): unknown;
  start(nodeId: number): Promise<void>;
}

const topic = 'failover';
const pollMs = 5;

const server = await startForBench([{ name: topic, partitions: 1 }]);
say('Eddy', '');
await measureFailover(
  {
    addresses: server.listening.map(({ host, port }) => `${host}:${port}`),
    kill: (nodeId) => server.killNode(nodeId),
    start: (nodeId) => server.startNode(nodeId),
  },
  10,
);
server.close();

if (process.argv.includes('--kafka')) {
  const kafka = await startApacheKafka();
  const addresses = kafka.bootstrapServers.split(',');
  const topics = [{ name: topic, numPartitions: 1, replicationFactor: 3 }];
  await ask(addresses[0] ?? '', createTopicsApi, 7, { topics });
  say('Apache Kafka 4.4, its own defaults', '');
  await measureFailover({ addresses, kill: kafka.killBroker, start: kafka.startBroker }, 3);
  await kafka.stop();
}

async function measureFailover(patient: Patient, runs: number): Promise<void> {
  const { addresses } = patient;
  const leaderTimes: number[] = [];
  const controllerTimes: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const led = await settled(() => leader(addresses));
    leaderTimes.push(await timeToRecover(patient, led, () => produce(addresses)));
    const controlled = await settled(() => controller(addresses));
    const another = async () => (await controller(addresses, controlled)) !== undefined;
    controllerTimes.push(await timeToRecover(patient, controlled, another));
  }
  say('  from the kill of a leader to the next record at acks=all', medianAndSpread(leaderTimes));
  say('  from the kill of the controller to the next controller', medianAndSpread(controllerTimes));
}

/** Kills a node, waits for `recovered`, and puts the node back. @returns milliseconds from the kill */
async function timeToRecover(
  { addresses, kill, start }: Patient,
  nodeId: number,
  recovered: () => Promise<boolean>,
): Promise<number> {
  const killed = performance.now();
  kill(nodeId);
  while (!(await recovered())) await sleep(pollMs);
  const took = performance.now() - killed;
  await start(nodeId);
  await settled(async () => {
    const found = await partition(addresses);
    return found?.isrNodes.length === addresses.length ? true : undefined;
  });
  return took;
}

async function settled<Answer>(look: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await sleep(pollMs);
  }
}

async function partition(addresses: readonly string[]) {
  const request = { topics: [{ name: topic, topicId: zeroUuid }] };
  for (const address of addresses) {
    const answer = await ask(address, metadataApi, 12, request);
    const found = answer?.topics[0]?.partitions[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

async function leader(addresses: readonly string[]): Promise<number | undefined> {
  const leaderId = (await partition(addresses))?.leaderId ?? -1;
  return leaderId > 0 ? leaderId : undefined;
}

/** @returns whether whoever is known to lead took a record */
async function produce(addresses: readonly string[]): Promise<boolean> {
  const address = addresses[((await leader(addresses)) ?? 0) - 1];
  if (address === undefined) return false;
  const records = encodeBatch({ records: [{ key: null, value: Buffer.from('x'), timestamp: Date.now() }] });
  const topicData = [{ name: topic, topicId: zeroUuid, partitionData: [{ index: 0, records }] }];
  const request = { transactionalId: null, acks: -1, timeoutMs: 5_000, topicData };
  const answer = await ask(address, produceApi, 9, request);
  return answer?.responses[0]?.partitionResponses[0]?.errorCode === 0;
}

/** Who leads the quorum, other than `gone`; Apache Kafka's Metadata names any broker. */
async function controller(addresses: readonly string[], gone?: number): Promise<number | undefined> {
  const request = { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] };
  for (const [index, address] of addresses.entries()) {
    if (index + 1 === gone) continue;
    const answer = await ask(address, describeQuorumApi, 1, request);
    const leaderId = answer?.topics[0]?.partitions[0]?.leaderId ?? -1;
    if (leaderId > 0 && leaderId !== gone) return leaderId;
  }
  return undefined;
}
