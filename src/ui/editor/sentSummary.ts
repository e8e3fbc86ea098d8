/** Where records have gone, in a few words: `partition 0, offset 12`, or ranges per partition. Pure. */
import type { SentRecord } from '../../client/model.ts';
import type { Localizer } from '../clusters/clusterStatus.ts';

const mostPartitions = 3;

export function sentSummary(sent: readonly SentRecord[], l10n: Localizer): string {
  const [first] = sent;
  if (first === undefined) {
    return l10n.t('nothing sent');
  }
  if (first.offset < 0) {
    return l10n.t('{0} records, of which no answer was asked (acks=0)', sent.length);
  }
  if (sent.length === 1) {
    return l10n.t('partition {0}, offset {1}', first.partition, first.offset);
  }
  const ranges = rangesOf(sent);
  const shown = ranges.slice(0, mostPartitions).map(({ partition, from, to }) => {
    const offsets = from === to ? String(from) : `${from}–${to}`;
    return `${partition}: ${offsets}`;
  });
  const more =
    ranges.length > mostPartitions ? [l10n.t('{0} more partitions', ranges.length - mostPartitions)] : [];
  return l10n.t('{0} records, {1}', sent.length, [...shown, ...more].join(', '));
}

interface OffsetRange {
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

function rangesOf(sent: readonly SentRecord[]): readonly OffsetRange[] {
  const ranges = new Map<number, OffsetRange>();
  for (const { partition, offset } of sent) {
    const known = ranges.get(partition);
    const from = Math.min(known?.from ?? offset, offset);
    ranges.set(partition, { partition, from, to: Math.max(known?.to ?? offset, offset) });
  }
  return [...ranges.values()].sort((a, b) => a.partition - b.partition);
}
