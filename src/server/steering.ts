/** The lines that steer a running cluster from standard input: what each asks for, and what is answered. */
import type { Drill } from '../broker/drillNetwork.ts';
import type { NodeStatus } from './control.ts';
import { faultInWords, parseFault } from './faultArguments.ts';
import type { KafkaServer } from './server.ts';
import { UsageError } from './usageError.ts';

/** Of `slow N`: felt in every acknowledgement, and not yet taken for a failure. */
const usualDelayMs = 200;

export const steeringHelp = `  kill N       broker N crashes
  stop N       broker N hands its leaders over and stops
  start N      broker N starts again, with the logs it had
  isolate N    broker N and the others no longer hear each other; clients still reach it
  slow N [ms]  each message between broker N and another takes so long; ${usualDelayMs} when you name none
  fault N API WHAT [times]
               what clients ask broker N by that API fails: WHAT is an error's name, cut (the connection),
               lost-answer (done, but nobody hears of it) or delay=MS; so many times, or until it is healed
  heal [N]     ends what isolate, slow or fault did to broker N, or to any broker
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
  | 'injectFault'
  | 'healNode'
  | 'healAll'
>;

/** Each with how many words it takes after the broker. */
const ofOneBroker = { kill: 0, stop: 0, start: 0, isolate: 0, slow: 1, fault: 3, heal: 0 } as const;
type VerbOfOneBroker = keyof typeof ofOneBroker;

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
  if (!isOfOneBroker(verb))
    throw new UsageError(`"${line.trim()}" is not understood; help lists the commands`);
  return steerBroker(server, verb, words);
}

function isOfOneBroker(verb: string): verb is VerbOfOneBroker {
  return Object.hasOwn(ofOneBroker, verb);
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
    case 'fault': {
      const fault = parseFault(words.slice(1));
      server.injectFault(nodeId, fault);
      return `fault on ${nodeId}: ${faultInWords(fault)}\n`;
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
  const excess = more.slice(ofOneBroker[verb]).join(' ');
  if (excess !== '') {
    const taken = { slow: ' than a delay', fault: ' than an API, what happens and how often' };
    throw new UsageError(
      `${verb} ${word} takes nothing more${verb in taken ? taken[verb as keyof typeof taken] : ''}, got ${excess}`,
    );
  }
  return node;
}

function status(server: Steered): string {
  const nodes = server.nodes.map(({ nodeId, port, state, drill, faults = [] }) => {
    const drills = drill === undefined ? [] : [inWords(drill)];
    const suffered = faults.length === 0 ? [] : [`faults: ${faults.map(faultInWords).join(', ')}`];
    return [`broker ${nodeId} 127.0.0.1:${port} ${state}`, ...drills, ...suffered].join(' ');
  });
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
