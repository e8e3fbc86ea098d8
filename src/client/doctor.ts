/**
 * Why a cluster cannot be reached, found out step by step on sockets of its own: name, connection, TLS, protocol, login, and last
 * the addresses that the brokers advertise, which every client must reach as well. It says what is wrong as data; words are the views'.
 */
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { ClusterClient } from './clusterClient.ts';
import { tlsOptions } from './connectionOptions.ts';
import { KafkaError, toKafkaError } from './errors.ts';
import type { ClusterInfo, ClusterProfile, TlsOptions } from './model.ts';
import { apiVersionsRequest, offeredMechanisms, readFrame, saslHandshakeRequest } from './probeFrames.ts';

export type Finding =
  /** Every step went well. */
  | { readonly kind: 'well'; readonly brokers: number; readonly clusterId: string }
  /** The host has no address; or nobody says whether it has one. */
  | { readonly kind: 'noSuchHost' | 'dnsSilent'; readonly server: string }
  | { readonly kind: 'refused' | 'timedOut'; readonly server: string }
  | { readonly kind: 'unreachable'; readonly server: string; readonly reason: string }
  /** TLS is spoken where plain text was tried, or the other way round. */
  | { readonly kind: 'wantsTls' | 'wantsPlaintext'; readonly server: string }
  | { readonly kind: 'notKafka'; readonly server: string; readonly saw: string }
  /** It hangs up on the first request. */
  | { readonly kind: 'hangsUp'; readonly server: string }
  | {
      readonly kind: 'unknownAuthority' | 'expired' | 'otherName';
      readonly server: string;
      readonly reason: string;
    }
  | { readonly kind: 'wantsCertificate'; readonly server: string }
  | { readonly kind: 'badCertificate'; readonly reason: string }
  | { readonly kind: 'tlsFailed'; readonly server: string; readonly reason: string }
  | {
      readonly kind: 'noSuchMechanism';
      readonly server: string;
      readonly mechanism: string;
      readonly offered: readonly string[];
    }
  | { readonly kind: 'loginRefused'; readonly server: string; readonly reason: string }
  /** A broker sends its clients to an address that cannot be reached from here. */
  | { readonly kind: 'advertised'; readonly broker: number; readonly address: string; readonly why: Finding }
  | { readonly kind: 'kafka'; readonly name: string; readonly message: string };

/** Milliseconds that each step may take. */
const usualPatience = 4_000;

interface Surroundings {
  /** Of a host's name; rejects as Node's does. */
  lookup(host: string): Promise<unknown>;
  readonly patience: number;
}

/**
 * The findings of each bootstrap server that does not work, then those of the cluster as a whole. One server that works is
 * enough: then the others are told as well. Ends within seconds and never throws.
 */
export async function diagnose(
  profile: ClusterProfile,
  surroundings: Surroundings = { lookup, patience: usualPatience },
): Promise<readonly Finding[]> {
  const examineHere = (server: string) => examine(server, profile, surroundings);
  const servers = await Promise.all(profile.bootstrapServers.map(examineHere));
  const problems = servers.filter((finding) => finding !== undefined);
  if (problems.length === servers.length) return problems;
  const client = new ClusterClient({ profile });
  try {
    const cluster = await client.metadata();
    return [...problems, ...(await examineAdvertised(cluster, examineHere))];
  } catch (error) {
    const { name, message } = toKafkaError(error);
    const server = profile.bootstrapServers.join(',');
    return name === 'AUTHENTICATION' || name.includes('SASL')
      ? [...problems, { kind: 'loginRefused', server, reason: message }]
      : [...problems, { kind: 'kafka', name, message }];
  } finally {
    await client.close();
  }
}

async function examineAdvertised(
  cluster: ClusterInfo,
  examineHere: (server: string) => Promise<Finding | undefined>,
): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    cluster.brokers.map(async ({ id, host, port }): Promise<Finding | undefined> => {
      const address = `${host}:${port}`;
      const why = await examineHere(address);
      return why && { kind: 'advertised', broker: id, address, why };
    }),
  );
  const bad = findings.filter((finding) => finding !== undefined);
  return bad.length > 0
    ? bad
    : [{ kind: 'well', brokers: cluster.brokers.length, clusterId: cluster.clusterId }];
}

/** undefined = a Kafka broker answers there, and offers the mechanism that is wanted. */
async function examine(
  server: string,
  profile: ClusterProfile,
  { lookup: find, patience }: Surroundings,
): Promise<Finding | undefined> {
  const { host, port } = split(server);
  const silence = sleep(patience, 'silence', { ref: false });
  const found = await Promise.race([find(host), silence]).catch((error: unknown) => error);
  if (found === 'silence') return { kind: 'dnsSilent', server };
  if (found instanceof Error) return unresolved(found, server);
  let socket: Socket | undefined;
  try {
    socket = await open(host, port, profile, patience);
    const finding = await speak(socket, server, profile);
    const isTls = finding?.kind === 'hangsUp' && (await speaksTls(host, port, patience));
    return isTls ? { kind: 'wantsTls', server } : finding;
  } catch (error) {
    return findingOf(error, server);
  } finally {
    socket?.destroy();
  }
}

function unresolved(error: NodeJS.ErrnoException, server: string): Finding {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return { kind: 'noSuchHost', server };
    case 'EAI_AGAIN':
      return { kind: 'dnsSilent', server };
    default:
      return findingOf(error, server);
  }
}

/** Most servers of TLS just hang up on who does not speak it. */
async function speaksTls(host: string, port: number, patience: number): Promise<boolean> {
  const security = { tls: { insecure: true } };
  const profile = { id: '', name: '', bootstrapServers: [], security };
  return await open(host, port, profile, patience).then(
    (socket) => {
      socket.destroy();
      return true;
    },
    () => false,
  );
}

function split(server: string): { readonly host: string; readonly port: number } {
  const end = server.lastIndexOf(':');
  return { host: server.slice(0, end).replace(/^\[|\]$/g, ''), port: Number(server.slice(end + 1)) };
}

function open(host: string, port: number, { security }: ClusterProfile, patience: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const tls = security?.tls;
    const socket: Socket =
      tls === undefined
        ? connect({ host, port }, () => resolve(socket))
        : connectTls(secureOptions(tls, host, port), () => resolve(socket));
    socket.setTimeout(patience, () =>
      socket.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })),
    );
    socket.once('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'HANGS_UP' })));
  });
}

/** As the client has them; an IP address is no name for SNI. */
function secureOptions(tls: TlsOptions, host: string, port: number): ConnectionOptions {
  const servername = tls.serverName ?? (isIP(host) === 0 ? host : undefined);
  return { ...tlsOptions(tls, false).tls, host, port, ...(servername === undefined ? {} : { servername }) };
}

/** Asks what every broker answers, and if there is a login, whether it can be done in this way. */
async function speak(
  socket: Socket,
  server: string,
  { security }: ClusterProfile,
): Promise<Finding | undefined> {
  const answer = await ask(socket, apiVersionsRequest);
  if (!('frame' in answer)) return strange(answer.bytes, server, security?.tls !== undefined);
  const mechanism = security?.sasl?.mechanism;
  if (mechanism === undefined) return undefined;
  const handshake = await ask(socket, saslHandshakeRequest(mechanism));
  const offered = 'frame' in handshake ? offeredMechanisms(handshake.frame) : [];
  return offered.includes(mechanism) ? undefined : { kind: 'noSuchMechanism', server, mechanism, offered };
}

type Answer = { readonly frame: Buffer } | { readonly bytes: Buffer };

/** Resolves with a whole frame, or with what came instead of one. */
function ask(socket: Socket, request: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    socket.removeAllListeners('close').removeAllListeners('error').removeAllListeners('data');
    socket.once('error', reject);
    socket.once('close', () => resolve({ bytes }));
    socket.on('data', (data: Buffer) => {
      bytes = Buffer.concat([bytes, data]);
      const frame = readFrame(bytes);
      if (frame === 'none') resolve({ bytes });
      else if (frame !== 'more') resolve({ frame });
    });
    socket.write(request);
  });
}

function strange(bytes: Buffer, server: string, isTls: boolean): Finding {
  // A TLS record of the type "alert".
  if (bytes[0] === 0x15 && bytes[1] === 0x03) return { kind: 'wantsTls', server };
  if (bytes.length > 0) {
    const saw = bytes
      .subarray(0, 24)
      .toString('latin1')
      .replaceAll(/[^\x20-\x7e]/g, '.');
    return { kind: 'notKafka', server, saw };
  }
  // A TLS server that was not greeted, or one that wants a certificate and says so only now (TLS 1.3).
  return isTls ? { kind: 'wantsCertificate', server } : { kind: 'hangsUp', server };
}

const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

function findingOf(error: unknown, server: string): Finding {
  if (error instanceof KafkaError) return { kind: 'kafka', name: error.name, message: error.message };
  const { code = '', message } = error as Error & { readonly code?: string };
  if (code === 'ECONNREFUSED') return { kind: 'refused', server };
  if (code === 'ETIMEDOUT') return { kind: 'timedOut', server };
  // Node.js goes on with advice for its own command line.
  if (unknownAuthority.has(code))
    return { kind: 'unknownAuthority', server, reason: message.replace(/;.*/s, '') };
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return { kind: 'expired', server, reason: message };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return { kind: 'otherName', server, reason: message };
  if (code.includes('CERTIFICATE_REQUIRED') || code.includes('ALERT_HANDSHAKE_FAILURE'))
    return { kind: 'wantsCertificate', server };
  if (code.includes('WRONG_VERSION_NUMBER') || code.includes('PACKET_LENGTH_TOO_LONG') || code === 'HANGS_UP')
    return { kind: 'wantsPlaintext', server };
  if (code.startsWith('ERR_OSSL') || message.includes('PEM') || message.includes('key values mismatch'))
    return { kind: 'badCertificate', reason: message };
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return { kind: 'tlsFailed', server, reason: message };
  return { kind: 'unreachable', server, reason: code === '' ? message : `${code}: ${message}` };
}
