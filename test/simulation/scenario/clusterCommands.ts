/** Commands of scenarios about nodes, the network, time and metadata. */
import { errorByCode } from '../../../src/protocol/errors.ts';
import { createTopicsApi } from '../../../src/protocol/messages/createTopics.ts';
import { describeQuorumApi } from '../../../src/protocol/messages/describeQuorum.ts';
import { leaderOf, standingOf } from './narrator.ts';
import type { RunCommand, Scenario } from './scenario.ts';
import { type Command, parseDuration, parsePartition } from './transcript.ts';

/** `create orders replicas=1,2,3 [partitions=2] [config=value]`: every partition on these nodes, the first one leads. */
function create({ cluster }: Scenario, { words, options }: Command): readonly string[] {
  const [name = ''] = words;
  const brokerIds = (options.get('replicas') ?? '1').split(',').map(Number);
  const partitions = Number(options.get('partitions') ?? 1);
  const assignments = Array.from({ length: partitions }, (_, index) => ({
    partitionIndex: index,
    brokerIds: [
      ...brokerIds.slice(index % brokerIds.length),
      ...brokerIds.slice(0, index % brokerIds.length),
    ],
  }));
  const configs = [...options]
    .filter(([option]) => option.includes('.'))
    .map(([config, value]) => ({ name: config, value }));
  const topics = [{ name, numPartitions: -1, replicationFactor: -1, assignments, configs }];
  const response = cluster.ask(anyNode(cluster), createTopicsApi, { topics });
  const { name: error } = errorByCode(response?.topics[0]?.errorCode ?? -1);
  return error === 'NONE' ? [] : [error];
}

/** `kill 1`: its process dies. `kill controller`: whoever that is. */
const kill: RunCommand = ({ cluster }, command) => {
  cluster.kill(nodeOf(cluster, command));
  return [];
};

/** `cut-power 1`: its machine goes off, and what its disk has not synced is lost. */
const cutPower: RunCommand = ({ cluster }, command) => {
  cluster.cutPower(nodeOf(cluster, command));
  return [];
};

/** `stop 1`: a controlled shutdown, until it has ended. */
const stop: RunCommand = ({ cluster }, command) => {
  const nodeId = nodeOf(cluster, command);
  cluster.cluster.stopNode(nodeId);
  cluster.waitFor(`${nodeId} has stopped`, () => cluster.cluster.nodeState(nodeId) === 'stopped');
  return [];
};

/** `start 1`: until it is registered and unfenced. */
const start: RunCommand = ({ cluster }, command) => {
  const nodeId = nodeOf(cluster, command);
  cluster.cluster.startNode(nodeId);
  const isActive = (): boolean => {
    const broker = cluster.cluster.broker(nodeId);
    // In the metadata that it finds in its log it may be active as well: that was its former life.
    const isPresent = broker?.image.brokers.get(nodeId)?.epoch === broker?.brokerEpoch;
    return isPresent && broker?.image.isActive(nodeId) === true;
  };
  cluster.waitFor(`${nodeId} is active`, isActive);
  return [];
};

/** `isolate 1`: it and the other nodes do not hear each other. Clients still reach it. */
const isolate: RunCommand = ({ cluster }, command) => {
  cluster.isolate(nodeOf(cluster, command));
  return [];
};

/** `cut 2 1`: what 2 sends to 1 is lost. */
const cut: RunCommand = ({ cluster }, { words }) => {
  cluster.network.cut(Number(words[0]), Number(words[1]));
  return [];
};

/** `heal`: everybody hears everybody again. */
const heal: RunCommand = ({ cluster }) => {
  cluster.heal();
  return [];
};

/** `advance 500ms` */
const advance: RunCommand = ({ cluster }, { words }) => {
  cluster.advance(parseDuration(words[0] ?? ''));
  return [];
};

/**
 * `until orders-0 leader=2`, `until orders-0 isr=1,2,3` or `isr=none`: time passes to the very moment at which the metadata says so.
 * `until orders-0 at=3 end=2`: to the moment at which that replica's log ends there.
 */
const until: RunCommand = ({ cluster }, { words, options }) => {
  const { topic, partition } = parsePartition(words[0]);
  const leader = options.get('leader');
  const isr = options.get('isr');
  const end = options.get('end');
  cluster.waitFor([...words, ...options].join(' '), () => {
    const now = cluster.eye.registration(topic, partition);
    const inSync = [...(now?.isr ?? [])].sort().join() || 'none';
    const leads =
      leader === undefined ||
      (now?.leader === Number(leader) &&
        cluster.replica(Number(leader), topic, partition)?.role === 'leader');
    const at = cluster.replica(Number(options.get('at') ?? 1), topic, partition);
    return (
      now !== undefined &&
      leads &&
      (isr === undefined || inSync === isr) &&
      (end === undefined || at?.log.logEndOffset === Number(end))
    );
  });
  return [];
};

/** `describe orders`: each partition as the newest metadata has it, and each replica as it is. */
const describe: RunCommand = ({ cluster }, { words }) => {
  const [topic = ''] = words;
  const partitions = cluster.eye.image?.topicsByName.get(topic)?.partitions ?? [];
  return partitions.flatMap((registration, index) => {
    const { leaderEpoch, replicas } = registration;
    const head = `${topic}-${index}: ${leaderOf(registration)}, leader epoch ${leaderEpoch}`;
    return [
      `${head}, replicas [${replicas}], ${standingOf(registration)}`,
      ...replicas.map((nodeId) => `  ${describeReplica(cluster, nodeId, topic, index)}`),
    ];
  });
};

/** `quorum [at=2]`: what a node answers to DescribeQuorum; each node's own view when none is named. */
const quorum: RunCommand = ({ cluster }, { options }) => {
  const at = options.get('at');
  if (at === undefined) return cluster.cluster.nodeIds.map((nodeId) => quorumViewOf(cluster, nodeId));
  const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
  const answer = cluster.ask(Number(at), describeQuorumApi, { topics })?.topics[0]?.partitions[0];
  if (answer === undefined) return ['no answer'];
  const { errorCode, leaderId, leaderEpoch, highWatermark } = answer;
  if (errorCode !== 0) return [errorByCode(errorCode).name];
  return [`leader ${leaderId}, epoch ${leaderEpoch}, high watermark ${highWatermark}`];
};

export const clusterCommands: ReadonlyMap<string, RunCommand> = new Map([
  ['create', create],
  ['kill', kill],
  ['cut-power', cutPower],
  ['stop', stop],
  ['start', start],
  ['isolate', isolate],
  ['cut', cut],
  ['heal', heal],
  ['advance', advance],
  ['until', until],
  ['describe', describe],
  ['quorum', quorum],
]);

type Cluster = Scenario['cluster'];

function describeReplica(cluster: Cluster, nodeId: number, topic: string, index: number): string {
  const partition = cluster.replica(nodeId, topic, index);
  const log = cluster.eye.log(nodeId, topic, index);
  if (partition === undefined) return `${nodeId} is down, log end ${log?.logEndOffset ?? 0}`;
  const { role, leaderEpoch, highWatermark } = partition;
  const ends = `log end ${partition.log.logEndOffset}, high watermark ${highWatermark}`;
  return `${nodeId} is ${role === 'none' ? 'without a leader' : role} in epoch ${leaderEpoch}, ${ends}`;
}

function quorumViewOf(cluster: Cluster, nodeId: number): string {
  const broker = cluster.cluster.broker(nodeId);
  if (broker === undefined) return `${nodeId} is down`;
  const { epoch, role, leaderId } = broker.quorum;
  return `${nodeId} is ${role}${role === 'follower' ? ` of ${leaderId}` : ''} in epoch ${epoch}`;
}

function anyNode(cluster: Cluster): number {
  const { nodeIds } = cluster.cluster;
  return cluster.controllerId ?? nodeIds.find((nodeId) => cluster.cluster.broker(nodeId) !== undefined) ?? 1;
}

function nodeOf(cluster: Cluster, { words }: Command): number {
  const nodeId = words[0] === 'controller' ? cluster.controllerId : Number(words[0]);
  if (nodeId === undefined || !cluster.cluster.nodeIds.includes(nodeId))
    throw new Error(`no node ${words[0]}`);
  return nodeId;
}
