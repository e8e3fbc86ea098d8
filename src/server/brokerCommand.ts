/** `broker`: a cluster in the foreground, steered by lines on standard input. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { defaultConvention } from '../naming/convention.ts';
import type { FlushPolicy, ListenerSecurity, StorageOptions } from './control.ts';
import { startCluster } from './hosting.ts';
import { NamingGuard } from './namingGuard.ts';
import { parseSecurity, type SecurityTexts } from './securityArguments.ts';
import { steer } from './steering.ts';
import { StorageError } from './storageError.ts';
import { UsageError } from './usageError.ts';

const mostBrokers = 9;
const highestPort = 65_535;
const leastMemory = 16;
const mostMemory = 1_048_576;

interface BrokerArguments {
  readonly ports: readonly number[];
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
  readonly memoryLimitMebibytes: number;
  readonly storage: StorageOptions | undefined;
  readonly security: ListenerSecurity | undefined;
  readonly advertisedHost: string | undefined;
  readonly enforceNaming: boolean;
}

/** Starts the cluster and returns; it serves until a signal or `quit`. */
export async function brokerCommand(args: readonly string[]): Promise<void> {
  const { storage, security, advertisedHost, enforceNaming, ...parsed } = parse(args);
  const options = {
    ...parsed,
    ...(storage === undefined ? {} : { storage }),
    ...(security === undefined ? {} : { security }),
    ...(advertisedHost === undefined ? {} : { advertisedHost }),
    autoCreateTopics: true,
    defaultPartitions: 3,
    defaultReplicationFactor: 3,
  };
  const log = (message: string) => process.stderr.write(`eddy: ${message}\n`);
  const naming = new NamingGuard(log);
  if (enforceNaming) naming.enforce({ convention: defaultConvention });
  const server = await startCluster(options, {
    createTopicPolicy: (name) => naming.refusal(name),
    onFailure: (error) => {
      process.stderr.write(`eddy: the cluster failed: ${describe(error)}\n`);
      process.exit(1);
    },
    log,
    memoryChanged: () => {},
  });
  const addresses = server.listening.map(({ host, port }) => `${host}:${port}`);
  process.stdout.write(`ready ${addresses.join(',')}\n`);
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`eddy: ${describe(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line.trim() === 'quit') {
      stop();
      return;
    }
    steer(server, line).then(
      (answer) => process.stdout.write(answer),
      (error: unknown) => process.stderr.write(`eddy: ${error instanceof Error ? error.message : error}\n`),
    );
  });
}

/** What is broken inside needs its stack; what is wrong outside needs only saying. */
function describe(error: unknown): string | undefined {
  if (error instanceof StorageError) return error.message;
  return error instanceof Error ? error.stack : String(error);
}

function parse(args: readonly string[]): BrokerArguments {
  const texts = parseOptions(args);
  const { port, brokers, topic, 'memory-limit': memoryLimit, 'data-dir': directory, flush } = texts;
  if (flush !== undefined && directory === undefined) throw new UsageError('--flush needs --data-dir');
  const count = whole(brokers, '--brokers', 1, mostBrokers);
  const first = whole(port, '--port', 0, highestPort - count + 1);
  return {
    ports: Array.from({ length: count }, (_, index) => (first === 0 ? 0 : first + index)),
    topics: topic.map(parseTopic),
    memoryLimitMebibytes: whole(memoryLimit, '--memory-limit', leastMemory, mostMemory),
    storage: directory === undefined ? undefined : { directory, flush: parseFlush(flush ?? 'os') },
    security: parseSecurity(texts),
    advertisedHost: texts.advertise,
    enforceNaming: texts['enforce-naming'],
  };
}

interface BrokerOptionTexts extends SecurityTexts {
  readonly port: string;
  readonly brokers: string;
  readonly topic: readonly string[];
  readonly 'memory-limit': string;
  readonly 'data-dir'?: string | undefined;
  readonly flush?: string | undefined;
  readonly advertise?: string | undefined;
  readonly 'enforce-naming': boolean;
}

function parseOptions(args: readonly string[]): BrokerOptionTexts {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '9092' },
        brokers: { type: 'string', default: '3' },
        topic: { type: 'string', multiple: true, default: [] },
        'memory-limit': { type: 'string', default: '1024' },
        'data-dir': { type: 'string' },
        flush: { type: 'string' },
        tls: { type: 'string' },
        'tls-client-ca': { type: 'string' },
        sasl: { type: 'string', multiple: true },
        user: { type: 'string', multiple: true },
        'max-reauth-ms': { type: 'string' },
        advertise: { type: 'string' },
        'enforce-naming': { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseTopic(text: string): { readonly name: string; readonly partitions: number } {
  const [name = '', partitions = '3', ...more] = text.split(':');
  if (name === '' || more.length > 0) throw new UsageError(`--topic ${text}: expected name:partitions`);
  return { name, partitions: whole(partitions, `--topic ${text}`, 1, 10_000) };
}

function parseFlush(text: string): FlushPolicy {
  if (text === 'os' || text === 'always') return text;
  throw new UsageError(`--flush ${text}: expected os or always`);
}

function whole(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, got ${text}`);
  }
  return value;
}
