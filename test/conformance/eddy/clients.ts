/** The product's own client, closed when the test that opened it ends. */
import { ClusterClient } from '../../../src/client/clusterClient.ts';
import type { ClusterService, ConsumeOptions, Consumption } from '../../../src/client/clusterService.ts';
import type { KafkaError } from '../../../src/client/errors.ts';
import type { ClusterProfile, ReceivedRecord } from '../../../src/client/model.ts';
import { bootstrapServers } from '../cluster.ts';
import { type CleanUp, eventually, unique } from '../support.ts';

export function profile(): ClusterProfile {
  return { id: 'conformance', name: 'conformance', bootstrapServers: bootstrapServers() };
}

export function openClient(clean: CleanUp): ClusterService {
  const client = new ClusterClient({ profile: profile() });
  clean.defer(() => client.close());
  return client;
}

/** A topic of its own, deleted after the test. */
export async function newTopic(
  clean: CleanUp,
  client: ClusterService,
  partitions: number,
  replicationFactor = 3,
): Promise<string> {
  const name = unique('eddy.client.event.tested');
  await client.createTopic({ name, partitions, replicationFactor });
  clean.defer(() => client.deleteTopics([name]));
  return name;
}

export interface Reading {
  readonly records: readonly ReceivedRecord[];
  readonly errors: readonly KafkaError[];
  readonly consumption: Consumption;
  /** Resolves when so many records have come. */
  count(expected: number): Promise<void>;
}

export async function read(
  clean: CleanUp,
  client: ClusterService,
  options: ConsumeOptions,
): Promise<Reading> {
  const records: ReceivedRecord[] = [];
  const errors: KafkaError[] = [];
  const consumption = await client.consume(options, {
    onRecord: (record) => records.push(record),
    onError: (error) => errors.push(error),
  });
  clean.defer(() => consumption.close());
  return {
    records,
    errors,
    consumption,
    count: async (expected) => {
      await eventually(
        `${expected} records, ${records.length} so far`,
        () => records.length >= expected || undefined,
      );
    },
  };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function text(value: Uint8Array | null): string | null {
  return value === null ? null : new TextDecoder().decode(value);
}
