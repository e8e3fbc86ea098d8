/** A localizer that gives English: what `vscode.l10n` does without a translation. */
import type { Localizer } from '../../../../src/ui/clusters/clusterStatus.ts';

export const english: Localizer = {
  t: (message, ...values) =>
    message.replace(/\{([^}]+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole)),
};
