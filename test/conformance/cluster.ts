/**
 * The one cluster that a whole conformance run shares. `EDDY_BOOTSTRAP` names a cluster that is already
 * there; otherwise one is started: ours, or what `EDDY_CLUSTER` names. It must know nothing of what a
 * cluster is made of: it speaks to a process by its standard streams and to brokers by their port.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import kafkajs from 'kafkajs';
import { brokerViews } from './brokerViews.ts';
import { eventually } from './support.ts';

const root = join(import.meta.dirname, '../..');
const startTimeoutMs = 120_000;
/** Kafka fences a crashed broker after 9 seconds (`broker.session.timeout.ms`); all else is quicker. */
const changeTimeoutMs = 60_000;

/** What `EDDY_CLUSTER` may name; each obeys `kill 1`, `stop 1` and `start 1` on standard input. */
const commands = {
  eddy: ['src/server/cli.ts', 'broker', '--port', '0', '--brokers', '3'],
  dist: ['dist/cli.cjs', 'broker', '--port', '0', '--brokers', '3'],
  'apache-kafka': [
    'test/interop/apacheKafka.ts',
    'group.initial.rebalance.delay.ms=0',
    'log.cleaner.backoff.ms=200',
  ],
} as const;

/** What our cluster tells of leaders and ISRs that move, and of faults: here they are meant to. */
const happening = /^eddy: (broker \d+ is|\S+-\d+.*: |broker \d+ closed .*: a fault )/;

type ClusterName = keyof typeof commands;

let addresses: readonly string[] | undefined;
let child: ChildProcess | undefined;

before(async function startCluster() {
  this.timeout(startTimeoutMs);
  const given = process.env.EDDY_BOOTSTRAP;
  addresses = given === undefined || given === '' ? await start() : given.split(',');
  await coordinatorsReady();
});

after(async function stopCluster() {
  this.timeout(changeTimeoutMs);
  if (child !== undefined && child.exitCode === null) {
    const exited = once(child, 'exit');
    child.stdin?.end();
    child.kill('SIGTERM');
    await exited;
  }
});

/** `host:port` of every broker. Only inside hooks and tests. */
export function bootstrapServers(): readonly string[] {
  if (addresses === undefined) {
    throw new Error('the cluster has not been started yet');
  }
  return addresses;
}

/** Whether this run started our own cluster: some limits Apache Kafka does not have, or would be slow to reach. */
export function isOurs(): boolean {
  return child !== undefined && clusterName() !== 'apache-kafka';
}

/** Resident memory of the process that holds our cluster, in bytes. Linux only, as this run's machine is. */
export function residentBytes(): number {
  const status = readFileSync(`/proc/${child?.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Whether this run may stop and start brokers. */
export function mayStopBrokers(): boolean {
  return child !== undefined;
}

/** A crash; resolves once no broker lists it any longer. */
export async function killBroker(nodeId: number): Promise<void> {
  await command(`kill ${nodeId}`, (views) => views.every((view) => !view.includes(nodeId)));
}

/** Crashes, be it of a majority that nobody then fences; resolves once none of them answers. */
export async function crashBrokers(...nodeIds: readonly number[]): Promise<void> {
  for (const nodeId of nodeIds) write(`kill ${nodeId}`);
  const addresses = nodeIds.map((nodeId) => bootstrapServers()[nodeId - 1] ?? '');
  const silent = async () => ((await brokerViews(addresses)).length === 0 ? true : undefined);
  await eventually(`silence of ${nodeIds}`, silent, changeTimeoutMs);
}

/** A controlled shutdown; resolves as `killBroker` does. */
export async function stopBroker(nodeId: number): Promise<void> {
  await command(`stop ${nodeId}`, (views) => views.every((view) => !view.includes(nodeId)));
}

/** Starts a broker again; resolves once every broker lists it. */
export async function startBroker(nodeId: number): Promise<void> {
  await startBrokers(nodeId);
}

/** Starts several at once, which may be what it takes for a majority. */
export async function startBrokers(...nodeIds: readonly number[]): Promise<void> {
  for (const nodeId of nodeIds.slice(1)) write(`start ${nodeId}`);
  const all = (view: readonly number[]): boolean => nodeIds.every((nodeId) => view.includes(nodeId));
  await command(`start ${nodeIds[0]}`, (views) => views.every(all), nodeIds.length * changeTimeoutMs);
}

/** Cuts a broker of ours off from the others; resolves once no other lists it. It goes on to list them all. */
export async function isolateBroker(nodeId: number): Promise<void> {
  const notListed = (view: readonly number[]): boolean => !view.includes(nodeId);
  await command(`isolate ${nodeId}`, (views) => views.filter(notListed).length === views.length - 1);
}

/** Ends the isolation; resolves once every broker lists it. */
export async function healBroker(nodeId: number): Promise<void> {
  await command(`heal ${nodeId}`, (views) => views.every((view) => view.includes(nodeId)));
}

/** Makes requests of a broker's clients fail; resolves at once. @param fault `Produce NOT_ENOUGH_REPLICAS 1` */
export async function injectFault(nodeId: number, fault: string): Promise<void> {
  await command(`fault ${nodeId} ${fault}`, () => true);
}

/** Ends every drill; resolves at once. */
export async function healAll(): Promise<void> {
  await command('heal', () => true);
}

/**
 * The first group makes the cluster create `__consumer_offsets`, whose leaders then load one by one. KafkaJS
 * does not repeat an OffsetFetch that meets a coordinator before that, so the tests start behind it.
 */
export async function coordinatorsReady(): Promise<void> {
  const admin = quietClient().admin();
  await admin.connect();
  try {
    for (let group = 0; group < 40; group += 1) {
      await eventually('a coordinator', async () => {
        await admin.fetchOffsets({ groupId: `conformance.warm-up.${group}`, topics: [] });
        return true;
      });
    }
  } finally {
    await admin.disconnect();
  }
}

/** The ids of the brokers that every broker that answers believes to be alive. */
export async function aliveBrokers(): Promise<readonly number[]> {
  const [first = [], ...others] = await brokerViews(bootstrapServers());
  return first.filter((nodeId) => others.every((view) => view.includes(nodeId)));
}

function quietClient(): kafkajs.Kafka {
  return new kafkajs.Kafka({
    brokers: [...bootstrapServers()],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1000,
    retry: { retries: 3, initialRetryTime: 50 },
  });
}

/** Resolves once the brokers that answer see what they should. */
async function command(
  line: string,
  reached: (views: readonly (readonly number[])[]) => boolean,
  timeoutMs = changeTimeoutMs,
): Promise<void> {
  write(line);
  const ask = async (): Promise<true | undefined> => {
    const views = await brokerViews(bootstrapServers());
    return views.length > 0 && reached(views) ? true : undefined;
  };
  await eventually(`what brokers see after ${line}`, ask, timeoutMs);
}

function write(line: string): void {
  if (child?.stdin === undefined || child.stdin === null) {
    throw new Error(`no cluster of ours to ask for: ${line}`);
  }
  child.stdin.write(`${line}\n`);
}

function clusterName(): ClusterName {
  const name = process.env.EDDY_CLUSTER ?? 'eddy';
  if (!(name in commands)) {
    throw new Error(`EDDY_CLUSTER is one of ${Object.keys(commands).join(', ')}`);
  }
  return name as ClusterName;
}

/** The command prints `ready host:port,host:port,host:port` once every broker serves. */
async function start(): Promise<readonly string[]> {
  const started = spawn(process.execPath, [...commands[clusterName()]], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child = started;
  createInterface(started.stderr).on('line', (line) => {
    if (!happening.test(line)) process.stderr.write(`${line}\n`);
  });
  process.once('exit', () => started.kill());
  process.once('SIGTERM', () => process.exit(143));
  const lines = createInterface({ input: started.stdout });
  return new Promise((resolve, reject) => {
    started.once('error', reject);
    started.once('exit', (code) => reject(new Error(`the cluster ended with ${code} before it was ready`)));
    lines.on('line', (line) => {
      const [word, list] = line.split(' ');
      if (word === 'ready' && list !== undefined) {
        resolve(list.split(','));
      }
    });
  });
}
