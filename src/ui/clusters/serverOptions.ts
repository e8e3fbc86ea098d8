/**
 * Settings made safe: a settings file may hold anything, the server gets only what it can do. Pure.
 */
import type { FlushPolicy, ServerOptions } from '../../server/control.ts';

export interface ClusterSettings {
  readonly brokers: number;
  /** The first broker's port; the others follow. */
  readonly port: number;
  readonly autoCreateTopics: boolean;
  readonly defaultPartitions: number;
  readonly defaultReplicationFactor: number;
  /** Mebibytes. */
  readonly memoryLimit: number;
  /** `workspace` keeps the cluster in files; anything else in memory. */
  readonly persistence: 'memory' | 'workspace';
  readonly flush: FlushPolicy;
}

const mostBrokers = 9;
const mostPartitions = 1_000;
const highestPort = 65_535;
const leastMemory = 16;
const mostMemory = 1_048_576;

/** @param dataDirectory where files may be kept */
export function serverOptions(settings: ClusterSettings, dataDirectory: string): ServerOptions {
  const brokers = within(settings.brokers, 1, mostBrokers);
  const first = within(settings.port, 0, highestPort - brokers + 1);
  const flush = settings.flush === 'always' ? 'always' : 'os';
  const storage = { directory: dataDirectory, flush } as const;
  return {
    ports: Array.from({ length: brokers }, (_, index) => (first === 0 ? 0 : first + index)),
    autoCreateTopics: settings.autoCreateTopics === true,
    defaultPartitions: within(settings.defaultPartitions, 1, mostPartitions),
    defaultReplicationFactor: within(settings.defaultReplicationFactor, 1, brokers),
    memoryLimitMebibytes: within(settings.memoryLimit, leastMemory, mostMemory),
    topics: [],
    ...(settings.persistence === 'workspace' ? { storage } : {}),
  };
}

/** The same cluster elsewhere, in the order to try: ports people know from Kafka, then whatever is free. */
export function onOtherPorts(options: ServerOptions): readonly ServerOptions[] {
  const known = otherFirstPorts.map((first) => options.ports.map((_, index) => first + index));
  return [...known, options.ports.map(() => 0)].map((ports) => ({ ...options, ports }));
}

const otherFirstPorts = [19_092, 29_092, 39_092];

function within(value: number, least: number, most: number): number {
  const whole = Number.isFinite(value) ? Math.trunc(value) : least;
  return Math.min(most, Math.max(least, whole));
}
