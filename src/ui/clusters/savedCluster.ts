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
  readonly serverName?: string;
  readonly insecure?: boolean;
}

/** Kept in the editor's secret storage, and nowhere else. */
export interface ClusterSecrets {
  readonly password?: string;
  readonly token?: string;
  readonly clientSecret?: string;
  /** Of the key file. */
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
  { caFile, certFile, keyFile, serverName, insecure }: SavedCluster,
  { passphrase }: ClusterSecrets,
  readFile: (path: string) => Promise<string>,
): Promise<TlsOptions> {
  const [ca, cert, key] = await Promise.all(
    [caFile, certFile, keyFile].map((path) => (path === undefined ? undefined : readFile(path))),
  );
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(insecure === undefined ? {} : { insecure }),
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

/** `host:port`, or what is wrong with it as a sentence's key; several are separated by commas. */
export function parseServers(text: string): readonly string[] | undefined {
  const servers = text.split(',').map((server) => server.trim());
  const good = servers.every((server) => {
    const [, port] = /^(?:\[[0-9a-fA-F:]+\]|[^\s:/@]+):(\d{1,5})$/.exec(server) ?? [];
    return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
  });
  return good ? servers : undefined;
}
