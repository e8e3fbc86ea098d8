/** What the client library wants to hear of TLS and SASL. */
import { isIP } from 'node:net';
import type { ConnectionOptions } from '@platformatic/kafka';
import { localError } from './errors.ts';
import type { ClusterProfile, SaslOptions, TlsOptions } from './model.ts';

type Options = Pick<ConnectionOptions, 'tls' | 'tlsServerName' | 'sasl'>;

export function connectionOptions({ security, bootstrapServers }: ClusterProfile): Options {
  const { tls, sasl } = security ?? {};
  const isNamed = bootstrapServers.some((server) => isIP(server.replace(/:\d+$/, '')) === 0);
  return {
    ...(tls === undefined ? {} : tlsOptions(tls, isNamed)),
    ...(sasl === undefined ? {} : { sasl: saslOptions(sasl) }),
  };
}

/** As `node:tls` takes it. */
export function tlsOptions(
  { ca, cert, key, passphrase, serverName, insecure }: TlsOptions,
  isNamed: boolean,
): Options {
  return {
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(passphrase === undefined ? {} : { passphrase }),
      rejectUnauthorized: insecure !== true,
    },
    // `true` = the broker's host, by which servers of many names tell them apart (SNI); an IP address is no name.
    tlsServerName: serverName ?? isNamed,
  };
}

function saslOptions(sasl: SaslOptions): NonNullable<Options['sasl']> {
  if ('password' in sasl) {
    const { mechanism, username, password } = sasl;
    return { mechanism, username, password };
  }
  return {
    mechanism: sasl.mechanism,
    token: 'token' in sasl ? sasl.token : () => fetchToken(sasl),
  };
}

type TokenEndpoint = Extract<SaslOptions, { readonly tokenEndpoint: string }>;

/** @throws {KafkaError} `AUTHENTICATION`, with what the endpoint says */
async function fetchToken({ tokenEndpoint, clientId, clientSecret, scope }: TokenEndpoint): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope === undefined ? {} : { scope }),
  });
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      accept: 'application/json',
    },
    body,
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    throw localError('AUTHENTICATION', `The token endpoint ${tokenEndpoint} cannot be reached.`, error);
  });
  const answer = (await response.json().catch(() => ({}))) as {
    readonly access_token?: unknown;
    readonly error_description?: unknown;
    readonly error?: unknown;
  };
  if (!response.ok || typeof answer.access_token !== 'string') {
    const reason = answer.error_description ?? answer.error ?? `HTTP ${response.status}`;
    throw localError('AUTHENTICATION', `The token endpoint gives no token: ${String(reason)}`);
  }
  return answer.access_token;
}
