/** Commands of scenarios about records: produce, fetch, and what lies in each replica's log. */
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { batchPositions, batchView, readLeaderEpoch } from '../../../src/protocol/recordBatch.ts';
import { decodeRecords, encodeBatch } from '../../../src/protocol/records.ts';
import type { Decoded } from '../../../src/protocol/schema.ts';
import { recordsIn, textOf } from '../checkers/clusterEye.ts';
import type { RunCommand, Scenario } from './scenario.ts';
import { type Command, parseDuration, parsePartition } from './transcript.ts';

/**
 * `produce orders-0 acks=all [at=1] [timeout=30s] a b`: one batch, to the leader or to a node that takes itself for it,
 * until the answer is there. `sequence=0` makes it a batch of the scenario's one idempotent producer.
 */
function produce(scenario: Scenario, command: Command): readonly string[] {
  const { node, body, values } = produceRequest(scenario, command);
  return [produceAnswer(node, values, scenario.cluster.ask(node, produceApi, body))];
}

/** `send`, as `produce`: does not wait for the answer, which is told when it comes. */
function send(scenario: Scenario, command: Command): readonly string[] {
  const { node, body, values } = produceRequest(scenario, command);
  scenario.cluster.askLater(node, produceApi, body, (answer) => produceAnswer(node, values, answer));
  return [];
}

function produceRequest(scenario: Scenario, { words, options }: Command) {
  const { cluster } = scenario;
  const [where, ...values] = words;
  const { topic, partition: index } = parsePartition(where);
  const node = targetOf(scenario, topic, index, options);
  const sequence = options.get('sequence');
  const identity =
    sequence === undefined
      ? {}
      : { producerId: producerIdOf(scenario), producerEpoch: 0, baseSequence: Number(sequence) };
  const records = encodeBatch({
    records: values.map((value) => ({ key: null, value: Buffer.from(value), timestamp: cluster.now })),
    ...identity,
  });
  const timeoutMs = parseDuration(options.get('timeout') ?? '30s');
  const acks = options.get('acks') === 'all' ? -1 : Number(options.get('acks') ?? -1);
  const topicId = cluster.eye.image?.topicsByName.get(topic)?.id ?? '';
  const topicData = [{ name: topic, topicId, partitionData: [{ index, records }] }];
  return { node, values, body: { acks, timeoutMs, topicData } };
}

function produceAnswer(
  node: number,
  values: readonly string[],
  response: Decoded<typeof produceApi.response> | undefined,
): string {
  const answer = response?.responses[0]?.partitionResponses[0];
  if (answer === undefined) return 'no answer';
  if (answer.errorCode !== errorCodes.NONE) return `${node} answers: ${errorByCode(answer.errorCode).name}`;
  const last = answer.baseOffset + values.length - 1;
  return `${node} answers: written at ${answer.baseOffset}${values.length > 1 ? ` to ${last}` : ''}`;
}

/** `fetch orders-0 [from=0] [at=1] [epoch=0]`: what a consumer is given now, and how far it may read. */
function fetch(scenario: Scenario, { words, options }: Command): readonly string[] {
  const { cluster } = scenario;
  const { topic, partition } = parsePartition(words[0]);
  const node = targetOf(scenario, topic, partition, options);
  const from = Number(options.get('from') ?? 0);
  const asked = {
    partition,
    currentLeaderEpoch: Number(options.get('epoch') ?? -1),
    fetchOffset: from,
    logStartOffset: -1,
    partitionMaxBytes: 1_000_000,
  };
  const topicId = cluster.eye.image?.topicsByName.get(topic)?.id ?? '';
  const body = {
    replicaState: {},
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 1_000_000,
    topics: [{ topic, topicId, partitions: [asked] }],
    forgottenTopicsData: [],
  };
  const answer = cluster.ask(node, fetchApi, body)?.responses[0]?.partitions[0];
  if (answer === undefined) return ['no answer'];
  if (answer.errorCode !== errorCodes.NONE) return [`${node} answers: ${errorByCode(answer.errorCode).name}`];
  const found = [...recordsIn(answer.records === null ? [] : [answer.records])]
    .filter(({ offset }) => offset >= from)
    .map(({ offset, value }) => `${offset}:${textOf(value)}`);
  const shown = found.length === 0 ? 'nothing' : found.join(' ');
  return [`${node} gives ${shown}, high watermark ${answer.highWatermark}`];
}

/** `log orders-0 [2]`: the records of each replica with their offsets, by the leader epoch that wrote them. */
const log: RunCommand = ({ cluster }, { words }) => {
  const { topic, partition } = parsePartition(words[0]);
  const all = cluster.eye.registration(topic, partition)?.replicas ?? [];
  const wanted = words.length > 1 ? words.slice(1).map(Number) : all;
  return wanted.map((nodeId) => `${nodeId}: ${describeLog(cluster, nodeId, topic, partition)}`);
};

export const recordCommands: ReadonlyMap<string, RunCommand> = new Map([
  ['produce', produce],
  ['send', send],
  ['fetch', fetch],
  ['log', log],
]);

function describeLog(cluster: Scenario['cluster'], nodeId: number, topic: string, partition: number): string {
  const found = cluster.eye.log(nodeId, topic, partition);
  if (found === undefined || found.logEndOffset === found.logStartOffset) return 'empty';
  const parts: string[] = [];
  let epoch = -1;
  const bytes = cluster.eye.bytesBefore(found, found.logEndOffset);
  for (const position of batchPositions(bytes)) {
    const batchEpoch = readLeaderEpoch(bytes, position);
    if (batchEpoch !== epoch) parts.push(`[epoch ${batchEpoch}]`);
    epoch = batchEpoch;
    for (const { offset, value } of decodeRecords(batchView(bytes, position))) {
      parts.push(`${offset}:${textOf(value)}`);
    }
  }
  return parts.join(' ');
}

function targetOf(
  { cluster }: Scenario,
  topic: string,
  partition: number,
  options: ReadonlyMap<string, string>,
): number {
  const at = options.get('at');
  const node = at === undefined ? cluster.eye.registration(topic, partition)?.leader : Number(at);
  if (node === undefined || node < 0) throw new Error(`${topic}-${partition} has no leader to ask`);
  return node;
}

function producerIdOf(scenario: Scenario): number {
  if (scenario.producerId !== undefined) return scenario.producerId;
  const { cluster } = scenario;
  const nodeId = cluster.controllerId ?? 1;
  const response = cluster.ask(nodeId, initProducerIdApi, {
    transactionalId: null,
    transactionTimeoutMs: 60_000,
  });
  scenario.producerId = response?.producerId;
  return scenario.producerId ?? -1;
}
