/** What the connection doctor found, in a sentence with the next step. Pure. */

import type { Localizer } from './clusterStatus.ts';
import type { TestResult } from './examination.ts';

export function findingText(finding: TestResult, l10n: Localizer): string {
  switch (finding.kind) {
    case 'well':
      return l10n.t('Connected: {0} brokers answer, cluster id {1}.', finding.brokers, finding.clusterId);
    case 'noSuchHost':
      return l10n.t(
        '{0}: there is no host of this name. Check the spelling, the DNS and the VPN.',
        finding.server,
      );
    case 'dnsSilent':
      return l10n.t(
        '{0}: the DNS server does not answer, so nobody knows the address of this host. Check the network and the VPN.',
        finding.server,
      );
    case 'refused':
      return l10n.t(
        '{0}: nothing listens there. Check the port, and that the broker is running.',
        finding.server,
      );
    case 'timedOut':
      return l10n.t(
        '{0}: no answer in time. A firewall may be in between, or the address is of another network.',
        finding.server,
      );
    case 'unreachable':
      return l10n.t('{0} cannot be reached: {1}', finding.server, finding.reason);
    case 'advertised':
      return l10n.t(
        'Broker {0} tells its clients to connect to {1}, which does not work from here. Set advertised.listeners of the broker to an address that your machine can reach. ({2})',
        finding.broker,
        finding.address,
        findingText(finding.why, l10n),
      );
    case 'kafka':
      return l10n.t('The brokers answer with {0}: {1}', finding.name, finding.message);
    case 'notTested':
      return l10n.t('The connection could not be tested: {0}', finding.reason);
    default:
      return securityText(finding, l10n);
  }
}

type SecurityFinding = Exclude<
  TestResult,
  {
    readonly kind:
      | 'well'
      | 'noSuchHost'
      | 'dnsSilent'
      | 'refused'
      | 'timedOut'
      | 'unreachable'
      | 'advertised'
      | 'kafka'
      | 'notTested';
  }
>;

function securityText(finding: SecurityFinding, l10n: Localizer): string {
  switch (finding.kind) {
    case 'wantsTls':
      return l10n.t('{0} speaks TLS. Choose SSL or SASL_SSL as the security protocol.', finding.server);
    case 'wantsPlaintext':
      return l10n.t(
        '{0} does not speak TLS. Choose PLAINTEXT or SASL_PLAINTEXT, or the port that has TLS.',
        finding.server,
      );
    case 'notKafka':
      return l10n.t('{0} is not a Kafka broker: it answers "{1}".', finding.server, finding.saw);
    case 'hangsUp':
      return l10n.t(
        '{0} closes the connection at the first request. It may want TLS or a login.',
        finding.server,
      );
    case 'unknownAuthority':
      return l10n.t(
        '{0}: its certificate was signed by nobody that is trusted here. Choose the CA file of the cluster. ({1})',
        finding.server,
        finding.reason,
      );
    case 'expired':
      return l10n.t('{0}: its certificate is not valid today. ({1})', finding.server, finding.reason);
    case 'otherName':
      return l10n.t(
        '{0}: its certificate is for another name. Connect by that name, or edit the cluster and give the name of the certificate. ({1})',
        finding.server,
        finding.reason,
      );
    case 'wantsCertificate':
      return l10n.t('{0} wants a client certificate. Choose a certificate and its key.', finding.server);
    case 'unreadableFile':
      return l10n.t(
        'The file {0} cannot be read: {1}. Edit the cluster to choose another one.',
        finding.file,
        finding.reason,
      );
    case 'badCertificate':
      return l10n.t(
        'The certificate or key file cannot be used: {0}. Both must be PEM, and belong together.',
        finding.reason,
      );
    case 'tlsFailed':
      return l10n.t('{0}: the TLS handshake failed: {1}', finding.server, finding.reason);
    case 'noSuchMechanism':
      return finding.offered.length === 0
        ? l10n.t('{0} has no login. Choose a security protocol without SASL.', finding.server)
        : l10n.t(
            '{0} does not know the mechanism {1}. It offers: {2}',
            finding.server,
            finding.mechanism,
            finding.offered.join(', '),
          );
    case 'loginRefused':
      return l10n.t('The login was refused: {0} Check the user name and the password.', finding.reason);
  }
}
