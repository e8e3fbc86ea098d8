/** The words of the Messages view. */
import type { Localizer } from '../strings.ts';

export function recordsStrings(l10n: Localizer) {
  return {
    recordsNone: l10n.t('Choose a topic to see its messages.'),
  };
}
