/** How a Kafka client logs in, from its settings: `sasl.*` and the login module in `sasl.jaas.config`. Pure. */
import { endpointProblem } from '../../../client/tokenEndpoint.ts';
import { type SaslMechanism, saslMechanisms } from '../savedCluster.ts';
import type { ImportedPart, Note } from './clientProperties.ts';
import { type LoginModule, readJaas } from './jaas.ts';
import type { Settings } from './propertiesFile.ts';

const modules: Readonly<Record<string, readonly SaslMechanism[]>> = {
  PlainLoginModule: ['PLAIN'],
  ScramLoginModule: ['SCRAM-SHA-256', 'SCRAM-SHA-512'],
  OAuthBearerLoginModule: ['OAUTHBEARER'],
};

export function importLogin(settings: Settings): ImportedPart {
  // Java's default is Kerberos.
  const written = settings.get('sasl.mechanism') ?? settings.get('sasl.mechanisms') ?? 'GSSAPI';
  const mechanism = saslMechanisms.find((one) => one === written.trim().toUpperCase());
  const mechanismKeys = ['sasl.mechanism', 'sasl.mechanisms'];
  if (mechanism === undefined) {
    const used = [...mechanismKeys, 'sasl.jaas.config'];
    return { connection: {}, secrets: {}, notes: [{ kind: 'mechanism', mechanism: written }], used };
  }
  const text = settings.get('sasl.jaas.config');
  const login = text === undefined ? undefined : readJaas(text);
  const fits = login !== undefined && modules[login.name]?.includes(mechanism) === true;
  // The text may hold a password: only the module is told.
  const strange = text === undefined || fits ? [] : [strangeModule(login)];
  const options = fits ? login.options : new Map<string, string>();
  const part =
    mechanism === 'OAUTHBEARER' ? tokenPart(settings, options) : passwordPart(settings, options, mechanism);
  return {
    ...part,
    notes: [...strange, ...part.notes],
    used: [...part.used, ...mechanismKeys, 'sasl.jaas.config'],
  };
}

function strangeModule(login: LoginModule | undefined): Note {
  return { kind: 'loginModule', text: login?.name ?? 'sasl.jaas.config' };
}

function passwordPart(settings: Settings, options: Settings, mechanism: SaslMechanism): ImportedPart {
  const username = options.get('username') ?? settings.get('sasl.username');
  const password = options.get('password') ?? settings.get('sasl.password');
  const others = [...options.keys()].filter((name) => name !== 'username' && name !== 'password');
  return {
    connection: { mechanism, ...(username === undefined ? {} : { username }) },
    secrets: password === undefined || password === '' ? {} : { password },
    notes: unsupportedOptions(others),
    used: ['sasl.username', 'sasl.password'],
  };
}

/** Where a value may stand: options of the login module (Kafka's and Strimzi's names), and settings. */
const tokenNames = {
  tokenEndpoint: [['oauth.token.endpoint.uri'], ['sasl.oauthbearer.token.endpoint.url']],
  clientId: [
    ['clientId', 'oauth.client.id'],
    ['sasl.oauthbearer.client.credentials.client.id', 'sasl.oauthbearer.client.id'],
  ],
  clientSecret: [
    ['clientSecret', 'oauth.client.secret'],
    ['sasl.oauthbearer.client.credentials.client.secret', 'sasl.oauthbearer.client.secret'],
  ],
  scope: [['scope', 'oauth.scope'], ['sasl.oauthbearer.scope']],
  token: [['oauth.access.token'], []],
} as const;

/** What does the fetching in Java: here the client does it itself. */
const handlers = ['sasl.login.callback.handler.class', 'sasl.oauthbearer.method'];

function tokenPart(settings: Settings, options: Settings): ImportedPart {
  const find = (field: keyof typeof tokenNames): string | undefined => {
    const [inOptions, inSettings] = tokenNames[field];
    const values = [
      ...inOptions.map((name) => options.get(name)),
      ...inSettings.map((name) => settings.get(name)),
    ];
    return values.find((value) => value !== undefined && value !== '');
  };
  const endpoint = find('tokenEndpoint');
  const isUsable = endpoint === undefined || endpointProblem(endpoint) === undefined;
  const open = {
    tokenEndpoint: isUsable ? endpoint : undefined,
    clientId: find('clientId'),
    scope: find('scope'),
  };
  const secret = { clientSecret: find('clientSecret'), token: find('token') };
  const known = new Set<string>(Object.values(tokenNames).flatMap(([inOptions]) => inOptions));
  const others = [...options.keys()].filter((name) => !known.has(name));
  return {
    connection: { mechanism: 'OAUTHBEARER', ...present(open) },
    secrets: present(secret),
    notes: [
      ...(isUsable ? [] : [{ kind: 'endpoint', text: endpoint } as const]),
      ...unsupportedOptions(others),
    ],
    used: [...handlers, ...Object.values(tokenNames).flatMap(([, inSettings]) => inSettings)],
  };
}

function unsupportedOptions(names: readonly string[]): readonly Note[] {
  if (names.length === 0) return [];
  return [{ kind: 'unsupported', keys: names.map((name) => `sasl.jaas.config: ${name}`) }];
}

function present<Values extends Readonly<Record<string, string | undefined>>>(
  values: Values,
): { readonly [Key in keyof Values]?: string } {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { readonly [Key in keyof Values]?: string };
}
