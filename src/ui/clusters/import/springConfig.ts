/**
 * What Spring Boot's `spring.kafka.*` means to a Kafka client, by profile and by client. Pure.
 */
import { writeJaas } from './jaas.ts';
import type { Settings } from './propertiesFile.ts';

/** Spring's clients, each with settings of its own over the common ones. */
const roles = ['consumer', 'producer', 'admin', 'streams'] as const;
export type Role = (typeof roles)[number];

export interface SpringClient {
  /** undefined = what holds without any profile. */
  readonly profile: string | undefined;
  /** undefined = the common settings. */
  readonly role: Role | undefined;
  /** By Kafka's names, placeholders as they are. Settings of Spring that are none of the connection's keep Spring's names. */
  readonly settings: Settings;
  /** Everything that the file says in this profile: placeholders may refer to it. */
  readonly file: Settings;
}

export function isSpring(documents: readonly Settings[]): boolean {
  return documents.some((document) => [...document.keys()].some((key) => isKafka(key)));
}

/** Every client that has servers, those that connect in the same way once. The first is the one without a profile. */
export function springClients(documents: readonly Settings[]): readonly SpringClient[] {
  const normal = documents.map(normalNames);
  const profiles = new Set(normal.flatMap(profilesOf));
  const clients = [undefined, ...profiles].flatMap((profile) => {
    const file = inProfile(normal, profile);
    return [undefined, ...roles].map((role): SpringClient => {
      return { profile, role, settings: clientSettings(file, role), file };
    });
  });
  const seen = new Set<string>();
  return clients.filter(({ settings }) => {
    const key = JSON.stringify([...connectionOf(settings)].sort());
    const isNew = settings.has('bootstrap.servers') && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

const prefix = 'spring.kafka.';

function isKafka(key: string): boolean {
  return key.toLowerCase().startsWith(prefix);
}

/** `bootstrapServers` and `bootstrap_servers` are `bootstrap-servers` (Spring calls it relaxed binding); `a[x.y]` is `a.x.y`. */
function normalNames(document: Settings): Settings {
  const lists = new Map<string, string[]>();
  const normal = new Map<string, string>();
  for (const [key, value] of document) {
    const name = normalName(key.replaceAll(/\.?\[([^\]\d][^\]]*)\]/g, '.$1'));
    const [, list] = /^(.*)\[\d+\]$/.exec(name) ?? [];
    if (list === undefined) normal.set(name, value);
    else lists.set(list, [...(lists.get(list) ?? []), value]);
  }
  for (const [key, values] of lists) normal.set(key, values.join(','));
  return normal;
}

function normalName(key: string): string {
  if (!isKafka(key)) return key;
  // Names of Kafka's own and of login options are not Spring's to change.
  const [, springs = key, kafkas = ''] = /^(.*?\.(?:properties|options)\.)(.*)$/i.exec(key) ?? [];
  const kebab = springs.replaceAll(/([a-z])([A-Z])/g, '$1-$2').replaceAll('_', '-');
  return kebab.toLowerCase() + kafkas;
}

const profileKeys = [
  'spring.config.activate.on-profile',
  'spring.config.activate.onProfile',
  'spring.profiles',
];

function profilesOf(document: Settings): readonly string[] {
  const [value] = profileKeys.flatMap((key) => document.get(key) ?? []);
  return value === undefined ? [] : value.split(',').map((profile) => profile.trim());
}

/** Later documents say it better. */
function inProfile(documents: readonly Settings[], profile: string | undefined): Settings {
  const active = documents.filter((document) => {
    const profiles = profilesOf(document);
    return profiles.length === 0 || (profile !== undefined && profiles.includes(profile));
  });
  return new Map(active.flatMap((document) => [...document]));
}

/** Spring's names of what Kafka calls otherwise. */
const kafkaNames: Readonly<Record<string, string>> = {
  'bootstrap-servers': 'bootstrap.servers',
  'client-id': 'client.id',
  'security.protocol': 'security.protocol',
  'ssl.trust-store-location': 'ssl.truststore.location',
  'ssl.trust-store-type': 'ssl.truststore.type',
  'ssl.trust-store-password': 'ssl.truststore.password',
  'ssl.trust-store-certificates': 'ssl.truststore.certificates',
  'ssl.key-store-location': 'ssl.keystore.location',
  'ssl.key-store-type': 'ssl.keystore.type',
  'ssl.key-store-password': 'ssl.keystore.password',
  'ssl.key-store-key': 'ssl.keystore.key',
  'ssl.key-store-certificate-chain': 'ssl.keystore.certificate.chain',
  'ssl.key-password': 'ssl.key.password',
  'ssl.protocol': 'ssl.protocol',
};

function clientSettings(file: Settings, role: Role | undefined): Settings {
  const common = kafkaSettings(file, prefix);
  const own = role === undefined ? [] : kafkaSettings(file, `${prefix}${role}.`);
  return new Map([...jaasOf(file), ...common, ...own]);
}

function kafkaSettings(file: Settings, before: string): Settings {
  const settings = new Map<string, string>();
  for (const [key, value] of file) {
    if (!key.startsWith(before)) continue;
    const name = key.slice(before.length);
    const isOfRole = before === prefix && roles.some((role) => name.startsWith(`${role}.`));
    if (isOfRole || name.startsWith('jaas.')) continue;
    const isKafkas = name.startsWith('properties.');
    settings.set(isKafkas ? name.slice('properties.'.length) : (kafkaNames[name] ?? key), value);
  }
  return settings;
}

/** `spring.kafka.jaas.*`: the parts of `sasl.jaas.config`. */
function jaasOf(file: Settings): Settings {
  const module = file.get(`${prefix}jaas.login-module`);
  if (file.get(`${prefix}jaas.enabled`) !== 'true' || module === undefined) return new Map();
  const before = `${prefix}jaas.options.`;
  const options = [...file].flatMap(([key, value]): [string, string][] =>
    key.startsWith(before) ? [[key.slice(before.length), value]] : [],
  );
  return new Map([['sasl.jaas.config', writeJaas(module, new Map(options))]]);
}

/** What two clients must have in common to be one cluster seen in the same way. */
function connectionOf(settings: Settings): Settings {
  return new Map([...settings].filter(([key]) => /^(bootstrap\.servers$|security\.|sasl\.|ssl\.)/.test(key)));
}
