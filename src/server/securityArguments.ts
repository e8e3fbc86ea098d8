/** What the command line says of TLS and logins, read and checked: whatever is wrong is said with the next step. */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { ListenerSecurity, SaslMechanismName } from './control.ts';
import { UsageError } from './usageError.ts';

export interface SecurityTexts {
  readonly tls?: string | undefined;
  readonly 'tls-client-ca'?: string | undefined;
  readonly sasl?: readonly string[] | undefined;
  readonly user?: readonly string[] | undefined;
  readonly 'max-reauth-ms'?: string | undefined;
}

const mechanisms: Readonly<Record<string, SaslMechanismName>> = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
};

/** undefined = everybody on this machine, in plain text. @throws UsageError */
export function parseSecurity(texts: SecurityTexts): ListenerSecurity | undefined {
  const tls = parseTls(texts);
  const sasl = parseSasl(texts);
  if (tls === undefined && sasl === undefined) return undefined;
  return { ...(tls === undefined ? {} : { tls }), ...(sasl === undefined ? {} : { sasl }) };
}

function parseTls(texts: SecurityTexts): ListenerSecurity['tls'] {
  const { tls, 'tls-client-ca': clientCaFile } = texts;
  if (tls === undefined) {
    if (clientCaFile !== undefined) throw new UsageError('--tls-client-ca needs --tls CERT,KEY');
    return undefined;
  }
  const [certFile = '', keyFile = '', ...more] = tls.split(',');
  if (certFile === '' || keyFile === '' || more.length > 0) {
    throw new UsageError(
      `--tls ${tls}: expected CERT,KEY: a certificate and its private key, both PEM files`,
    );
  }
  const [cert, key] = [readPem(certFile, '--tls'), readPem(keyFile, '--tls')];
  const clientCa = clientCaFile === undefined ? undefined : readPem(clientCaFile, '--tls-client-ca');
  try {
    createSecureContext({ cert, key, ...(clientCa === undefined ? {} : { ca: clientCa }) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `--tls ${tls}: ${reason}. The certificate and the key must be PEM, without a passphrase, and belong together.`,
    );
  }
  return { cert, key, ...(clientCa === undefined ? {} : { clientCa }) };
}

function readPem(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${option}: ${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parseSasl({
  sasl = [],
  user = [],
  'max-reauth-ms': reauth,
}: SecurityTexts): ListenerSecurity['sasl'] {
  if (sasl.length === 0) {
    if (user.length > 0) throw new UsageError('--user needs --sasl plain, scram-sha-256 or scram-sha-512');
    return undefined;
  }
  if (user.length === 0) throw new UsageError('--sasl needs at least one --user name:password');
  const maxReauthMs = Number(reauth ?? '0');
  if (!Number.isInteger(maxReauthMs) || maxReauthMs < 0) {
    throw new UsageError(`--max-reauth-ms: expected a whole number of milliseconds, got ${reauth}`);
  }
  return { mechanisms: sasl.map(parseMechanism), users: user.map(parseUser), maxReauthMs };
}

function parseMechanism(text: string): SaslMechanismName {
  const mechanism = mechanisms[text.toLowerCase()];
  if (mechanism === undefined) {
    throw new UsageError(`--sasl ${text}: expected ${Object.keys(mechanisms).join(', ')}`);
  }
  return mechanism;
}

function parseUser(text: string): { readonly name: string; readonly password: string } {
  const end = text.indexOf(':');
  const [name, password] = [text.slice(0, Math.max(end, 0)), text.slice(end + 1)];
  if (name === '' || password === '') throw new UsageError('--user: expected name:password');
  return { name, password };
}
