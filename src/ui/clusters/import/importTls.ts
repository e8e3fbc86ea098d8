/** Whom a Kafka client trusts and who it is, from its `ssl.*` settings: PEM can be taken over, Java's key stores cannot. Pure. */
import type { ImportedPart, Note } from './clientProperties.ts';
import type { Settings } from './propertiesFile.ts';

export function importTls(settings: Settings): ImportedPart {
  const parts = [trustPart(settings), keyPart(settings), namePart(settings)];
  return {
    connection: Object.assign({}, ...parts.map(({ connection }) => connection)),
    secrets: Object.assign({}, ...parts.map(({ secrets }) => secrets)),
    notes: parts.flatMap(({ notes }) => notes),
    used: parts.flatMap(({ used }) => used),
  };
}

/** Java's trust store, or the files and texts of librdkafka, which are always PEM. */
function trustPart(settings: Settings): ImportedPart {
  const text = value(settings, 'ssl.truststore.certificates') ?? value(settings, 'ssl.ca.pem');
  const store = value(settings, 'ssl.truststore.location');
  const type = store === undefined ? 'PEM' : typeOf(store, settings.get('ssl.truststore.type'));
  const file = value(settings, 'ssl.ca.location') ?? (type === 'PEM' ? store : undefined);
  const notes: Note[] =
    store === undefined || type === 'PEM' ? [] : [{ kind: 'store', file: store, type, holds: 'authority' }];
  return {
    connection: text === undefined ? (file === undefined ? {} : { caFile: file }) : { ca: normalPem(text) },
    secrets: {},
    notes,
    used: [
      ...['certificates', 'location', 'type', 'password'].map((name) => `ssl.truststore.${name}`),
      'ssl.ca.pem',
      'ssl.ca.location',
    ],
  };
}

function keyPart(settings: Settings): ImportedPart {
  const chain = value(settings, 'ssl.keystore.certificate.chain') ?? value(settings, 'ssl.certificate.pem');
  const key = value(settings, 'ssl.keystore.key') ?? value(settings, 'ssl.key.pem');
  const store = value(settings, 'ssl.keystore.location');
  const type = store === undefined ? 'PEM' : typeOf(store, settings.get('ssl.keystore.type'));
  const both = type === 'PEM' ? store : undefined;
  const certFile = value(settings, 'ssl.certificate.location') ?? both;
  const keyFile = value(settings, 'ssl.key.location') ?? both;
  const passphrase = value(settings, 'ssl.key.password');
  const notes: Note[] =
    store === undefined || type === 'PEM' ? [] : [{ kind: 'store', file: store, type, holds: 'key' }];
  return {
    connection: {
      ...(chain === undefined ? {} : { cert: normalPem(chain) }),
      ...(chain !== undefined || certFile === undefined ? {} : { certFile }),
      ...(key !== undefined || keyFile === undefined ? {} : { keyFile }),
    },
    secrets: {
      ...(key === undefined ? {} : { key: normalPem(key) }),
      ...(passphrase === undefined || notes.length > 0 ? {} : { passphrase }),
    },
    notes,
    used: [
      ...['certificate.chain', 'key', 'location', 'type', 'password'].map((name) => `ssl.keystore.${name}`),
      ...['ssl.key.password', 'ssl.certificate.pem', 'ssl.key.pem'],
      ...['ssl.certificate.location', 'ssl.key.location'],
    ],
  };
}

/** Empty or `none`: the certificate's name is not looked at. */
function namePart(settings: Settings): ImportedPart {
  const key = 'ssl.endpoint.identification.algorithm';
  const algorithm = settings.get(key)?.trim().toLowerCase();
  const isOff = algorithm === '' || algorithm === 'none';
  const used = isOff || algorithm === 'https' ? [key] : [];
  return { connection: isOff ? { anyName: true } : {}, secrets: {}, notes: [], used };
}

/** What nobody has named is Java's usual store, unless the file itself says otherwise. */
function typeOf(file: string, type: string | undefined): 'PEM' | 'JKS' | 'PKCS12' {
  const named = type?.trim().toUpperCase() ?? '';
  if (named === 'PEM' || named === 'PKCS12') return named;
  if (named === '' && /\.(pem|crt|cer|key)$/i.test(file)) return 'PEM';
  return named === '' && /\.(p12|pfx)$/i.test(file) ? 'PKCS12' : 'JKS';
}

/** In a setting a PEM text often stands on one line, which Java reads and OpenSSL does not. */
function normalPem(text: string): string {
  return text.replaceAll(
    /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/gs,
    (block: string, label: string, body: string) => {
      if (body.includes(':')) return block;
      const lines = body.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
      return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
    },
  );
}

function value(settings: Settings, key: string): string | undefined {
  const found = settings.get(key);
  return found === undefined || found.trim() === '' ? undefined : found;
}
