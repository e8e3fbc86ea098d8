/** The report as SARIF: what the standard asks for, places that editors find, and fixes that may be carried out. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import type { PlacedName } from '../../../src/lint/placedName.ts';
import type { JudgedName, Report } from '../../../src/lint/report/judgedName.ts';
import { sarifReport } from '../../../src/lint/report/sarifReport.ts';
import { check } from '../../../src/naming/check.ts';
import { defaultConvention, type FindingCode, type NameContext } from '../../../src/naming/convention.ts';
import { sarifSchema } from './sarifSchema.ts';

const ajv = new Ajv({ allErrors: true });
const absolute = /^[a-z][a-z0-9+.-]*:\S+$/;
ajv.addFormat('uri', absolute);
ajv.addFormat(
  'uri-reference',
  (uri) => absolute.test(uri) || /^[\w.%~!$&'()*+,;=@-][\w.%~!$&'()*+,;=@/-]*$/.test(uri),
);
const isSarif = ajv.compile(sarifSchema);
const directory = resolve('/work/shop');

interface Sarif {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] };
    };
    readonly results: readonly SarifResult[];
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly object[] }[];
  }[];
}

interface SarifResult {
  readonly ruleId: FindingCode;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: object;
    };
  }[];
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly { readonly deletedRegion: object; readonly insertedContent: object }[];
    }[];
  }[];
}

function judged(
  name: string,
  place: Partial<PlacedName> = {},
  file = 'a.ts',
  context: NameContext = {},
): JudgedName {
  return {
    file,
    place: { name, line: 4, start: 10, end: 10 + name.length, isVerbatim: true, mention: false, ...place },
    verdict: 'convention',
    findings: check(name, defaultConvention, { service: 'shop', ...context }),
  };
}

function report(names: readonly JudgedName[], skipped: Report['skipped'] = []) {
  const sarif = JSON.parse(
    sarifReport({ names, looked: 1, skipped }, { version: '1.2.3', directory }),
  ) as Sarif;
  assert.ok(isSarif(sarif), JSON.stringify(isSarif.errors, undefined, 2));
  const [run] = sarif.runs;
  assert.ok(run !== undefined);
  return run;
}

describe('the SARIF report', () => {
  it('has a result for each finding, with its rule, level and region from 1 on', () => {
    const { results, tool } = report([judged('or ders'), judged('a.b', {}, 'b.ts', { existing: ['a_b'] })]);
    assert.deepEqual(
      results.map(({ ruleId, level }) => [ruleId, level]),
      [
        ['illegal', 'error'],
        ['collision', 'warning'],
        ['missing-segment', 'warning'],
      ],
    );
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.deepEqual(results[0]?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: 'a.ts' },
      region: { startLine: 5, startColumn: 11, endLine: 5, endColumn: 18 },
    });
  });

  it('has no results, but all rules, when there is nothing to say', () => {
    const { results, tool } = report([]);
    assert.deepEqual([results.length, tool.driver.rules.length], [0, 10]);
  });

  it('has a fix where the suggestion is whole and what stands there is the name', () => {
    const fixesOf = (one: JudgedName) => report([one]).results[0]?.fixes;
    const [fix] = fixesOf(judged('shop.order.event.created')) ?? [];
    assert.deepEqual(fix?.artifactChanges[0]?.replacements, [
      {
        deletedRegion: { startLine: 5, startColumn: 11, endLine: 5, endColumn: 35 },
        insertedContent: { text: 'shop.order.event.created.v1' },
      },
    ]);
    assert.equal(fixesOf(judged('shop.order.event.created', { isVerbatim: false })), undefined);
    assert.equal(fixesOf(judged('orders')), undefined, 'nobody can guess what the orders are about');
  });

  it('has relative paths for files below the directory, encoded, and whole addresses for others', () => {
    const uriOf = (file: string) =>
      report([judged('or ders', {}, file)]).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
    assert.equal(uriOf('src/a b#1.ts'), 'src/a%20b%231.ts');
    assert.equal(uriOf('./src/../a.ts'), 'a.ts');
    assert.equal(uriOf(resolve(directory, 'src/a.ts')), 'src/a.ts');
    assert.equal(uriOf('../other/a.ts'), pathToFileURL(resolve('/work/other/a.ts')).href);
    assert.equal(uriOf('..a/b.ts'), '..a/b.ts');
  });

  it('tells what was skipped', () => {
    const { invocations } = report(
      [],
      [
        { path: 'a.py', reason: 'failed', detail: 'why' },
        { path: 'b', reason: 'large' },
      ],
    );
    assert.deepEqual(invocations[0]?.toolExecutionNotifications, [
      { level: 'warning', message: { text: 'skipped, failed: a.py (why)' } },
      { level: 'note', message: { text: 'skipped, large: b' } },
    ]);
  });

  it('is held to the standard by a schema that bites', () => {
    const good = JSON.parse(
      sarifReport({ names: [judged('or ders')], looked: 1, skipped: [] }, { version: '1.2.3', directory }),
    );
    const result = good.runs[0].results[0];
    result.level = 'information';
    assert.ok(!isSarif(good));
    result.level = 'error';
    result.locations[0].physicalLocation.region.startLine = 0;
    assert.ok(!isSarif(good));
  });
});
