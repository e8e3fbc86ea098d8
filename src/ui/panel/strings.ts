/**
 * Every word of the panel. The host translates them and hands the table to the webview, which fills in the
 * placeholders; so no word of a person's language stands in `webview/`.
 */
import { clusterStrings } from './cluster/clusterStrings.ts';
import { groupsStrings } from './groups/groupsStrings.ts';
import { publishStrings } from './publish/publishStrings.ts';
import { recordsStrings } from './records/recordsStrings.ts';

/** The part of `vscode.l10n` that is needed: placeholders stay when no values are given. */
export interface Localizer {
  t(message: string): string;
}

export type PanelStrings = ReturnType<typeof panelStrings>;

export function panelStrings(l10n: Localizer) {
  return {
    ...frame(l10n),
    ...publishStrings(l10n),
    ...groupsStrings(l10n),
    ...recordsStrings(l10n),
    ...clusterStrings(l10n),
  };
}

function frame(l10n: Localizer) {
  return {
    panel: l10n.t('Eddy panel'),
    tabMessages: l10n.t('Messages'),
    tabPublish: l10n.t('Publish'),
    tabGroups: l10n.t('Groups'),
    tabCluster: l10n.t('Cluster'),
    chooseCluster: l10n.t('Cluster'),
    readOnly: l10n.t('read-only'),
    allBrokers: l10n.t('{0} brokers'),
    oneBroker: l10n.t('1 broker'),
    someBrokers: l10n.t('{0} of {1} brokers'),
    notStarted: l10n.t('The cluster is not running.'),
    startCluster: l10n.t('Start cluster'),
    loading: l10n.t('asking the cluster'),
    stopped: l10n.t('no cluster is running'),
    trouble: l10n.t('What failed'),
    since: l10n.t('since {0}'),
    dismiss: l10n.t('Dismiss'),
    tryAgain: l10n.t('Try again'),
    asOf: l10n.t('as of {0}'),
    noMatch: l10n.t('nothing matches'),
    moreOptions: l10n.t('{0} more; type to narrow'),
    topic: l10n.t('Topic'),
    partition: l10n.t('Partition'),
    partitionNumber: l10n.t('partition {0}'),
    partitionNumbers: l10n.t('partitions {0}'),
    broker: l10n.t('broker {0}'),
    perSecond: l10n.t('{0}/s'),
    sayBrokers: l10n.t('{0}: {1} of {2} brokers run'),
    sayGroup: l10n.t('Group {0}: {1}'),
  };
}
