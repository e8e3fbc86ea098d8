/**
 * A client as the cluster sees it: requests as frames, one connection a node, answers matched by correlation id,
 * in versions that the seed chose. It knows frames and connections, not what they say.
 */
import type { Timer } from '../../../src/broker/timers.ts';
import { Reader } from '../../../src/protocol/bytes.ts';
import { decodeResponseHeader, encodeRequestFrame, FrameReader } from '../../../src/protocol/frames.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { metadataApi } from '../../../src/protocol/messages/metadata.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { offsetFetchApi } from '../../../src/protocol/messages/offsetFetch.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import type { Api, Decoded, Encodable } from '../../../src/protocol/schema.ts';
import { SafetyViolation } from '../checkers/violation.ts';
import type { ClientNetwork, ClientSocket } from './clientNetwork.ts';

type Answer = (reader: Reader | undefined, correlationId: number) => void;

interface Link {
  readonly socket: ClientSocket;
  readonly waiting: { readonly correlationId: number; readonly answer: Answer; readonly timer: Timer }[];
}

const generations = ['old', 'mixed', 'new'] as const;
const firstVersionWithIds: ReadonlyMap<number, number> = new Map([
  [produceApi.key, 13],
  [fetchApi.key, 13],
  [metadataApi.key, 10],
  [offsetCommitApi.key, 10],
  [offsetFetchApi.key, 10],
]);

export class WireClient {
  readonly name: string;
  readonly #network: ClientNetwork;
  readonly #links = new Map<number, Link>();
  readonly #versions = new Map<number, number>();
  readonly #generation: 'old' | 'mixed' | 'new';
  #correlationId = 0;
  #closed = false;

  constructor(network: ClientNetwork, name: string) {
    this.#network = network;
    this.name = name;
    this.#generation = generations[Math.floor(network.options.random() * generations.length)] ?? 'new';
  }

  /** The one version of an API that this client speaks: a third of the clients the newest, others any. */
  version(api: Api): number {
    const known = this.#versions.get(api.key);
    if (known !== undefined) return known;
    const version = this.#chooseVersion(api);
    this.#versions.set(api.key, version);
    return version;
  }

  /**
   * Asks a node; `reply` is called later, once, and not after `close`. Undefined when the node cannot be reached,
   * the connection broke, or no answer came within `timeoutMs`, upon which the connection is given up.
   */
  ask<A extends Api>(
    nodeId: number,
    api: A,
    body: Encodable<A['request']>,
    timeoutMs: number,
    reply: (response: Decoded<A['response']> | undefined) => void,
  ): void {
    const { timers } = this.#network.options;
    const link = this.#links.get(nodeId) ?? this.#connect(nodeId);
    if (link === undefined) {
      timers.schedule(timers.now + 1, () => this.#unlessClosed(() => reply(undefined)));
      return;
    }
    const version = this.version(api);
    const correlationId = this.#correlationId++;
    const answer: Answer = (reader, found) => {
      if (reader === undefined) {
        reply(undefined);
        return;
      }
      if (found !== correlationId) {
        throw new SafetyViolation(`${this.name} asked ${correlationId} and was answered ${found}`);
      }
      decodeResponseHeader(reader, api, version);
      reply(api.response.read(version, reader) as Decoded<A['response']>);
    };
    const since = timers.now;
    const timer = timers.schedule(since + timeoutMs, () => {
      this.#network.onUnanswered(`${api.name} of ${this.name} to ${nodeId}`, since);
      this.#giveUp(nodeId, link);
    });
    link.waiting.push({ correlationId, answer, timer });
    const header = { correlationId, clientId: this.name };
    link.socket.send(encodeRequestFrame(api, version, header, body));
  }

  /** The client is gone; nothing more is called back. */
  close(): void {
    this.#closed = true;
    for (const [nodeId, link] of [...this.#links]) {
      link.socket.close();
      this.#drop(nodeId, link);
    }
  }

  /** Who names topics by their ids must hear of ids: an old client knows neither, a mixed one asks Metadata for them. */
  #chooseVersion({ key, minVersion, maxVersion }: Api): number {
    if (this.#generation === 'new') return maxVersion;
    const firstWithIds = firstVersionWithIds.get(key) ?? Number.POSITIVE_INFINITY;
    const highest = this.#generation === 'old' ? Math.min(maxVersion, firstWithIds - 1) : maxVersion;
    const lowest = this.#generation === 'mixed' && key === metadataApi.key ? firstWithIds : minVersion;
    return lowest + Math.floor(this.#network.options.random() * (highest - lowest + 1));
  }

  #connect(nodeId: number): Link | undefined {
    const frames = new FrameReader(100 * 1024 * 1024);
    const waiting: Link['waiting'] = [];
    const socket = this.#network.open(nodeId, {
      received: (bytes) => frames.feed(bytes, (frame) => this.#received(waiting, frame)),
      closed: () => this.#drop(nodeId, link),
    });
    if (socket === undefined) return undefined;
    const link: Link = { socket, waiting };
    this.#links.set(nodeId, link);
    return link;
  }

  #received(waiting: Link['waiting'], frame: Buffer): void {
    const first = waiting.shift();
    if (first === undefined) throw new SafetyViolation(`${this.name} got an answer that it did not ask for`);
    first.timer.cancel();
    first.answer(new Reader(frame), frame.readInt32BE(0));
  }

  #giveUp(nodeId: number, link: Link): void {
    link.socket.close();
    this.#drop(nodeId, link);
  }

  #drop(nodeId: number, link: Link): void {
    if (this.#links.get(nodeId) === link) this.#links.delete(nodeId);
    for (const { answer, timer } of link.waiting.splice(0)) {
      timer.cancel();
      this.#unlessClosed(() => answer(undefined, -1));
    }
  }

  #unlessClosed(run: () => void): void {
    if (!this.#closed) run();
  }
}
