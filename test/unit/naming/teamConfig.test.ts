/** What `.eddy/naming.json` says, what is wrong with it and where, and how it is added to. */
import assert from 'node:assert/strict';
import { verdictOf } from '../../../src/naming/check.ts';
import { type Convention, defaultConvention } from '../../../src/naming/convention.ts';
import { presets } from '../../../src/naming/presets.ts';
import { english } from '../../../src/naming/sentence.ts';
import { shapeOf } from '../../../src/naming/shape.ts';
import {
  adopted,
  conventionFor,
  newTeamConfig,
  readTeamConfig,
  type TeamConfig,
  withIgnored,
} from '../../../src/naming/teamConfig.ts';
import { brokenConfigs } from './brokenConfigs.ts';

const settings: Convention = {
  ...defaultConvention,
  domains: ['order'],
  ignore: ['legacy-*'],
  severity: 'hint',
};

function read(text: string, base: Convention = settings): TeamConfig {
  const reading = readTeamConfig(text, base);
  assert.ok('config' in reading, JSON.stringify(reading));
  return reading.config;
}

describe('a team config', () => {
  it('leaves to the settings what it does not say', () => {
    const { convention, enforce, service, baseline, overrides } = read('{ "severity": "error" }');
    assert.deepEqual(convention, { ...settings, severity: 'error', segments: {} });
    assert.deepEqual([enforce, service, baseline.size, overrides.length], [false, undefined, 0, 0]);
  });

  it('may hold comments and a comma too many', () => {
    const config = read('{\n  // ours\n  "service": "shop", /* and */ "enforce": true,\n}');
    assert.deepEqual([config.service, config.enforce], ['shop', true]);
  });

  it('changes a preset by its other keys', () => {
    const { convention } = read('{ "types": ["fact"], "preset": "eddy" }');
    assert.deepEqual([convention.template, convention.types], [defaultConvention.template, ['fact']]);
  });

  it('takes the last override that holds for a file', () => {
    const config = read(`{ "domains": ["order"], "overrides": [
      { "files": ["legacy/**", "*.yml"], "severity": "off" },
      { "files": ["legacy/pay/**"], "domains": ["pay"] }
    ] }`);
    assert.equal(conventionFor(config, 'src/a.ts').severity, 'hint');
    assert.equal(conventionFor(config, 'legacy/a.ts').severity, 'off');
    assert.equal(conventionFor(config, 'deep/application.yml').severity, 'off');
    const pay = conventionFor(config, 'legacy/pay/application.yml');
    assert.deepEqual([pay.severity, pay.domains], ['hint', ['pay']]);
    assert.equal(conventionFor(config, '../legacy/a.ts'), config.convention, 'outside of the folder');
    assert.equal(conventionFor(config, ''), config.convention);
  });

  const examples: Readonly<Record<string, readonly [conforming: string, departing: string]>> = {
    eddy: ['ecommerce.order.event.created.v1', 'ecommerce.order.created.v1'],
    'type-dataset-name': ['tracking.clicks.page_views', 'clicks.tracking.page_views'],
    'domain-entity-event': ['sales.order.created.v1', 'sales.order.created'],
    'visibility-domain': ['public.sales.order_created.v1', 'internal.sales.order_created.v1'],
    kebab: ['sales-order-created', 'sales.order.created.now'],
    snake: ['sales_order_created', 'Sales_order_created'],
  };
  it('has an example of every preset', () => {
    assert.deepEqual(Object.keys(examples), Object.keys(presets));
  });
  for (const [preset, [conforming, departing]] of Object.entries(examples)) {
    it(`knows the preset ${preset}`, () => {
      const { convention } = read(JSON.stringify({ preset }), defaultConvention);
      assert.equal(verdictOf(conforming, convention), 'conforming');
      assert.equal(verdictOf(departing, convention), 'convention');
    });
  }
});

describe('segments of a team config', () => {
  const { convention } = read(
    `{
      "template": "{region}.{domain}.{description}.{version}",
      "segments": {
        "region": { "values": ["eu", "us"] },
        "description": { "pattern": "[a-z]+(_[a-z]+){0,2}" },
        "version": { "values": ["beta", "ga"] }
      }
    }`,
    defaultConvention,
  );
  const conforming = ['eu.order.created.ga', 'us.order.line_item_added.beta'];
  const departing = [
    'apac.order.created.ga',
    'eu.order.a_b_c_d.ga',
    'eu.order.created2.ga',
    'eu.order.created.v1',
  ];
  for (const name of conforming)
    it(`allow ${name}`, () => assert.equal(verdictOf(name, convention), 'conforming'));
  for (const name of departing)
    it(`do not allow ${name}`, () => assert.equal(verdictOf(name, convention), 'convention'));

  it('count in an override, too, where its template has them', () => {
    const config = read(`{ "overrides": [
      { "files": ["a/**"], "template": "{area}.{version}", "segments": { "area": { "values": ["x"] } } }
    ] }`);
    assert.equal(shapeOf(conventionFor(config, 'a/b'))?.segments[0]?.values[0], 'x');
  });
});

describe('a team config that cannot be used', () => {
  for (const { what, text, path, at, says } of brokenConfigs) {
    it(`says where and why: ${what}`, () => {
      const reading = readTeamConfig(text, settings);
      assert.ok('problems' in reading, 'taken for good');
      const [problem, ...others] = reading.problems;
      assert.ok(problem !== undefined && others.length === 0, `${reading.problems.length} problems`);
      assert.equal(problem.path, path);
      if (at !== undefined) assert.equal(text.slice(problem.start, problem.end), at);
      assert.match(english(problem.sentence), says);
      assert.ok(problem.end > problem.start, 'there is something to underline');
    });
  }

  it('says everything at once', () => {
    const reading = readTeamConfig('{ "typs": [], "severity": "loud", "enforce": 1 }', settings);
    assert.deepEqual('problems' in reading && reading.problems.map(({ path }) => path), [
      'typs',
      'severity',
      'enforce',
    ]);
  });
});

describe('adopting a convention', () => {
  it('writes what the settings say and no more, and names in order, once', () => {
    const text = adopted(newTeamConfig({ ...defaultConvention, domains: ['pay'] }), ['b', 'a', 'b']);
    assert.deepEqual(JSON.parse(text), { preset: 'eddy', domains: ['pay'], baseline: ['a', 'b'] });
    assert.deepEqual([...read(text, defaultConvention).baseline], ['a', 'b']);
  });

  it('keeps a template of the settings', () => {
    const text = newTeamConfig({ ...defaultConvention, template: '{domain}-{event}', severity: 'error' });
    assert.deepEqual(JSON.parse(text), { template: '{domain}-{event}', severity: 'error' });
  });

  const before = [
    '{',
    '  // ours',
    '  "preset": "eddy", // the usual',
    '  "baseline": [',
    '    // the shop',
    '    "b", // why b',
    '    "d" // why d',
    '  ],',
    '  "service": "x",',
    '}',
    '',
  ];

  it('adds to a list without moving what is said beside its elements', () => {
    assert.equal(
      adopted(before.join('\n'), ['e', 'a', 'c', 'b', 'f']),
      [
        ...before.slice(0, 5),
        '    "a",',
        '    "b", // why b',
        '    "c",',
        '    "d", // why d',
        '    "e",',
        '    "f"',
        ...before.slice(7),
      ].join('\n'),
    );
  });

  it('keeps the ends of lines and a comma at the end', () => {
    const text = '{\r\n  "baseline": [\r\n    "a", // last\r\n  ]\r\n}\r\n';
    const after = adopted(text, ['b']);
    assert.equal(after, '{\r\n  "baseline": [\r\n    "a", // last\r\n    "b"\r\n  ]\r\n}\r\n');
    assert.deepEqual([...read(after).baseline], ['a', 'b']);
  });

  it('keeps a list of one line in one line, and fills an empty one', () => {
    assert.equal(adopted('{"baseline": ["a", "c"]}', ['b', 'd']), '{"baseline": ["a", "b", "c", "d"]}');
    assert.deepEqual([...read(adopted('{"baseline": []}', ['b'])).baseline], ['b']);
  });

  it('has nothing to change for names that are there', () => {
    assert.equal(adopted(before.join('\n'), ['d', 'b']), before.join('\n'));
    assert.equal(withIgnored('{"ignore": ["x-*"]}', 'x-*'), '{"ignore": ["x-*"]}');
  });

  it('excuses one name more', () => {
    assert.deepEqual(read(withIgnored('{"preset": "eddy"}', 'old')).convention.ignore, ['old']);
    assert.deepEqual(read(withIgnored('{"ignore": ["m"]}', 'old')).convention.ignore, ['m', 'old']);
  });

  it('does not slow down with thousands of names', () => {
    const old = Array.from({ length: 2_000 }, (_, index) => `shop.order-${index}`);
    const text = adopted(
      adopted('{}', old),
      old.map((name) => `${name}.new`),
    );
    assert.equal(read(text).baseline.size, 4_000);
    assert.deepEqual([...read(text).baseline], [...read(text).baseline].toSorted());
  });
});
