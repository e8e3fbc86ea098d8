/**
 * Requests to brokers over pooled connections, each at the highest version both sides know. An answer that
 * carries error codes is still an answer: it is returned, and who asked reads the codes. It does not retry.
 */
import type {
  API,
  Base,
  Connection,
  consumerGroupDescribeV0,
  createPartitionsV3,
  createTopicsV7,
  deleteGroupsV2,
  deleteRecordsV2,
  deleteTopicsV6,
  describeConfigsV4,
  describeGroupsV5,
  describeLogDirsV4,
  describeProducersV0,
  describeQuorumV2,
  describeTopicPartitionsV0,
  fetchV17,
  findCoordinatorV6,
  heartbeatV4,
  incrementalAlterConfigsV1,
  initProducerIdV5,
  joinGroupV9,
  leaveGroupV5,
  listGroupsV5,
  listOffsetsV9,
  metadataV12,
  offsetCommitV9,
  offsetDeleteV0,
  offsetFetchV9,
  produceV11,
  syncGroupV5,
} from '@platformatic/kafka';
import { connectionOptions } from './connectionOptions.ts';
import { KafkaError, localError, toKafkaError } from './errors.ts';
import type { ClusterProfile } from './model.ts';

export type Library = typeof import('./library.ts');

interface Apis {
  readonly ConsumerGroupDescribe: typeof consumerGroupDescribeV0.api;
  readonly CreatePartitions: typeof createPartitionsV3.api;
  readonly CreateTopics: typeof createTopicsV7.api;
  readonly DeleteGroups: typeof deleteGroupsV2.api;
  readonly DeleteRecords: typeof deleteRecordsV2.api;
  readonly DeleteTopics: typeof deleteTopicsV6.api;
  readonly DescribeConfigs: typeof describeConfigsV4.api;
  readonly DescribeGroups: typeof describeGroupsV5.api;
  readonly DescribeLogDirs: typeof describeLogDirsV4.api;
  readonly DescribeProducers: typeof describeProducersV0.api;
  readonly DescribeQuorum: typeof describeQuorumV2.api;
  readonly DescribeTopicPartitions: typeof describeTopicPartitionsV0.api;
  readonly Fetch: typeof fetchV17.api;
  readonly FindCoordinator: typeof findCoordinatorV6.api;
  readonly Heartbeat: typeof heartbeatV4.api;
  readonly IncrementalAlterConfigs: typeof incrementalAlterConfigsV1.api;
  readonly InitProducerId: typeof initProducerIdV5.api;
  readonly JoinGroup: typeof joinGroupV9.api;
  readonly LeaveGroup: typeof leaveGroupV5.api;
  readonly ListGroups: typeof listGroupsV5.api;
  readonly ListOffsets: typeof listOffsetsV9.api;
  readonly Metadata: typeof metadataV12.api;
  readonly OffsetCommit: typeof offsetCommitV9.api;
  readonly OffsetDelete: typeof offsetDeleteV0.api;
  readonly OffsetFetch: typeof offsetFetchV9.api;
  readonly Produce: typeof produceV11.api;
  readonly SyncGroup: typeof syncGroupV5.api;
}

/** Below these versions requests look different. All of them are in Apache Kafka 3.1 and later. */
const lowestVersions: Partial<Readonly<Record<ApiName, number>>> = {
  Metadata: 10,
  ListGroups: 4,
  FindCoordinator: 4,
  OffsetFetch: 8,
  DeleteTopics: 6,
  Fetch: 13,
  LeaveGroup: 3,
};

export type ApiName = keyof Apis;
export type ApiRequest<Name extends ApiName> =
  Apis[Name] extends API<infer Request, infer _> ? Request : never;
export type ApiResponse<Name extends ApiName> =
  Apis[Name] extends API<infer _, infer Response> ? Response : never;

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
}

interface WireOptions {
  readonly clientId: string;
  /** Milliseconds a broker may take to answer before the connection is given up; 10 s unless told. */
  readonly requestTimeout?: number;
}

/** The library is a bundle of its own: nobody pays for it before the first connection. */
export async function loadLibrary(): Promise<Library> {
  return await import('./library.ts');
}

export class Wire {
  readonly library: Library;
  readonly #base: Base;
  /** Where requests to any broker go first. */
  preferred: BrokerAddress | undefined;

  constructor(library: Library, profile: ClusterProfile, options: WireOptions) {
    this.library = library;
    this.#base = new library.Base({
      clientId: options.clientId,
      bootstrapBrokers: [...profile.bootstrapServers],
      ...connectionOptions(profile),
      connectTimeout: 3_000,
      requestTimeout: options.requestTimeout ?? 10_000,
      retries: 0,
    });
    // A connection that breaks during a login tells it twice; the pool hears the first, and what nobody hears would end the process.
    this.#base.connections.on('connecting', ({ connection }) => connection.on('error', () => undefined));
  }

  /**
   * Sends to `to`, or to the preferred broker, or to the first that can be reached.
   * @throws {KafkaError} when there is no answer at all; `NETWORK` is retriable.
   */
  async request<Name extends ApiName>(
    name: Name,
    to: BrokerAddress | 'any',
    ...request: ApiRequest<Name>
  ): Promise<ApiResponse<Name>> {
    if (this.#base.closed) {
      throw localError('CLOSED', 'The connection to the cluster was closed.');
    }
    try {
      const first = to === 'any' ? (this.preferred ?? to) : to;
      // Nothing is sent yet, so a pooled connection that turns out to be closing may be replaced.
      const connection = await this.#connection(first).catch(() => this.#connection(to));
      const api = await this.#api(name);
      return await api.async(connection, ...request);
    } catch (error) {
      const partial = responseIn(error);
      if (partial !== undefined) {
        return partial as ApiResponse<Name>;
      }
      throw toKafkaError(error);
    }
  }

  /** Whether the cluster has an API at all. @throws {KafkaError} when no broker answers */
  async has(name: ApiName): Promise<boolean> {
    try {
      await this.#api(name);
      return true;
    } catch (error) {
      if (error instanceof this.library.UnsupportedApiError) return false;
      throw toKafkaError(error);
    }
  }

  /** The error of a code in an answer; undefined for 0. */
  error(code: number, detail?: string | null): KafkaError | undefined {
    if (code === 0) {
      return undefined;
    }
    const known = this.library.protocolErrors[this.library.protocolErrorsCodesById[code] ?? ''];
    const message = detail || known?.message || `Kafka's error ${code}`;
    return new KafkaError({
      code,
      name: known?.id ?? `ERROR_${code}`,
      retriable: known?.canRetry ?? false,
      message,
    });
  }

  /** @throws {KafkaError} unless `code` is 0. */
  check(code: number, detail?: string | null): void {
    const error = this.error(code, detail);
    if (error !== undefined) {
      throw error;
    }
  }

  get closed(): boolean {
    return this.#base.closed;
  }

  /** Requests that wait for an answer fail with `NETWORK`. */
  async close(): Promise<void> {
    await this.#base.close().catch(() => undefined);
  }

  async #connection(to: BrokerAddress | 'any'): Promise<Connection> {
    return await promised((callback) => {
      if (to === 'any') {
        this.#base[this.library.kGetBootstrapConnection](callback);
      } else {
        this.#base[this.library.kGetConnection](to, callback);
      }
    });
  }

  async #api<Name extends ApiName>(name: Name): Promise<API<ApiRequest<Name>, ApiResponse<Name>>> {
    const api = await promised<API<ApiRequest<Name>, ApiResponse<Name>>>((callback) => {
      this.#base[this.library.kGetApi](name, callback);
    });
    if (api.version < (lowestVersions[name] ?? 0)) {
      throw localError('UNSUPPORTED', `The cluster knows ${name} only up to version ${api.version}.`);
    }
    return api;
  }
}

function promised<Value>(
  start: (callback: (error: Error | null, value?: Value) => void) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    start((error, value) => {
      if (error !== null && error !== undefined) {
        reject(error);
      } else {
        resolve(value as Value);
      }
    });
  });
}

/** The library rejects on any error code inside an answer, and keeps the answer on the error. */
function responseIn(error: unknown): unknown {
  return error instanceof Error && 'response' in error ? error.response : undefined;
}
