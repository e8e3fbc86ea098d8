/** What a member does with its partitions in one generation: reads them from the committed offsets on, and commits. */
import { errorCodes } from '../../../src/protocol/errors.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { offsetFetchApi } from '../../../src/protocol/messages/offsetFetch.ts';
import { type Decoded, zeroUuid } from '../../../src/protocol/schema.ts';
import { after, backoffMs, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import { ClusterView } from './clusterView.ts';
import { PartitionReader } from './partitionReader.ts';
import { WireClient } from './wireClient.ts';

export interface AssignedPartitionsOptions {
  readonly group: string;
  readonly name: string;
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly memberId: string;
  readonly generation: number;
  /** Undefined while it is not known. */
  coordinator(): number | undefined;
  /** The coordinator did not take a request; undefined when it did not answer. */
  refused(error: number | undefined): void;
}

type FetchedPartition = Decoded<typeof offsetFetchApi.response>['topics'][number]['partitions'][number];

const commitIntervalMs = 120;

/** Answers that pass by themselves: commits under way, a coordinator whose metadata is behind ours. */
const retriable: ReadonlySet<number> = new Set([
  errorCodes.UNSTABLE_OFFSET_COMMIT,
  errorCodes.UNKNOWN_TOPIC_ID,
  errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
]);

export class AssignedPartitions {
  readonly #host: ClientHost;
  readonly #options: AssignedPartitionsOptions;
  readonly #clients: WireClient[] = [];
  /** A connection of its own: a heartbeat must not wait behind a commit. */
  readonly #offsets: WireClient;
  readonly #view: ClusterView;
  readonly #readers = new Map<number, PartitionReader>();
  readonly #committed = new Map<number, number>();
  #closed = false;

  constructor(host: ClientHost, options: AssignedPartitionsOptions) {
    this.#host = host;
    this.#options = options;
    this.#offsets = this.#client('offsets');
    this.#view = new ClusterView(host, this.#offsets, [options.topic]);
  }

  get partitions(): readonly number[] {
    return this.#options.partitions;
  }

  start(): void {
    // Topic ids may be needed.
    this.#view.refresh(() => this.#fetchOffsets());
  }

  close(): void {
    this.#closed = true;
    for (const reader of this.#readers.values()) reader.close();
    for (const client of this.#clients) client.close();
  }

  #fetchOffsets(): void {
    if (this.#closed || this.partitions.length === 0) return;
    const { group, topic, coordinator } = this.#options;
    const node = coordinator();
    const needsId = this.#needsIds && this.#view.topicId(topic) === zeroUuid;
    if (node === undefined || needsId) {
      after(this.#host, backoffMs, () => this.#view.refresh(() => this.#fetchOffsets()));
      return;
    }
    const several = this.#offsets.version(offsetFetchApi) >= 8;
    const topics = [{ name: topic, topicId: this.#view.topicId(topic), partitionIndexes: this.partitions }];
    const requireStable = this.#offsets.version(offsetFetchApi) >= 7;
    const body = several
      ? { groups: [{ groupId: group, topics }], requireStable }
      : { groupId: group, topics, requireStable };
    const before = this.partitions.map((each) => this.#host.groups.committedSoFar(group, this.#name(each)));
    const epoch = this.#host.coordinatorEpoch(node, group);
    this.#offsets.ask(node, offsetFetchApi, body, requestTimeoutMs, (response) => {
      const answer = several ? response?.groups[0] : response;
      const fetched = answer?.topics[0]?.partitions ?? [];
      const error = answer?.errorCode || fetched.find(({ errorCode }) => errorCode !== 0)?.errorCode;
      if (answer === undefined || error !== undefined || fetched.length === 0) {
        if (error === undefined || !retriable.has(error)) this.#options.refused(error);
        after(this.#host, backoffMs, () => this.#view.refresh(() => this.#fetchOffsets()));
        return;
      }
      const isCurrent = epoch !== undefined && epoch === this.#host.coordinatorEpoch(node, group);
      for (const each of fetched) this.#read(each, isCurrent ? before : []);
      this.#commitLater();
    });
  }

  #read({ partitionIndex: partition, committedOffset }: FetchedPartition, before: readonly number[]): void {
    const { group, name, topic } = this.#options;
    const atLeast = before[this.partitions.indexOf(partition)] ?? -1;
    this.#host.groups.fetched(group, this.#name(partition), committedOffset, atLeast);
    const client = this.#client(`${partition}`);
    const view = new ClusterView(this.#host, client, [topic]);
    const from = Math.max(0, committedOffset);
    this.#host.note(`${name} of ${group} reads ${this.#name(partition)} from ${from}`);
    const received = (value: string): void => this.#host.groups.processed(group, value);
    const reader = new PartitionReader(this.#host, { topic, partition, from, client, view, received });
    this.#readers.set(partition, reader);
    this.#committed.set(partition, from);
    reader.start();
  }

  #commitLater(): void {
    after(this.#host, commitIntervalMs, () => {
      if (!this.#closed) this.#commit();
    });
  }

  #commit(): void {
    const { group, topic, memberId, generation, coordinator } = this.#options;
    const node = coordinator();
    const positions = [...this.#readers]
      .map(([partition, { position }]) => ({ partition, position }))
      .filter(({ partition, position }) => position > (this.#committed.get(partition) ?? 0));
    if (node === undefined || positions.length === 0) {
      this.#commitLater();
      return;
    }
    const partitions = positions.map(({ partition, position }) => ({
      partitionIndex: partition,
      committedOffset: position,
      committedMetadata: null,
    }));
    const topicId = this.#view.topicId(topic);
    const body = {
      groupId: group,
      generationIdOrMemberEpoch: generation,
      memberId,
      topics: [{ name: topic, topicId, partitions }],
    };
    this.#offsets.ask(node, offsetCommitApi, body, requestTimeoutMs, (response) => {
      const answers = response?.topics[0]?.partitions ?? [];
      const wrong = answers.find(({ errorCode }) => errorCode !== errorCodes.NONE);
      if (answers.length === 0 || wrong !== undefined) {
        if (wrong === undefined || !retriable.has(wrong.errorCode)) this.#options.refused(wrong?.errorCode);
      } else {
        for (const { partition, position } of positions) {
          this.#committed.set(partition, position);
          this.#host.groups.committed(group, this.#name(partition), position);
          this.#host.note(`${group} commits ${this.#name(partition)}@${position}`);
        }
      }
      this.#commitLater();
    });
  }

  get #needsIds(): boolean {
    return this.#offsets.version(offsetFetchApi) >= 10 || this.#offsets.version(offsetCommitApi) >= 10;
  }

  #client(purpose: string): WireClient {
    const client = new WireClient(this.#host.network, `${this.#options.name}/${purpose}`);
    this.#clients.push(client);
    return client;
  }

  #name(partition: number): string {
    return `${this.#options.topic}-${partition}`;
  }
}
