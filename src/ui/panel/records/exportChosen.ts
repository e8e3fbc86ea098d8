/** An export from the wish to the last word about it. */
import type { StoredRecord } from '../../../client/model.ts';
import { type ExportFormat, type ExportTarget, writeRecords } from './exportRecords.ts';
import type { RecordsResult } from './recordsMessages.ts';

export type ExportScope = 'shown' | 'all' | 'selected';

/** How many records there are of each kind. */
export interface ExportOffer {
  readonly topic: string;
  readonly shown: number;
  readonly all: number;
  readonly selected: RecordName | undefined;
}

interface RecordName {
  readonly partition: number;
  readonly offset: number;
}

export interface OpenExport extends ExportTarget {
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  /** The file's name, as a person is told of it. */
  readonly name: string;
  close(): Promise<void>;
}

interface Exportable {
  readonly topic: string;
  readonly all: readonly StoredRecord[];
  readonly shown: readonly StoredRecord[];
  readonly selected: StoredRecord | undefined;
}

/** Failures are told as a result, never thrown. The lists are those of this moment, whatever comes meanwhile. */
export async function exportChosen(
  records: Exportable,
  choose: (offer: ExportOffer) => Promise<OpenExport | undefined>,
  say: (result: RecordsResult) => void,
): Promise<void> {
  const { topic, all, shown, selected } = records;
  try {
    const target = await choose({ topic, all: all.length, shown: shown.length, selected });
    if (target === undefined) {
      return;
    }
    const scopes = { all, shown, selected: selected === undefined ? [] : [selected] };
    const chosen = scopes[target.scope];
    try {
      await writeRecords(chosen, target.format, target, (done) =>
        say({ kind: 'exporting', done, total: chosen.length }),
      );
    } finally {
      await target.close();
    }
    say({ kind: 'exported', count: chosen.length, file: target.name });
  } catch (error) {
    say({ kind: 'exportFailed', message: error instanceof Error ? error.message : String(error) });
  }
}
