/** Deletes records of a topic now and then, up to an offset that somebody has been shown. */
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { deleteRecordsApi } from '../../../src/protocol/messages/deleteRecords.ts';
import { check } from '../checkers/violation.ts';
import { after, below, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import { ClusterView } from './clusterView.ts';
import { WireClient } from './wireClient.ts';

export interface RecordsDeleterOptions {
  readonly topic: string;
  readonly partitions: number;
  readonly intervalMs: number;
}

/** Answers after which nothing was promised. */
const excused: ReadonlySet<number> = new Set([
  errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
  errorCodes.NOT_LEADER_OR_FOLLOWER,
  errorCodes.REQUEST_TIMED_OUT,
  // A leader that has just been elected may not know yet how much is committed.
  errorCodes.OFFSET_OUT_OF_RANGE,
]);

export class RecordsDeleter {
  readonly #host: ClientHost;
  readonly #options: RecordsDeleterOptions;
  readonly #client: WireClient;
  readonly #view: ClusterView;
  #going = true;

  constructor(host: ClientHost, options: RecordsDeleterOptions) {
    this.#host = host;
    this.#options = options;
    this.#client = new WireClient(host.network, 'deleter');
    this.#view = new ClusterView(host, this.#client, [options.topic]);
  }

  start(): void {
    after(this.#host, 1 + below(this.#host, this.#options.intervalMs), () => {
      if (!this.#going) return;
      this.#view.refresh(() => {
        if (this.#going) this.#delete();
      });
      this.start();
    });
  }

  finish(): void {
    this.#going = false;
  }

  close(): void {
    this.#client.close();
  }

  #delete(): void {
    const { topic, partitions } = this.#options;
    const { records } = this.#host;
    const partition = below(this.#host, partitions);
    const offset = below(this.#host, records.endShown(topic, partition) + 1);
    const leader = this.#view.leader(topic, partition);
    if (leader === undefined) return;
    records.removals.deleting(topic, partition, offset);
    const body = {
      topics: [{ name: topic, partitions: [{ partitionIndex: partition, offset }] }],
      timeoutMs: 1_000,
    };
    this.#client.ask(leader.nodeId, deleteRecordsApi, body, requestTimeoutMs, (response) => {
      const { errorCode, lowWatermark = -1 } = response?.topics[0]?.partitions[0] ?? {};
      const name = errorCode === undefined ? 'no answer' : errorByCode(errorCode).name;
      this.#host.note(`delete ${topic}-${partition} before ${offset}: ${name}`);
      if (errorCode === errorCodes.NONE) records.removals.deleted(topic, partition, offset, lowWatermark);
      else if (errorCode !== undefined) {
        check(excused.has(errorCode), `${topic} cannot be deleted from: ${name}`);
      }
    });
  }
}
