/** What an import could not take over, in a sentence with the next step. Pure. */
import type { Localizer } from '../clusterStatus.ts';
import type { Note } from './clientProperties.ts';

export function noteText(note: Note, l10n: Localizer): string {
  switch (note.kind) {
    case 'store':
      return storeText(note, l10n);
    case 'mechanism':
      return l10n.t(
        'The login by {0} is not supported: choose another mechanism that the cluster offers.',
        note.mechanism,
      );
    case 'loginModule':
      return l10n.t(
        'The login module {0} does not fit the mechanism: user name and password have to be typed.',
        note.text,
      );
    case 'protocol':
      return l10n.t('{0} is no security protocol: PLAINTEXT was taken.', note.text);
    case 'servers':
      return l10n.t(
        'The bootstrap servers "{0}" are not written as host:port, and have to be typed.',
        note.text,
      );
    case 'missingFile':
      return l10n.t(
        'The file {0} was found neither beside the configuration nor in the workspace.',
        note.file,
      );
    case 'endpoint':
      return l10n.t('The token endpoint {0} was left out: it must begin with https://.', note.text);
    case 'unsupported':
      return l10n.t('Not taken over: {0}', note.keys.join(', '));
    case 'notConnection':
      return l10n.t('Not needed to connect: {0}', note.keys.join(', '));
  }
}

/** The commands are Java's and OpenSSL's own. */
function storeText(
  { file, type, holds }: Extract<Note, { readonly kind: 'store' }>,
  l10n: Localizer,
): string {
  if (holds === 'authority') {
    const command = `keytool -list -rfc -keystore ${file} > ca.pem`;
    return l10n.t(
      'The trust store {0} ({1}) cannot be read. Make a PEM file of it and choose that as the authority: {2}',
      file,
      type,
      command,
    );
  }
  const name = file.replace(/\.[^./\\]+$/, '');
  const toPem = `openssl pkcs12 -in ${type === 'JKS' ? `${name}.p12` : file} -out client.pem`;
  const toPkcs12 = `keytool -importkeystore -srckeystore ${file} -destkeystore ${name}.p12 -deststoretype PKCS12 && `;
  return l10n.t(
    'The key store {0} ({1}) cannot be read. Make a PEM file of it and choose that as certificate and key: {2}',
    file,
    type,
    (type === 'JKS' ? toPkcs12 : '') + toPem,
  );
}
