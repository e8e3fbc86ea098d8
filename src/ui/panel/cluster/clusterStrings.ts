/** The words of the Cluster view. */
import type { Localizer } from '../strings.ts';

export function clusterStrings(l10n: Localizer) {
  return {
    clusterBrokers: l10n.t('Brokers'),
  };
}
