/** `media/naming.schema.json` says of a file what `readTeamConfig` says, and has a word on every key for hovers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { defaultConvention } from '../../../src/naming/convention.ts';
import { presets } from '../../../src/naming/presets.ts';
import { readTeamConfig } from '../../../src/naming/teamConfig.ts';
import { brokenConfigs } from './brokenConfigs.ts';

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
}

const root = join(import.meta.dirname, '..', '..', '..');
const schema = JSON.parse(readFileSync(join(root, 'media', 'naming.schema.json'), 'utf8')) as Schema;

const editorsKeywords = [
  'allowComments',
  'allowTrailingCommas',
  'defaultSnippets',
  'enumDescriptions',
  'patternErrorMessage',
];
const ajv = new Ajv({ allErrors: true, allowMatchingProperties: true });
for (const keyword of editorsKeywords) ajv.addKeyword(keyword);
ajv.addFormat('regex', (text) => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
});
const isValid = ajv.compile(schema);
const taken = (text: string): boolean => 'config' in readTeamConfig(text, defaultConvention);

function definitionOf(name: string): Schema | undefined {
  return schema.definitions?.[name];
}

/** A key with what is said of it, its own or that of its definition. */
function withDefinition({ $ref, ...own }: Schema): Schema {
  const name = $ref?.slice('#/definitions/'.length);
  return { ...(name === undefined ? {} : definitionOf(name)), ...own };
}

function keysOf({
  properties = {},
  items,
  additionalProperties,
}: Schema): readonly (readonly [string, Schema])[] {
  const inner = [items, typeof additionalProperties === 'object' ? additionalProperties : undefined];
  return [
    ...Object.entries(properties).flatMap(([key, value]) => {
      const whole = withDefinition(value);
      return [[key, whole] as const, ...keysOf(whole)];
    }),
    ...inner.flatMap((one) => (one === undefined ? [] : keysOf(one))),
  ];
}

describe('the schema of .eddy/naming.json', () => {
  const good = [
    '{}',
    ...Object.keys(presets).map((preset) => JSON.stringify({ preset })),
    ...Object.values(presets).map((preset) => JSON.stringify(preset)),
    '{ "$schema": "x", "service": "shop", "enforce": true, "baseline": ["a"], "domains": [], "ignore": ["x-*"] }',
    '{ "overrides": [{ "files": ["a/**"], "preset": "kebab", "severity": "off" }] }',
    '{ "template": "kafka.{domain}.{version}", "segments": { "domain": { "values": ["a"], "pattern": "a" } } }',
    '{ "template": "{data_center}-{domain}" }',
    '{ "template": "{data-center}_{domain}_topic" }',
    '{ "template": "my-team.{domain}" }',
  ];
  for (const text of good) {
    it(`takes ${text}`, () => {
      assert.ok(isValid(parse(text)), JSON.stringify(isValid.errors));
      assert.ok(taken(text), 'the reader does not');
    });
  }

  for (const { what, text, onlyRead } of brokenConfigs) {
    if (onlyRead === true) continue;
    it(`refuses ${what}`, () => {
      assert.ok(!isValid(parse(text)), 'the schema takes it');
      assert.ok(!taken(text), 'the reader takes it');
    });
  }

  it('knows the presets of the product, and what each makes', () => {
    const { enum: names, enumDescriptions = [] } = definitionOf('preset') ?? {};
    assert.deepEqual(names, Object.keys(presets));
    const templates = Object.values(presets).map(({ template }) => template);
    assert.deepEqual(
      enumDescriptions.map((text) => text.split(', such as ')[0]),
      templates,
    );
  });

  it('describes every key', () => {
    const keys = keysOf(schema);
    assert.ok(keys.length > 20, `${keys.length} keys`);
    const bare = keys.filter(([, { description = '' }]) => description.length < 10);
    assert.deepEqual(bare, []);
  });

  it('shows the defaults of the product, and examples that hold', () => {
    assert.equal(definitionOf('template')?.default, defaultConvention.template);
    assert.deepEqual(definitionOf('types')?.default, defaultConvention.types);
    assert.equal(definitionOf('severity')?.default, defaultConvention.severity);
    for (const example of schema.examples ?? []) assert.ok(isValid(example), JSON.stringify(example));
    for (const [key, { examples = [] }] of keysOf({ properties: schema.properties ?? {} })) {
      if (schema.properties?.[key] === undefined) continue;
      for (const example of examples)
        assert.ok(isValid({ [key]: example }), `${key}: ${JSON.stringify(example)}`);
    }
  });

  it('is given to the file of that name in any folder', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly contributes: { readonly jsonValidation: readonly object[] };
    };
    assert.deepEqual(contributes.jsonValidation, [
      { fileMatch: '.eddy/naming.json', url: './media/naming.schema.json' },
    ]);
  });
});
