/**
 * The header rows of the form: what they become when one is edited. Pure; the empty row at the end is shown,
 * not kept.
 */
export interface HeaderRow {
  readonly key: string;
  readonly value: string;
}

/** The rows as shown: the kept ones and an empty one to type into. */
export function shownRows(rows: readonly HeaderRow[]): readonly HeaderRow[] {
  return [...rows, { key: '', value: '' }];
}

/** The rows after one field of row `index` changed; typing into the empty row makes the next one. */
export function editRow(
  rows: readonly HeaderRow[],
  index: number,
  change: Partial<HeaderRow>,
): readonly HeaderRow[] {
  const next = shownRows(rows).map((row, at) => (at === index ? { ...row, ...change } : row));
  const last = next.findLastIndex((row) => row.key !== '' || row.value !== '');
  return next.slice(0, last + 1);
}

export function removeRow(rows: readonly HeaderRow[], index: number): readonly HeaderRow[] {
  return rows.filter((_, at) => at !== index);
}
