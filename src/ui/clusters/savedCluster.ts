/**
 * A cluster that the user has added: what is kept of it in the open, which secrets go with it, and the profile that both make.
 * Pure but for the files of certificates, which `readFile` reads.
 */
import type { ClusterProfile, ClusterSecurity, SaslOptions, TlsOptions } from '../../client/model.ts';

export const securityProtocols = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
export type SecurityProtocol = (typeof securityProtocols)[number];

export const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const;
export type SaslMechanism = (typeof saslMechanisms)[number];

/** Kept in the open: nothing here may be secret. */
export interface SavedCluster {
  readonly id: string;
  readonly name: string;
  readonly bootstrapServers: readonly string[];
  readonly readOnly: boolean;
  readonly protocol: SecurityProtocol;
  /** With SASL. */
  readonly mechanism?: SaslMechanism;
  readonly username?: string;
  /** OAUTHBEARER by client credentials; without it the token itself is kept as a secret. */
  readonly tokenEndpoint?: string;
  readonly clientId?: string;
  readonly scope?: string;
  /** Paths of PEM files, read anew at each connection. */
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  /** PEM texts, where an import brought no files. A certificate is no secret. */
  readonly ca?: string;
  readonly cert?: string;
  /** The name the certificate must have, where it is not the broker's address. */
  readonly serverName?: string;
  /** Kafka's empty `ssl.endpoint.identification.algorithm`. */
  readonly anyName?: boolean;
}

/** Kept in the editor's secret storage, and nowhere else. */
export interface ClusterSecrets {
  readonly password?: string;
  readonly token?: string;
  readonly clientSecret?: string;
  /** The private key as a PEM text, where an import brought no file. */
  readonly key?: string;
  /** Of the private key. */
  readonly passphrase?: string;
}

export function usesTls({ protocol }: Pick<SavedCluster, 'protocol'>): boolean {
  return protocol.endsWith('SSL');
}

export function usesSasl({ protocol }: Pick<SavedCluster, 'protocol'>): boolean {
  return protocol.startsWith('SASL');
}

/** @throws what `readFile` throws for a file that cannot be read */
export async function profileOf(
  saved: SavedCluster,
  secrets: ClusterSecrets,
  readFile: (path: string) => Promise<string>,
): Promise<ClusterProfile> {
  const { id, name, bootstrapServers, readOnly } = saved;
  const security: ClusterSecurity = {
    ...(usesTls(saved) ? { tls: await tlsOf(saved, secrets, readFile) } : {}),
    ...(usesSasl(saved) ? { sasl: saslOf(saved, secrets) } : {}),
  };
  return { id, name, bootstrapServers, readOnly, security };
}

async function tlsOf(
  { caFile, certFile, keyFile, serverName, anyName, ...texts }: SavedCluster,
  { key: keyText, passphrase }: ClusterSecrets,
  readFile: (path: string) => Promise<string>,
): Promise<TlsOptions> {
  const [ca = texts.ca, cert = texts.cert, key = keyText] = await Promise.all(
    [caFile, certFile, keyFile].map((path) => (path === undefined ? undefined : readFile(path))),
  );
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(anyName === undefined ? {} : { anyName }),
  };
}

function saslOf(saved: SavedCluster, secrets: ClusterSecrets): SaslOptions {
  const { mechanism = 'PLAIN', username = '', tokenEndpoint, clientId = '', scope } = saved;
  if (mechanism !== 'OAUTHBEARER') return { mechanism, username, password: secrets.password ?? '' };
  return tokenEndpoint === undefined
    ? { mechanism, token: secrets.token ?? '' }
    : {
        mechanism,
        tokenEndpoint,
        clientId,
        clientSecret: secrets.clientSecret ?? '',
        ...(scope === undefined ? {} : { scope }),
      };
}

/**
 * The bootstrap servers of a text such as `kafka-1:9092, [::1]:9093`: hosts with ports, separated by commas.
 * @returns undefined when one of them is not
 */
export function parseServers(text: string): readonly string[] | undefined {
  const servers = text.split(',').map((server) => server.trim());
  const good = servers.every((server) => {
    const [, port] = /^(?:\[[0-9a-fA-F:]+\]|[^\s:/@]+):(\d{1,5})$/.exec(server) ?? [];
    return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
  });
  return good ? servers : undefined;
}
