/** The report as one JSON object, for scripts. */
import type { Verdict } from '../../naming/check.ts';
import { isDeparture, type JudgedName, type Report } from './judgedName.ts';

interface JsonName {
  readonly file: string;
  /** Both from 1 on. */
  readonly line: number;
  readonly column: number;
  readonly name: string;
  readonly verdict: Verdict;
  readonly segment?: string;
  readonly suggestion?: string;
}

/** `{"names": […]}`: all names, or those that depart from something. */
export function jsonReport({ names }: Report, all: boolean): string {
  const shown = all ? names : names.filter(isDeparture);
  return `${JSON.stringify({ names: shown.map(jsonName) }, undefined, 2)}\n`;
}

function jsonName(judged: JudgedName): JsonName {
  const { file, place, verdict, findings } = judged;
  const departs = isDeparture(judged);
  const segment = departs ? findings.find((finding) => finding.segment !== undefined)?.segment : undefined;
  const suggestion = departs ? findings.find((one) => one.suggestion !== undefined)?.suggestion : undefined;
  return {
    file,
    line: place.line + 1,
    column: place.start + 1,
    name: place.name,
    verdict,
    ...(segment === undefined ? {} : { segment }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
