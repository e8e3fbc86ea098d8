/**
 * What the settings of a Kafka client say about its connection, as a cluster to add. Java's names, and those of librdkafka where
 * they differ. What cannot be taken over is told. Pure.
 */
import type { SavedCluster } from '../savedCluster.ts';
import { parseServers, securityProtocols, usesSasl, usesTls } from '../savedCluster.ts';
import type { SecretChanges } from '../secretQuestion.ts';
import { importLogin } from './importLogin.ts';
import { importTls } from './importTls.ts';
import type { Settings } from './propertiesFile.ts';

/** What could not be taken over, or not as it stands. */
export type Note =
  /** Java's key stores cannot be read. */
  | {
      readonly kind: 'store';
      readonly file: string;
      readonly type: 'JKS' | 'PKCS12';
      readonly holds: 'authority' | 'key';
    }
  | { readonly kind: 'mechanism'; readonly mechanism: string }
  | { readonly kind: 'loginModule'; readonly text: string }
  | { readonly kind: 'protocol'; readonly text: string }
  | { readonly kind: 'servers'; readonly text: string }
  | { readonly kind: 'missingFile'; readonly file: string }
  | { readonly kind: 'endpoint'; readonly text: string }
  /** They matter to the connection, and there is nothing like them here. */
  | { readonly kind: 'unsupported'; readonly keys: readonly string[] }
  /** They are the application's. */
  | { readonly kind: 'notConnection'; readonly keys: readonly string[] };

type Connection = Omit<SavedCluster, 'id' | 'name' | 'readOnly'>;

export interface ImportedCluster {
  readonly connection: Connection;
  readonly secrets: SecretChanges;
  readonly notes: readonly Note[];
}

/** A part of a connection, and the settings that it was made of. */
export interface ImportedPart {
  readonly connection: Partial<Connection>;
  readonly secrets: SecretChanges;
  readonly notes: readonly Note[];
  readonly used: readonly string[];
}

/** @param settings without placeholders */
export function importCluster(settings: Settings): ImportedCluster {
  const where = importWhere(settings);
  const parts = [
    where,
    ...(usesSasl(where.connection) ? [importLogin(settings)] : []),
    ...(usesTls(where.connection) ? [importTls(settings)] : []),
  ];
  const used = new Set(parts.flatMap((part) => part.used));
  return {
    connection: Object.assign({}, ...parts.map(({ connection }) => connection)) as Connection,
    secrets: Object.assign({}, ...parts.map(({ secrets }) => secrets)) as SecretChanges,
    notes: [...parts.flatMap(({ notes }) => notes), ...leftOver(settings, used)],
  };
}

const serverKeys: readonly string[] = ['bootstrap.servers', 'metadata.broker.list'];

type Where = Omit<ImportedPart, 'connection'> & {
  readonly connection: Pick<Connection, 'bootstrapServers' | 'protocol'>;
};

function importWhere(settings: Settings): Where {
  const [serversKey = 'bootstrap.servers'] = serverKeys.filter((key) => settings.has(key));
  // The protocol of a listener may stand before its address.
  const servers = (settings.get(serversKey) ?? '').replaceAll(/[A-Za-z_]+:\/\//g, '');
  const bootstrapServers = parseServers(servers);
  const written = (settings.get('security.protocol') ?? 'PLAINTEXT').trim().toUpperCase();
  const protocol = securityProtocols.find((one) => one === written);
  return {
    connection: { bootstrapServers: bootstrapServers ?? [], protocol: protocol ?? 'PLAINTEXT' },
    secrets: {},
    notes: [
      ...(bootstrapServers === undefined ? [{ kind: 'servers', text: servers } as const] : []),
      ...(protocol === undefined ? [{ kind: 'protocol', text: written } as const] : []),
    ],
    used: [serversKey, 'security.protocol'],
  };
}

/** They concern every connection, but nothing is lost without them. */
const harmless =
  /^(client\.dns\.lookup|client\.id|connections\.max\.idle\.ms|request\.timeout\.ms|reconnect\..*|retry\..*)$/;
const ofConnection =
  /^(sasl\.|ssl\.|security\.|oauth\.|spring\.kafka\.(?:\w+\.)?(?:ssl|security)\.|enable\.ssl\.)/;

/** Whether a setting says where a cluster is or how to get in. */
export function isOfConnection(key: string): boolean {
  return serverKeys.includes(key) || ofConnection.test(key);
}

function leftOver(settings: Settings, used: ReadonlySet<string>): readonly Note[] {
  const keys = [...settings.keys()].filter((key) => !used.has(key) && !harmless.test(key));
  const unsupported = keys.filter((key) => ofConnection.test(key));
  const others = keys.filter((key) => !ofConnection.test(key));
  return [
    ...(unsupported.length === 0 ? [] : [{ kind: 'unsupported', keys: unsupported } as const]),
    ...(others.length === 0 ? [] : [{ kind: 'notConnection', keys: others } as const]),
  ];
}
