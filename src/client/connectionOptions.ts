/** What the client library wants to hear of TLS and SASL. */
import { isIP } from 'node:net';
import type { ConnectionOptions } from '@platformatic/kafka';
import type { ClusterProfile, SaslOptions, TlsOptions } from './model.ts';
import { fetchToken } from './tokenEndpoint.ts';

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
  { ca, cert, key, passphrase, serverName, anyName, insecure }: TlsOptions,
  isNamed: boolean,
): Options {
  return {
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(anyName === true ? { checkServerIdentity: () => undefined } : {}),
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
