/** The lines that steer a running cluster from standard input: what each asks for, and what is answered. */
import type { Drill } from '../broker/drillNetwork.ts';
import type { NodeStatus } from './control.ts';
import type { KafkaServer } from './server.ts';
import { UsageError } from './usageError.ts';

/** Of `slow N`: felt in every acknowledgement, and not yet taken for a failure. */
const usualDelayMs = 200;

export const steeringHelp = `  kill N       broker N crashes
  stop N       broker N hands its leaders over and stops
  start N      broker N starts again, with the logs it had
  isolate N    broker N and the others no longer hear each other; clients still reach it
  slow N [ms]  each message between broker N and another takes so long; ${usualDelayMs} when you name none
  heal [N]     ends what isolate or slow did to broker N, or to any broker
  status       brokers with port and state, and memory in bytes
  quit         the end, as with Ctrl+C
`;

type Steered = Pick<
  KafkaServer,
  | 'nodes'
  | 'memory'
  | 'killNode'
  | 'stopNode'
  | 'startNode'
  | 'isolateNode'
  | 'slowNode'
  | 'healNode'
  | 'healAll'
>;

const ofOneBroker = ['kill', 'stop', 'start', 'isolate', 'slow', 'heal'] as const;
type VerbOfOneBroker = (typeof ofOneBroker)[number];

/**
 * @returns what to print
 * @throws UsageError when the line is not understood: the message says what was expected
 */
export async function steer(server: Steered, line: string): Promise<string> {
  const [verb = '', ...words] = line.trim().split(/\s+/);
  if (verb === '') return '';
  if (words.length === 0 && verb === 'status') return status(server);
  if (words.length === 0 && verb === 'help') return steeringHelp;
  if (words.length === 0 && verb === 'heal') {
    server.healAll();
    return 'healed all\n';
  }
  const known = ofOneBroker.find((one) => one === verb);
  if (known === undefined)
    throw new UsageError(`"${line.trim()}" is not understood; help lists the commands`);
  return steerBroker(server, known, words);
}

async function steerBroker(
  server: Steered,
  verb: VerbOfOneBroker,
  words: readonly string[],
): Promise<string> {
  const { nodeId, state } = brokerOf(server, verb, words);
  if ((verb === 'kill' || verb === 'stop') && state !== 'running') return `${nodeId} is ${state} already\n`;
  switch (verb) {
    case 'kill':
      server.killNode(nodeId);
      return `killed ${nodeId}\n`;
    case 'stop':
      await server.stopNode(nodeId);
      return `stopped ${nodeId}\n`;
    case 'start':
      await server.startNode(nodeId);
      return `started ${nodeId}\n`;
    case 'isolate':
      server.isolateNode(nodeId);
      return `isolated ${nodeId}\n`;
    case 'slow': {
      const delayMs = words[1] === undefined ? usualDelayMs : Number(words[1]);
      server.slowNode(nodeId, delayMs);
      return `slowed ${nodeId} by ${delayMs} ms\n`;
    }
    case 'heal':
      server.healNode(nodeId);
      return `healed ${nodeId}\n`;
  }
}

function brokerOf({ nodes }: Steered, verb: VerbOfOneBroker, words: readonly string[]): NodeStatus {
  const ids = nodes.map((node) => node.nodeId).join(', ');
  const [word, ...more] = words;
  if (word === undefined) throw new UsageError(`${verb} which broker? There are ${ids}.`);
  const node = nodes.find(({ nodeId }) => String(nodeId) === word);
  if (node === undefined) throw new UsageError(`${verb}: there is no broker ${word}, only ${ids}`);
  const excess = more.slice(verb === 'slow' ? 1 : 0).join(' ');
  if (excess !== '') {
    const taken = verb === 'slow' ? ' than a delay' : '';
    throw new UsageError(`${verb} ${word} takes nothing more${taken}, got ${excess}`);
  }
  return node;
}

function status(server: Steered): string {
  const nodes = server.nodes.map(({ nodeId, port, state, drill }) =>
    [`broker ${nodeId} 127.0.0.1:${port} ${state}`, ...(drill === undefined ? [] : [inWords(drill)])].join(
      ' ',
    ),
  );
  const { logBytes, residentBytes, limitBytes, heldBytes, droppedBytes, refusing } = server.memory;
  const memory = [
    `memory log=${logBytes} resident=${residentBytes}`,
    `limit=${limitBytes} held=${heldBytes} dropped=${droppedBytes} refusing=${refusing ? 'yes' : 'no'}`,
  ];
  return `${[...nodes, memory.join(' ')].join('\n')}\n`;
}

function inWords(drill: Drill): string {
  return drill.kind === 'isolated' ? 'isolated' : `slow=${drill.delayMs}`;
}
