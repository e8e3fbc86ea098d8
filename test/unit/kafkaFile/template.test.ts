/** Templates: which braces are calls, which are mistakes, which are nobody's business. */
import assert from 'node:assert/strict';
import fastCheck from 'fast-check';
import { readArguments } from '../../../src/kafkaFile/arguments.ts';
import type { Problem } from '../../../src/kafkaFile/syntax.ts';
import { parseTemplate, renderTemplate, unknownCalls } from '../../../src/kafkaFile/template.ts';
import { countingFunctions } from './functions.ts';

const now = Date.UTC(2026, 10, 2, 10, 0, 0, 250);

function render(text: string, seed = 0): string {
  const functions = countingFunctions();
  functions.seed(seed);
  return renderTemplate(parseTemplate(text), now, functions);
}

/** `severity "text at the place": sentence` */
function problems(text: string): readonly string[] {
  const template = parseTemplate(text);
  const found: readonly Problem[] = [...template.problems, ...unknownCalls(template, countingFunctions())];
  return found.map(
    (each) =>
      `${each.severity} "${text.slice(each.start, each.end)}": ${each.template.replace(/\{(\d)\}/g, (_, at: string) => each.values[Number(at)] ?? '?')}`,
  );
}

describe('templates', () => {
  const rendered: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['order-{{string.uuid}}', 'order-uuid1'],
    ['{{string.uuid}}/{{string.uuid}}', 'uuid1/uuid2'],
    ['{"id":{{number.int}}}', '{"id":1001}'],
    ['{"a":{"id":{{number.int}}}}', '{"a":{"id":1001}}'],
    ['{{{number.int}}}', '{1001}'],
    ['{{number.int(5)}}', '6'],
    ['{{number.int( 5 )}}', '6'],
    ['{{number.int()}}', '1001'],
    ["{{helpers.arrayElement(['a','b'])}}", 'b'],
    ['{{helpers.arrayElement(["a","b"])}}', 'b'],
    ['{{helpers.arrayElement([{"a":{"b":1}}])}}', '{"b":1}'.replace('{"b":1}', '{"a":{"b":1}}')],
    ['{{location.point({min: 1, "max": 2}, \'x\')}}', '{"x":1,"values":[{"min":1,"max":2},"x"]}'],
    ['{{location.point(female)}}', '{"x":1,"values":["female"]}'],
    ['{{$timestamp}} {{$date.now}}', '1793613600250 1793613600250'],
    ['{{$date.iso}} {{$date.unix}}', '2026-11-02T10:00:00.250Z 1793613600'],
    ['{{ string.uuid }}', '{{ string.uuid }}'],
    ['{{}} {{1}} {{Upper.case}}', '{{}} {{1}} {{Upper.case}}'],
    ['{{$other}}', '{{$other}}'],
  ];
  for (const [text, expected] of rendered) {
    it(`${text} → ${expected}`, () => assert.equal(render(text), expected));
  }

  it('values of a call are not templates themselves', () => {
    assert.equal(render("{{helpers.arrayElement(['{{string.uuid}}'])}}"), '{{string.uuid}}');
  });

  it('what a function throws passes through', () => {
    assert.throws(() => render('{{date.fail}}'), /date\.fail refuses/);
  });
});

describe('mistakes in templates', () => {
  const silent = [
    '{"a":{"b":1}}',
    '{"a":{"b":{"c":{"d":[]}}}}',
    '{"a":{"b":"x.y"}}',
    '{"a":{"site":"www.example.com"}}',
    '{"a":{"b":{{number.int}}}}',
    '{"a":{"b":true}}',
    '{a:{b:1.5}}',
    '{{"a":1}}',
    '{% if x %}}',
    'a {{ b',
    '}}',
  ];
  for (const text of silent) {
    it(`says nothing of ${text}`, () => assert.deepEqual(problems(text), []));
  }

  const table: readonly (readonly [string, string])[] = [
    ['"string.uuid}}"', 'error "string.uuid}}": The template "string.uuid" must be opened with {{.'],
    ['{number.int(5)}}', 'error "number.int(5)}}": The template "number.int(5)" must be opened with {{.'],
    ['$timestamp}}', 'error "$timestamp}}": The template "$timestamp" must be opened with {{.'],
    ['a {{string.uuid b\nc', 'error "{{string.uuid b": The template "string.uuid b" must be closed with }}.'],
    ['{{string.{{uuid}}', 'error "{{": Unexpected {{ inside a template.'],
    [
      '{{uuid}}',
      'error "{{uuid}}": The template "uuid" is no call: write it like string.uuid or number.int(10).',
    ],
    [
      '{{a.b.c}}',
      'error "{{a.b.c}}": The template "a.b.c" is no call: write it like string.uuid or number.int(10).',
    ],
    ['{{strin.uuid}}', 'error "strin": There is no template module "strin".'],
    ['x {{string.guid}}', 'error "guid": The template module "string" has no method "guid".'],
    ['{{random.uuid}}', 'error "random.uuid": "random.uuid" is now called "string.uuid".'],
    ['{{}}', 'warning "{{}}": "{{}}" is sent as it stands: no template begins like this.'],
    [
      '{{ string.uuid }}',
      'warning "{{ string.uuid }}": "{{ string.uuid }}" is sent as it stands: no template begins like this.',
    ],
    ['{{$now}}', 'warning "{{$now}}": "{{$now}}" is sent as it stands: no template begins like this.'],
  ];
  for (const [text, expected] of table) {
    it(JSON.stringify(text), () => assert.deepEqual(problems(text), [expected]));
  }

  it('never fails, and points into the text, whatever it is', () => {
    const token = fastCheck.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      'string.uuid',
      'a',
      '.',
      '(',
      ')',
      '"',
      "'",
      '[',
      ',',
      ' ',
      '\n',
      '$timestamp',
      '😀',
    );
    fastCheck.assert(
      fastCheck.property(fastCheck.array(token, { maxLength: 20 }), (tokens) => {
        const text = tokens.join('');
        const template = parseTemplate(text);
        for (const { start, end } of [...template.problems, ...template.calls]) {
          assert.ok(start >= 0 && start < end && end <= text.length, `${text} ${start} ${end}`);
        }
        if (template.calls.length === 0) {
          assert.equal(render(text), text);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('nested JSON without templates has no problems and renders to itself', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.jsonValue({ stringUnit: 'grapheme-ascii' }), (value) => {
        const text = JSON.stringify(value);
        fastCheck.pre(!/"[^"]*[{}][^"]*"/.test(text));
        assert.deepEqual(problems(text), []);
        assert.equal(render(text), text);
      }),
    );
  });

  it('reads a megabyte of braces: if the time grew with the square of the length, this would never end', () => {
    parseTemplate(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    parseTemplate('{{ '.repeat(300_000));
  });
});

describe('arguments', () => {
  const read = (text: string) => readArguments(text, 0)?.values;

  it('reads JSON, single quotes, bare keys and escapes', () => {
    assert.deepEqual(read("1, -2.5e3, true, null, 'it\\'s', \"a\\u0041\\n\")"), [
      1,
      -2500,
      true,
      null,
      "it's",
      'aA\n',
    ]);
    assert.deepEqual(read("{ a: [1, {b: 'c'}], 'd-e': false, })"), [{ a: [1, { b: 'c' }], 'd-e': false }]);
    assert.deepEqual(read(')'), []);
  });

  it('refuses the rest', () => {
    for (const text of [
      '',
      'a)',
      '[1',
      '{a})',
      "'x)",
      '1 2)',
      '01)',
      '[,])',
      `${'['.repeat(100)}${']'.repeat(100)})`,
    ]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it('reads back any JSON', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.jsonValue({ maxDepth: 5 }), (value) => {
        assert.deepEqual(read(`${JSON.stringify(value)})`), [JSON.parse(JSON.stringify(value))]);
      }),
    );
  });
});
