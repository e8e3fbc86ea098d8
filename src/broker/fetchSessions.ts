/**
 * Fetch sessions (KIP-227): a broker remembers what a client fetches, so that requests name only what changed
 * and responses only what is new. It resolves a request to the whole it stands for, and trims the answer.
 */
import { zeroUuid } from '../protocol/bytes.ts';
import { errorCodes } from '../protocol/errors.ts';
import type { fetchApi } from '../protocol/messages/fetch.ts';
import type { Decoded, Encodable } from '../protocol/schema.ts';

type Request = Decoded<typeof fetchApi.request>;
type PartitionRequest = Request['topics'][number]['partitions'][number];
type Response = Encodable<typeof fetchApi.response>;
type PartitionResponse = Response['responses'][number]['partitions'][number];

/** `max.incremental.fetch.session.cache.slots`: a client that finds no room fetches without a session. */
const mostSessions = 1000;
/** A session unused for so long gives way to a new one (Kafka's MIN_INCREMENTAL_FETCH_SESSION_EVICTION_MS). */
const evictableAfterMs = 120_000;
const noSession = 0;
const firstEpoch = 0;
const finalEpoch = -1;
const largestInt32 = 0x7fffffff;

export type OpenedFetch =
  | { readonly error: number }
  | { readonly error?: undefined; readonly request: Request; finish(response: Response): Response };

export class FetchSessions {
  readonly #random: () => number;
  /** The longest unused first. */
  readonly #sessions = new Map<number, FetchSession>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** What a request asks for in full, and how its answer is to be trimmed; or the error that ends it. */
  open(request: Request, now: number): OpenedFetch {
    const { sessionId, sessionEpoch } = request;
    if (sessionEpoch === finalEpoch || sessionEpoch === firstEpoch) {
      this.#sessions.delete(sessionId);
      const session = sessionEpoch === firstEpoch ? this.#create(request, now) : undefined;
      if (session === undefined) return { request, finish: (response) => response };
      return { request, finish: (response) => session.finish(response, false) };
    }
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return { error: errorCodes.FETCH_SESSION_ID_NOT_FOUND };
    if (session.nextEpoch !== sessionEpoch) return { error: errorCodes.INVALID_FETCH_SESSION_EPOCH };
    if (!session.accepts(request)) return { error: errorCodes.FETCH_SESSION_TOPIC_ID_ERROR };
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, session);
    session.update(request, now);
    return {
      request: { ...request, topics: session.topics() },
      finish: (response) => session.finish(response, true),
    };
  }

  #create(request: Request, now: number): FetchSession | undefined {
    const [oldest] = this.#sessions.values();
    if (this.#sessions.size >= mostSessions && oldest !== undefined) {
      if (now - oldest.lastUsed < evictableAfterMs) return undefined;
      this.#sessions.delete(oldest.id);
    }
    let id = noSession;
    while (id === noSession || this.#sessions.has(id))
      id = 1 + Math.floor(this.#random() * (largestInt32 - 1));
    const session = new FetchSession(id);
    session.update(request, now);
    this.#sessions.set(id, session);
    return session;
  }
}

/** A partition of a session: what is asked of it, and what the client was last told. */
interface Cached {
  readonly topic: string;
  readonly topicId: string;
  request: PartitionRequest;
  highWatermark: number;
  logStartOffset: number;
}

class FetchSession {
  readonly id: number;
  nextEpoch = firstEpoch;
  lastUsed = 0;
  readonly #partitions = new Map<string, Cached>();
  #usesTopicIds = false;

  constructor(id: number) {
    this.id = id;
  }

  /** A session begun with topic names cannot go on with ids, or the other way round. */
  accepts(request: Request): boolean {
    return request.topics.every(({ topicId }) => (topicId !== zeroUuid) === this.#usesTopicIds);
  }

  update(request: Request, now: number): void {
    this.lastUsed = now;
    this.nextEpoch = this.nextEpoch === largestInt32 ? 1 : this.nextEpoch + 1;
    for (const { topic, topicId, partitions } of request.topics) {
      this.#usesTopicIds = topicId !== zeroUuid;
      for (const partition of partitions) {
        const key = keyOf(topic, topicId, partition.partition);
        const cached = this.#partitions.get(key);
        if (cached !== undefined) cached.request = partition;
        else {
          const told = { highWatermark: -1, logStartOffset: -1 };
          this.#partitions.set(key, { topic, topicId, request: partition, ...told });
        }
      }
    }
    for (const { topic, topicId, partitions } of request.forgottenTopicsData) {
      for (const partition of partitions) this.#partitions.delete(keyOf(topic, topicId, partition));
    }
  }

  /** Everything the session fetches, in the order in which it is to be served. */
  topics(): Request['topics'] {
    const topics: { topic: string; topicId: string; partitions: PartitionRequest[] }[] = [];
    for (const { topic, topicId, request } of this.#partitions.values()) {
      const last = topics.at(-1);
      if (last?.topic === topic && last.topicId === topicId) last.partitions.push(request);
      else topics.push({ topic, topicId, partitions: [request] });
    }
    return topics;
  }

  /** Leaves out of an incremental answer what the client knows already, and notes what it now knows. */
  finish(response: Response, incremental: boolean): Response {
    const responses = response.responses.flatMap((topic) => {
      const partitions = topic.partitions.filter((partition) => {
        const key = keyOf(topic.topic, topic.topicId, partition.partitionIndex);
        return this.#isNews(key, partition) || !incremental;
      });
      return partitions.length === 0 ? [] : [{ ...topic, partitions }];
    });
    return { ...response, sessionId: this.id, responses };
  }

  #isNews(key: string, partition: PartitionResponse): boolean {
    const cached = this.#partitions.get(key);
    if (cached === undefined) return true;
    const { highWatermark, logStartOffset = -1, errorCode, divergingEpoch } = partition;
    const hasRecords = sizeOf(partition.records) > 0;
    const moved = cached.highWatermark !== highWatermark || cached.logStartOffset !== logStartOffset;
    cached.highWatermark = highWatermark;
    cached.logStartOffset = logStartOffset;
    if (hasRecords) {
      // Whoever was served goes to the end of the line, so that a busy partition does not starve the others.
      this.#partitions.delete(key);
      this.#partitions.set(key, cached);
    }
    return hasRecords || moved || errorCode !== errorCodes.NONE || divergingEpoch !== undefined;
  }
}

function keyOf(topic: string, topicId: string, partition: number): string {
  return `${topicId}:${topic}:${partition}`;
}

function sizeOf(records: PartitionResponse['records']): number {
  if (records === null) return 0;
  return Buffer.isBuffer(records) ? records.length : records.reduce((sum, part) => sum + part.length, 0);
}
