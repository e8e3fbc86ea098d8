/** A follower in a test's hands: one partition of node 2, which follows node 1; the test plays the leader. */
import assert from 'node:assert/strict';
import { BrokerConfigs } from '../../../../src/broker/configs.ts';
import type { PartitionRegistration, TopicImage } from '../../../../src/broker/controller/metadataImage.ts';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { ReplicaFetcher } from '../../../../src/broker/replica/fetcher.ts';
import { Partition } from '../../../../src/broker/replica/partition.ts';
import { Timers } from '../../../../src/broker/timers.ts';
import type { fetchApi } from '../../../../src/protocol/messages/fetch.ts';
import type { Decoded, Encodable } from '../../../../src/protocol/schema.ts';
import { recordsIn, textOf } from '../../../simulation/checkers/clusterEye.ts';
import { batchOf } from '../testCluster.ts';

type Response = Encodable<typeof fetchApi.response>;
type PartitionResponse = Response['responses'][number]['partitions'][number];

export interface Fetch {
  readonly request: Decoded<typeof fetchApi.request>;
  reply(response: Response | undefined): void;
}

export const topic: TopicImage = { name: 'orders', id: 'AAAAAAAAAAAAAAAAAAAABA', partitions: [] };

/** Batches of one record each, with the epochs and offsets that the leader of them gave. */
export function written(values: readonly string[], epoch: number, baseOffset: number): Buffer[] {
  const log = new Log({ configs: defaultLogConfig, startOffset: baseOffset });
  for (const value of values) log.appendAsLeader(batchOf([value], 0), epoch, 0, 'client');
  return log.read(baseOffset, 2 ** 20, log.logEndOffset, true).records.map((bytes) => Buffer.from(bytes));
}

/** As `written`, all in one batch. */
export function writtenTogether(values: readonly string[], epoch: number, baseOffset: number): Buffer[] {
  const log = new Log({ configs: defaultLogConfig, startOffset: baseOffset });
  log.appendAsLeader(batchOf(values, 0), epoch, 0, 'client');
  return log.read(baseOffset, 2 ** 20, log.logEndOffset, true).records.map((bytes) => Buffer.from(bytes));
}

export class TestFollower {
  readonly timers = new Timers(0);
  readonly fetches: Fetch[] = [];
  readonly log = new Log({ configs: defaultLogConfig });
  readonly partition: Partition;
  readonly fetcher: ReplicaFetcher;
  touched = 0;

  /** @param history what the log holds: values by the epoch that wrote them */
  constructor(history: Readonly<Record<number, readonly string[]>> = {}, leaderEpoch = 5) {
    for (const [epoch, values] of Object.entries(history)) {
      this.log.appendAsFollower(written(values, Number(epoch), this.log.logEndOffset));
    }
    this.partition = new Partition(
      {
        nodeId: 2,
        now: () => this.timers.now,
        replicaLagTimeMaxMs: 1_000,
        isEligible: () => true,
        isAlive: () => true,
        admit: () => undefined,
        touched: () => {
          this.touched += 1;
        },
        alterIsr: () => {},
      },
      topic,
      0,
      this.log,
      0,
    );
    this.fetcher = new ReplicaFetcher(
      {
        nodeId: 2,
        configs: new BrokerConfigs({}),
        timers: this.timers,
        peers: {
          send: (_to, _api, _version, request, _timeoutMs, reply) => {
            this.fetches.push({ request: request as never, reply: (response) => reply(response as never) });
          },
        },
        brokerEpoch: () => 7,
        clusterId: () => 'c',
      },
      1,
    );
    this.follow(leaderEpoch);
  }

  /** The metadata log says that node 1 leads in this epoch. */
  follow(leaderEpoch: number): void {
    this.partition.applyRegistration(registrationOf(leaderEpoch));
    this.fetcher.add(this.partition);
    this.fetcher.restart();
  }

  /** The fetch under way that was sent last. */
  get latest(): Fetch {
    const fetch = this.fetches.at(-1);
    assert.ok(fetch !== undefined);
    return fetch;
  }

  get values(): readonly string[] {
    const { records } = this.log.read(this.log.logStartOffset, 2 ** 20, this.log.logEndOffset, true);
    return [...recordsIn(records)].map(({ value }) => textOf(value));
  }
}

/** What a fetch asks of the one partition. */
export function askedBy({ request }: Fetch) {
  const partition = request.topics[0]?.partitions[0];
  assert.ok(partition !== undefined);
  return partition;
}

export function answer(fetch: Fetch, partition: Partial<PartitionResponse>): void {
  const full = { partitionIndex: 0, errorCode: 0, highWatermark: 0, abortedTransactions: null, records: [] };
  fetch.reply({
    errorCode: 0,
    responses: [{ topic: '', topicId: topic.id, partitions: [{ ...full, ...partition }] }],
  });
}

function registrationOf(leaderEpoch: number): PartitionRegistration {
  return {
    replicas: [1, 2],
    isr: [1, 2],
    elr: [],
    lastKnownElr: [],
    removingReplicas: [],
    addingReplicas: [],
    leader: 1,
    leaderRecoveryState: 0,
    leaderEpoch,
    partitionEpoch: leaderEpoch,
  };
}
