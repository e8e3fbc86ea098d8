/** An audit for spreadsheets and scripts: every name, in English whatever the editor speaks. Pure. */
import type { Audit, AuditedName } from '../../naming/audit.ts';
import type { Convention } from '../../naming/convention.ts';
import { cell } from '../panel/records/exportRecords.ts';

export type AuditFormat = 'csv' | 'json';

export interface AuditSource {
  readonly cluster: string;
  /** ISO 8601. */
  readonly at: string;
  readonly convention: Convention;
}

export function auditText(audit: Audit, source: AuditSource, format: AuditFormat): string {
  switch (format) {
    case 'csv':
      return auditCsv(audit);
    case 'json':
      return auditJson(audit, source);
  }
}

/** A line a finding; a name of which there is nothing to say has one, too. */
function auditCsv({ names }: Audit): string {
  const lines = names.flatMap(({ name, verdict, findings }) => {
    if (findings.length === 0) return [[cell(name), verdict, '', '', '', '', ''].join(',')];
    return findings.map(({ code, severity, segment, message, suggestion }) =>
      [cell(name), verdict, code, severity, optional(segment), cell(message), optional(suggestion)].join(','),
    );
  });
  return ['name,verdict,code,severity,segment,message,suggestion', ...lines]
    .map((line) => `${line}\r\n`)
    .join('');
}

function auditJson(
  { counts, names, collisions, versions, nearDuplicates }: Audit,
  source: AuditSource,
): string {
  const shown = { ...source, counts, collisions, versions, nearDuplicates, names: names.map(jsonName) };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

function jsonName({ name, verdict, findings }: AuditedName): unknown {
  return {
    name,
    verdict,
    findings: findings.map(({ code, severity, segment, message, suggestion }) => ({
      code,
      severity,
      segment,
      message,
      suggestion,
    })),
  };
}

function optional(text: string | undefined): string {
  return text === undefined ? '' : cell(text);
}
