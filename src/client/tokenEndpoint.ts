/** Fetches a token for OAUTHBEARER with client credentials (RFC 6749, 4.4). */
import { isIP } from 'node:net';
import { localError } from './errors.ts';
import type { SaslOptions } from './model.ts';

type TokenEndpoint = Extract<SaslOptions, { readonly tokenEndpoint: string }>;

/**
 * What keeps an address from being asked: RFC 6749 (3.2) demands TLS, since the client's secret goes there and the token
 * comes back in plain text. On this machine nobody is in between.
 */
export function endpointProblem(address: string): 'noAddress' | 'unencrypted' | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:') return undefined;
  if (url?.protocol !== 'http:') return 'noAddress';
  return isThisMachine(url.hostname) ? undefined : 'unencrypted';
}

/** @throws {KafkaError} `AUTHENTICATION`, with what the endpoint says, or why it is not asked */
export async function fetchToken(endpoint: TokenEndpoint): Promise<string> {
  const { tokenEndpoint, clientId, clientSecret, scope } = endpoint;
  refuseUnsafe(tokenEndpoint);
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
    // Nobody has looked at where a redirect leads to.
    redirect: 'manual',
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

function refuseUnsafe(tokenEndpoint: string): void {
  const problem = endpointProblem(tokenEndpoint);
  if (problem === undefined) return;
  const reason =
    problem === 'noAddress'
      ? `${tokenEndpoint} is no address of a token endpoint.`
      : `The token endpoint ${tokenEndpoint} has no TLS: the client secret could be read on the way. Use https.`;
  throw localError('AUTHENTICATION', reason);
}

function isThisMachine(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost');
}
