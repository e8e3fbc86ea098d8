/** The report for people: a line a finding, as compilers write them, and a summary. */
import type { Severity } from '../../naming/convention.ts';
import type { SkipReason } from '../walk.ts';
import type { JudgedName, Report } from './judgedName.ts';

const reasons: Readonly<Record<SkipReason, string>> = {
  binary: 'binary',
  failed: 'failed to be read as a program',
  large: 'too large: at most 2 MB, for YAML and JSON 512 kB',
  unreadable: 'unreadable',
  vendored: "others' work",
};
const plurals: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['remark', 'remarks'],
  hint: ['hint', 'hints'],
};

/** With `all`, names that nothing is said of have a line, too. */
export function textReport(report: Report, all: boolean): string {
  const lines = report.names.flatMap((judged) => linesOf(judged, all));
  return [...lines, summary(report), ...skippedLines(report)].map((line) => `${line}\n`).join('');
}

/** What was not looked at, a line a reason; nothing is left out silently. */
export function skippedLines({ skipped }: Report): readonly string[] {
  return Object.entries(reasons).flatMap(([reason, words]) => {
    const of = skipped.filter((one) => one.reason === reason);
    const shown = of
      .slice(0, 5)
      .map(({ path, detail }) => (detail === undefined ? path : `${path} (${detail})`));
    const more = of.length > shown.length ? `, and ${of.length - shown.length} more` : '';
    return of.length === 0 ? [] : [`skipped, ${words}: ${shown.join(', ')}${more}`];
  });
}

function linesOf({ file, place, findings, verdict }: JudgedName, all: boolean): readonly string[] {
  const at = `${file}:${place.line + 1}:${place.start + 1}`;
  if (findings.length === 0) return all ? [`${at}: ${verdict}: ${place.name}`] : [];
  return findings.map(({ severity, message, code, suggestion }) => {
    const better = suggestion === undefined ? '' : ` Better: ${suggestion}`;
    return `${at}: ${severity}: ${message}${better} [${code}]`;
  });
}

function summary({ names, looked }: Report): string {
  const files = new Set(names.map(({ file }) => file)).size;
  const findings = names.flatMap((judged) => judged.findings);
  const counts = Object.entries(plurals).flatMap(([severity, [one, many]]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const said = counts.length === 0 ? 'nothing to say' : counts.join(', ');
  return `${names.length} topic names in ${files} of ${looked} files: ${said}`;
}
