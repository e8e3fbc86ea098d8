/** The report as SARIF 2.1.0, which code hosts and editors show beside the code (OASIS Standard, 2020). */
import { isComplete } from '../../naming/check.ts';
import type { Finding, FindingCode, Severity } from '../../naming/convention.ts';
import type { JudgedName, Report } from './judgedName.ts';

interface Rule {
  readonly name: string;
  readonly short: string;
  readonly help: string;
}

const rules: Readonly<Record<FindingCode, Rule>> = {
  illegal: {
    name: 'IllegalTopicName',
    short: 'Kafka refuses this topic name.',
    help: 'Topic names have 1 to 249 characters out of a-z, A-Z, 0-9, ".", "_" and "-", and are neither "." nor "..".',
  },
  collision: {
    name: 'CollidingTopicNames',
    short: 'Two topic names are one in metrics.',
    help: 'Kafka writes "_" for "." in the names of metrics, so it refuses a topic whose name differs from another only in these.',
  },
  'missing-segment': {
    name: 'MissingSegment',
    short: 'The name lacks a segment of the convention.',
    help: 'The convention names the segments that every topic name has, for example {service}.{domain}.{type}.{description}.{version}.',
  },
  'wrong-segment': {
    name: 'WrongSegment',
    short: 'A segment does not hold what the convention says.',
    help: 'Segments are written in lower case, types and domains are those that the team has listed, versions are v1, v2 and so on.',
  },
  'segment-order': {
    name: 'SegmentOrder',
    short: 'The segments stand in another order than in the convention.',
    help: 'All parts of the name are there. Put them into the order of the template.',
  },
  environment: {
    name: 'EnvironmentInName',
    short: 'The name says for which environment it is.',
    help: 'The same topic has one name in every environment: which one it is, the cluster tells.',
  },
  'near-duplicate': {
    name: 'NearDuplicate',
    short: 'Another name differs in one letter.',
    help: 'Two names one letter apart are often one topic and a slip of the pen.',
  },
  'several-versions': {
    name: 'SeveralVersions',
    short: 'The same name is in use in several versions.',
    help: 'While a topic moves from one version to the next both are in use; later one is enough.',
  },
  'event-imperative': {
    name: 'EventInTheImperative',
    short: 'An event sounds like a command.',
    help: 'An event says what has happened: created, not create.',
  },
  'command-past-tense': {
    name: 'CommandInThePastTense',
    short: 'A command sounds like an event.',
    help: 'A command says what to do: create, not created.',
  },
};
const codes = Object.keys(rules) as FindingCode[];
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** `version` is that of the tool. */
export function sarifReport({ names, skipped }: Report, version: string): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Eddy', version, semanticVersion: version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: skipped.map(({ path, reason, detail }) => ({
              level: reason === 'failed' || reason === 'unreadable' ? 'warning' : 'note',
              message: { text: `skipped, ${reason}: ${path}${detail === undefined ? '' : ` (${detail})`}` },
            })),
          },
        ],
        results: names.flatMap((judged) => judged.findings.map((finding) => resultOf(judged, finding))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(code: FindingCode): object {
  const { name, short, help } = rules[code];
  return {
    id: code,
    name,
    shortDescription: { text: short },
    fullDescription: { text: help },
    help: { text: help },
  };
}

function resultOf({ file, place, findings }: JudgedName, finding: Finding): object {
  const { code, severity, message, suggestion } = finding;
  const artifactLocation = { uri: file.split('/').map(encodeURIComponent).join('/') };
  const region = {
    startLine: place.line + 1,
    startColumn: place.start + 1,
    endLine: place.line + 1,
    endColumn: place.end + 1,
  };
  const replaceable =
    suggestion !== undefined && isComplete(suggestion) && place.isVerbatim && finding === findings[0];
  const fix = replaceable
    ? [
        {
          description: { text: `Rename to ${suggestion}` },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [{ deletedRegion: region, insertedContent: { text: suggestion } }],
            },
          ],
        },
      ]
    : [];
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...(fix.length === 0 ? {} : { fixes: fix }),
  };
}
