/**
 * Practice consumers that could not join, in words: which, why, and what can be done. A group they never joined
 * cannot show them, so somebody has to say it. Pure.
 */
import type { PanelStrings, PracticeRow } from '../../src/ui/panel/messages.ts';

interface PracticeFailure {
  /** Those that failed in the same way. */
  readonly names: readonly string[];
  /** Kafka's name and the sentence that goes with it. */
  readonly error: string;
}

/** What keeps practice consumers out of their group, one entry for each error. */
export function failuresOf(rows: readonly PracticeRow[], strings: PanelStrings): readonly PracticeFailure[] {
  const out = rows.filter((row) => row.phase === 'failed' || (row.phase === 'joining' && row.error !== null));
  const errors = [...new Set(out.map((row) => errorWords(row, strings)))];
  return errors.map((error) => ({
    error,
    names: out.filter((row) => errorWords(row, strings) === error).map((row) => row.name),
  }));
}

/** The error of one of them; Kafka's own words unless there is more to say about it. */
export function errorWords({ error }: PracticeRow, strings: PanelStrings): string {
  if (error === null) {
    return strings.phaseFailed;
  }
  const message = error.name === 'INCONSISTENT_GROUP_PROTOCOL' ? strings.otherAssignor : error.message;
  return `${error.name}: ${message}`;
}
