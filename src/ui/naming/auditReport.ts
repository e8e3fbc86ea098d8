/**
 * An audit of a cluster's names as Markdown: to be read as a text, and in the preview. Pure: the language comes in.
 * CSV and JSON are `auditExport.ts`'s matter.
 */
import type { Audit, AuditedName } from '../../naming/audit.ts';
import type { Verdict } from '../../naming/check.ts';
import type { Finding, FindingCode } from '../../naming/convention.ts';
import type { Words } from '../explorer/words.ts';

export interface AuditHead {
  readonly cluster: string;
  /** In the reader's words. */
  readonly time: string;
  readonly template: string;
}

/** More rows than anybody reads: the others are in the CSV. */
const mostRows = 1_000;
/** Names that are only listed. */
const mostListed = 50;
/** Columns are as wide as their texts up to here. */
const widest = 40;
/** On names that conform. */
const remarks: ReadonlySet<FindingCode> = new Set(['event-imperative', 'command-past-tense']);
/** Said in sections of their own. */
const ofNeighbours: ReadonlySet<FindingCode> = new Set(['near-duplicate', 'several-versions']);

export function auditReport(audit: Audit, head: AuditHead, words: Words): string {
  const { collisions, versions, nearDuplicates, names } = audit;
  const ignored = names.filter(({ verdict }) => verdict === 'ignored').map(({ name }) => name);
  const sections = [
    summary(audit, head, words),
    findings(names, words),
    section(words.t('Names that collide'), groups(collisions, words), [
      words.t('Metrics take "." and "_" for the same, so that Kafka refuses to create the second.'),
    ]),
    section(words.t('Several versions at once'), groups(versions, words)),
    section(words.t('Names one letter apart'), groups(nearDuplicates, words)),
    section(words.t('Left alone'), listed(ignored, words), [
      words.t('Kafka, a framework or the team has named them; the convention says nothing about them.'),
    ]),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function summary({ counts, names }: Audit, { cluster, time, template }: AuditHead, words: Words): string {
  const rows: readonly (readonly [Verdict, string])[] = [
    ['illegal', words.t('Kafka refuses them')],
    ['collision', words.t('collide')],
    ['convention', words.t('depart from the convention')],
    ['conforming', words.t('follow the convention')],
    ['ignored', words.t('left alone')],
  ];
  const lines = table([
    [words.t('Topics'), words.count(names.length)],
    ...rows
      .filter(([verdict]) => counts[verdict] > 0)
      .map(([verdict, text]) => [text, words.count(counts[verdict])]),
  ]);
  const convention = words.t('The convention is {0}.', code(template));
  return [`# ${words.t('Topic Names of {0}', cluster)}`, '', `${time}. ${convention}`, '', ...lines, ''].join(
    '\n',
  );
}

function findings(names: readonly AuditedName[], words: Words): string {
  const rows = names.flatMap(({ name, findings: said }) =>
    said
      .filter(({ code: about }) => !ofNeighbours.has(about))
      .map((finding) => [
        code(name),
        verdictText(finding, words),
        finding.segment ?? '',
        finding.suggestion === undefined ? '' : code(finding.suggestion),
        sentenceOf(finding, words),
      ]),
  );
  const header = [
    words.t('Name'),
    words.t('Verdict'),
    words.t('Segment'),
    words.t('Suggestion'),
    words.t('Why'),
  ];
  const more =
    rows.length > mostRows
      ? [
          '',
          words.t(
            'And {0} more: save the report as CSV or JSON to see them all.',
            words.count(rows.length - mostRows),
          ),
        ]
      : [];
  if (rows.length === 0) return `## ${words.t('Findings')}\n\n${words.t('No name departs from anything.')}\n`;
  return section(words.t('Findings'), [...table([header, ...rows.slice(0, mostRows)]), ...more]);
}

function verdictText({ level, code: about }: Finding, words: Words): string {
  switch (level) {
    case 'illegal':
      return words.t('illegal');
    case 'collision':
      return words.t('collision');
    case 'convention':
      return remarks.has(about) ? words.t('remark') : words.t('departure');
  }
}

/**
 * The finding's sentence; what stands in quotes in it stands as code here. What most findings are is said shorter: the name
 * stands beside it, the convention above.
 */
function sentenceOf({ code: about, sentence: { template, values } }: Finding, words: Words): string {
  if (about === 'missing-segment') return words.t('lacks {0}', values[1] ?? '');
  return words.t(template, ...values.map(code)).replace(/"(`+[^`]+`+)"/g, '$1');
}

function section(title: string, lines: readonly string[], before: readonly string[] = []): string {
  const intro = before.flatMap((line) => [line, '']);
  return lines.length === 0 ? '' : [`## ${title}`, '', ...intro, ...lines, ''].join('\n');
}

function groups(all: readonly (readonly string[])[], words: Words): readonly string[] {
  const shown = all.slice(0, mostRows).map((names) => `- ${names.map(code).join(' · ')}`);
  return [...shown, ...rest(all.length - shown.length, words).map((text) => `- ${text}`)];
}

function listed(names: readonly string[], words: Words): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, mostListed);
  return [[...shown.map(code), ...rest(names.length - shown.length, words)].join(', ')];
}

function rest(count: number, words: Words): readonly string[] {
  return count > 0 ? [words.t('and {0} more', words.count(count))] : [];
}

/** The first row is the header. The last column is as wide as it comes. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((text) => text.replaceAll('|', '\\|')));
  const [header = []] = cells;
  const widths = header.map((_, column) =>
    column === header.length - 1
      ? 3
      : Math.max(3, ...cells.map((row) => Math.min(widest, widthOf(row[column] ?? '')))),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(text)))).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [first = '', ...others] = cells.map(line);
  return [first, rule, ...others];
}

/** In columns of an editor: Hangul and Han take two. */
function widthOf(text: string): number {
  return (
    text.length +
    (text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0)
  );
}

function code(text: string): string {
  if (text === '') return '';
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
