/**
 * One client connection: bytes in, responses out, in the order of the requests. As Kafka mutes a channel, the
 * next request is looked at only when the one before is answered, so a long poll holds up what follows it.
 */
import { ProtocolError, Reader } from '../protocol/bytes.ts';
import { errorByCode, errorCodes } from '../protocol/errors.ts';
import {
  decodeRequestHeader,
  encodeResponseFrame,
  FrameReader,
  type RequestHeader,
} from '../protocol/frames.ts';
import { apiVersionsApi } from '../protocol/messages/apiVersions.ts';
import type { Api, Encodable } from '../protocol/schema.ts';
import type { Broker } from './broker.ts';
import { errorAnswer } from './faultAnswers.ts';
import type { FaultEffect } from './faults.ts';
import { failedLoginDelayMs } from './handlers/36-sasl-authenticate.ts';
import type { Handler, RequestContext } from './handlers/handler.ts';
import type { Authenticator } from './sasl/authenticator.ts';

export interface ConnectionHost {
  /** The handlers clients may call, by API key. */
  readonly handlers: ReadonlyMap<number, Handler>;
  readonly broker: Broker;
  readonly maxRequestBytes: number;
  /** Of a listener with logins: nothing else is answered before one is complete. */
  readonly authenticator?: Authenticator | undefined;
  /** A request of this API has arrived: what is to become of it, when that is not what becomes of others. */
  requestArrived?(api: string): FaultEffect | undefined;
  /** Sends bytes to the client; the parts must not change until they are sent. */
  write(parts: readonly Buffer[]): void;
  /** Calls back when what is under way now is done with: an answer may come from the middle of a change of state. */
  wake(run: () => void): void;
  /** Cuts the connection. `reason` is for the log. */
  close(reason: string): void;
  /** The backlog is empty again: a host that stopped reading may go on. */
  drained(): void;
}

type Respond = (response: Encodable<Api['response']> | undefined) => void;

export class Connection {
  readonly #host: ConnectionHost;
  readonly #frames: FrameReader;
  readonly #clientHost: string;
  readonly #backlog: Buffer[] = [];
  #backlogBytes = 0;
  #busy = false;
  #looping = false;
  #closed = false;
  #forget: (() => void) | undefined;

  constructor(host: ConnectionHost, clientHost: string) {
    this.#host = host;
    this.#clientHost = clientHost;
    this.#frames = new FrameReader(host.maxRequestBytes);
  }

  /**
   * Bytes of whole requests that wait for the one before; a host stops reading while this is large. A begun
   * request does not count: only reading on completes it.
   */
  get backlogBytes(): number {
    return this.#backlogBytes;
  }

  /**
   * Takes the next bytes of the client, of any length. Malformed ones end the connection.
   * @param chunk is not written to, and must not be reused while `backlogBytes` is above zero
   */
  receive(chunk: Buffer): void {
    if (this.#closed) return;
    try {
      this.#frames.feed(chunk, (frame) => {
        this.#backlog.push(frame);
        this.#backlogBytes += frame.length;
      });
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#next();
  }

  /** The client is gone: what it waits for is forgotten. */
  close(): void {
    this.#closed = true;
    this.#forget?.();
    this.#forget = undefined;
    this.#backlog.length = 0;
    this.#backlogBytes = 0;
  }

  /** A loop rather than a call from each answer, so that many small requests do not grow the stack. */
  #next(): void {
    if (this.#looping) return;
    this.#looping = true;
    while (!this.#busy && !this.#closed) {
      const frame = this.#backlog.shift();
      if (frame === undefined) break;
      this.#backlogBytes -= frame.length;
      this.#busy = true;
      try {
        this.#handle(frame);
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#looping = false;
    if (!this.#closed && this.#backlog.length === 0) this.#host.drained();
  }

  #handle(frame: Buffer): void {
    const { authenticator, broker } = this.#host;
    if (authenticator?.takesBareTokens === true) {
      this.#takeToken(authenticator, frame);
      return;
    }
    const reader = new Reader(frame);
    const header = decodeRequestHeader(reader, (key) => this.#host.handlers.get(key)?.api);
    const handler = this.#host.handlers.get(header.apiKey) as Handler;
    const { api } = handler;
    if (authenticator !== undefined && !authenticator.allows(api.key, broker.timers.now)) {
      throw new ProtocolError(`${api.name} is not answered before a login`);
    }
    if (header.apiVersion < api.minVersion || header.apiVersion > api.maxVersion) {
      this.#refuseVersion(header);
      return;
    }
    const request = api.request.read(header.apiVersion, reader);
    const answered = this.#trace(header, api.name);
    const respond: Respond = (response) => {
      answered?.(response);
      if (this.#closed) return;
      if (response !== undefined) {
        this.#host.write(encodeResponseFrame(api, header.apiVersion, header.correlationId, response));
      }
      this.#answered();
    };
    const carryOut = (tell: Respond): void => handler.handle(broker, request, this.#context(header), tell);
    const fault = this.#host.requestArrived?.(api.name);
    if (fault === undefined) carryOut(respond);
    else if (fault.kind !== 'error') this.#suffer(fault, api.name, carryOut, respond);
    else {
      const refusal = errorAnswer(api, errorCodes[fault.error], request, header.apiVersion);
      if (refusal === undefined) this.#cut(`a fault refuses ${api.name}`);
      else respond(refusal);
    }
  }

  /** What a fault that somebody has injected does to a request. */
  #suffer(
    fault: Exclude<FaultEffect, { readonly kind: 'error' }>,
    api: string,
    carryOut: (respond: Respond) => void,
    respond: Respond,
  ): void {
    const { timers } = this.#host.broker;
    if (fault.kind === 'cut') this.#cut(`a fault cuts ${api}`);
    else if (fault.kind === 'lostAnswer') carryOut(() => this.#cut(`a fault loses the answer to ${api}`));
    else {
      const timer = timers.schedule(timers.now + fault.delayMs, () => carryOut(respond));
      this.#forget = () => timer.cancel();
    }
  }

  /** After SaslHandshake v0 tokens come as bare frames, and are answered as such. */
  #takeToken(authenticator: Authenticator, frame: Buffer): void {
    const { timers } = this.#host.broker;
    const answer = authenticator.authenticate(frame, timers.now);
    if (answer.errorCode !== errorCodes.NONE) {
      const reason = answer.errorMessage ?? 'the login was refused';
      timers.schedule(timers.now + failedLoginDelayMs, () => this.#cut(reason));
      return;
    }
    const length = Buffer.alloc(4);
    length.writeInt32BE(answer.authBytes.length);
    this.#host.write([length, answer.authBytes]);
    this.#answered();
  }

  /** undefined while nobody wants to know. */
  #trace(header: RequestHeader, api: string): Respond | undefined {
    const { broker } = this.#host;
    const tell = broker.observer.requestAnswered;
    if (tell === undefined) return undefined;
    const at = broker.timers.now;
    return (response) =>
      tell({
        at,
        nodeId: broker.nodeId,
        api,
        version: header.apiVersion,
        clientId: header.clientId ?? '',
        clientHost: this.#clientHost,
        waitedMs: broker.timers.now - at,
        error: errorByCode(errorCodeIn(response)).name,
      });
  }

  /** An unknown version of ApiVersions is answered in version 0, so that any client learns what to use (KIP-511). */
  #refuseVersion(header: RequestHeader): void {
    if (header.apiKey !== apiVersionsApi.key) {
      throw new ProtocolError(`version ${header.apiVersion} of API ${header.apiKey} is not served`);
    }
    const { minVersion, maxVersion } = apiVersionsApi;
    const body = {
      errorCode: errorCodes.UNSUPPORTED_VERSION,
      apiKeys: [{ apiKey: apiVersionsApi.key, minVersion, maxVersion }],
      throttleTimeMs: 0,
    };
    this.#host.write(encodeResponseFrame(apiVersionsApi, 0, header.correlationId, body));
    this.#answered();
  }

  #answered(): void {
    this.#forget = undefined;
    this.#busy = false;
    if (!this.#looping) this.#host.wake(() => this.#next());
  }

  #context(header: RequestHeader): RequestContext {
    return {
      apiVersion: header.apiVersion,
      clientId: header.clientId ?? '',
      clientHost: this.#clientHost,
      authenticator: this.#host.authenticator,
      onClose: (forget) => {
        this.#forget = forget;
      },
      closeConnection: (reason = 'the request failed and wants no answer') => this.#cut(reason),
    };
  }

  /** Malformed requests end their connection; a bug of ours must not hide as one. */
  #fail(error: unknown): void {
    if (!(error instanceof ProtocolError)) throw error;
    this.#cut(error.message);
  }

  #cut(reason: string): void {
    if (this.#closed) return;
    this.close();
    this.#host.close(reason);
  }
}

/** The first error that an answer tells: of the whole, or of any part of it. */
function errorCodeIn(response: unknown): number {
  if (typeof response !== 'object' || response === null || ArrayBuffer.isView(response))
    return errorCodes.NONE;
  for (const [name, value] of Object.entries(response)) {
    const code = name === 'errorCode' && typeof value === 'number' ? value : errorCodeIn(value);
    if (code !== errorCodes.NONE) return code;
  }
  return errorCodes.NONE;
}
