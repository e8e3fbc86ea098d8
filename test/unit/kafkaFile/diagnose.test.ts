/** What the editor says about a `.kafka` file, and what it must not say. */
import assert from 'node:assert/strict';
import { callsFunctions, diagnose } from '../../../src/kafkaFile/diagnose.ts';
import { parseKafkaFile } from '../../../src/kafkaFile/parse.ts';
import type { Problem } from '../../../src/kafkaFile/syntax.ts';
import { check } from '../../../src/naming/check.ts';
import { defaultConvention } from '../../../src/naming/convention.ts';
import { countingFunctions } from './functions.ts';

function found(text: string): readonly Problem[] {
  return diagnose(parseKafkaFile(text), countingFunctions());
}

/** `severity code "text at the place"` */
function summary(...lines: readonly string[]): readonly string[] {
  const text = lines.join('\n');
  return found(text).map(
    ({ severity, code, start, end }) => `${severity} ${code} "${text.slice(start, end)}"`,
  );
}

function sentences(...lines: readonly string[]): readonly string[] {
  return found(lines.join('\n')).map(({ template, values }) =>
    template.replace(/\{(\d)\}/g, (_, at: string) => values[Number(at)] ?? '?'),
  );
}

const producer = ['PRODUCER p', 'topic: a'];
const consumer = ['CONSUMER c', 'topic: a'];

describe('diagnostics of producers', () => {
  it('says nothing of a good one', () => {
    assert.deepEqual(summary(...producer, 'key: {{string.uuid}}', 'headers: a=b', '{"a":{"b":1}}'), []);
    assert.deepEqual(summary(...producer, "{{helpers.arrayElement(['a','b'])}}"), []);
  });

  it('a topic is required', () => {
    assert.deepEqual(summary('PRODUCER', 'v'), ['error topic-missing "PRODUCER"']);
    assert.deepEqual(sentences('PRODUCER', 'v'), ["The producer must declare the 'topic:' property."]);
    assert.deepEqual(summary('PRODUCER', 'topic:', 'v'), ['error topic-missing "topic:"']);
  });

  it('a value is required, unless the block is a tombstone', () => {
    assert.deepEqual(summary(...producer), ['error value-missing "PRODUCER"']);
    assert.deepEqual(sentences(...producer), ['The producer value is required.']);
    assert.deepEqual(summary(...producer, '-- @tombstone'), []);
    assert.deepEqual(summary(...producer, '-- @tombstone', '{{x}}'), ['information tombstone-value "{{x}}"']);
  });

  it('an indented property is the value: the topic is missing, and why', () => {
    const lines = ['PRODUCER', '  topic: a'];
    assert.deepEqual(summary(...lines), [
      'error topic-missing "PRODUCER"',
      'warning property-misplaced "topic:"',
    ]);
    assert.deepEqual(summary('PRODUCER', 'topic : a'), [
      'error topic-missing "PRODUCER"',
      'warning property-misplaced "topic :"',
    ]);
    const text = lines.join('\n');
    const fix = found(text)[1]?.fix;
    assert.ok(fix);
    assert.equal(text.slice(0, fix.start) + fix.newText + text.slice(fix.end), 'PRODUCER\ntopic: a');
  });

  it('an unknown property starts the value, silently', () => {
    assert.deepEqual(summary(...producer, 'foo: bar'), []);
  });

  it('reserved properties are announced as such', () => {
    assert.deepEqual(summary(...producer, 'value-schema: x'), ['warning property-reserved "value-schema:"']);
    assert.deepEqual(summary(...consumer, 'key-schema: x'), ['warning property-reserved "key-schema"']);
  });

  it('warns on both of two equal properties', () => {
    assert.deepEqual(summary('PRODUCER', 'topic: a', 'topic: b', 'v'), [
      'warning property-duplicate "topic"',
      'warning property-duplicate "topic"',
    ]);
  });

  it('a block that lacks its separator', () => {
    const text = [...producer, 'v', 'CONSUMER g', 'topic: b'].join('\n');
    assert.deepEqual(summary(text), ['warning block-not-separated "CONSUMER"']);
    const fix = found(text)[0]?.fix;
    assert.ok(fix);
    const fixed = text.slice(0, fix.start) + fix.newText + text.slice(fix.end);
    assert.equal(parseKafkaFile(fixed).blocks.length, 2);
    assert.deepEqual(summary(fixed), []);
  });

  it('every: 10x shows only when the block is run', () => {
    assert.deepEqual(summary(...producer, 'every: 10x', 'v'), []);
  });

  it('formats and encodings', () => {
    assert.deepEqual(summary(...producer, 'key-format: text', 'value-format: string(utf7)', 'v'), [
      'error format "text"',
      'error encoding "utf7"',
    ]);
    assert.deepEqual(summary(...producer, 'key-format: none', 'v'), ['error format "none"']);
    assert.deepEqual(summary(...producer, 'value-format: avro(x)', 'v'), ['error format "avro"']);
  });

  it('templates in key, headers and value, each at its place', () => {
    assert.deepEqual(
      summary(...producer, 'key: {{a}}', 'headers: x=1, y={{nope.x}}', 'v', '{{string.nope}}'),
      ['error template "{{a}}"', 'error template "nope"', 'error template "nope"'],
    );
    const text = [...producer, 'headers: x=1, y={{nope.x}}', 'v'].join('\n');
    assert.equal(found(text)[0]?.start, text.indexOf('nope'));
  });

  it('knows unknown functions only once it has the functions', () => {
    const file = parseKafkaFile([...producer, '{{nope.x}}'].join('\n'));
    assert.deepEqual(diagnose(file), []);
    assert.equal(diagnose(file, countingFunctions()).length, 1);
    assert.ok(callsFunctions(file));
    assert.ok(!callsFunctions(parseKafkaFile([...producer, '{{$timestamp}}'].join('\n'))));
  });

  it('headers that are not sent', () => {
    assert.deepEqual(summary(...producer, 'headers: a, b=1=2', 'v'), [
      'warning header "a"',
      'warning header "=2"',
    ]);
  });

  it('pragmas', () => {
    assert.deepEqual(summary(...producer, '-- @partition: x', '-- @timestamp: now', 'v'), [
      'error pragma "x"',
      'error pragma "now"',
    ]);
    assert.deepEqual(
      summary(...producer, '-- @partition: 2', '-- @timestamp: 0', '-- @expect x', '-- @todo', 'v'),
      [],
    );
  });
});

describe('diagnostics of consumers', () => {
  it('says nothing of a good one', () => {
    assert.deepEqual(summary(...consumer, 'from: 1abc', 'partitions: 0,2-3', 'key-format: none'), []);
    assert.deepEqual(summary('CONSUMER', ' topic : a', '-- x', ''), []);
  });

  it('warns of an unknown property', () => {
    assert.deepEqual(summary(...consumer, 'foo: bar'), ['warning property-unknown "foo"']);
    assert.deepEqual(summary(...consumer, 'every: 3s'), ['warning property-unknown "every"']);
  });

  it('needs a ":" and a name before it', () => {
    assert.deepEqual(summary(...consumer, 'from'), ['error property-colon "from"']);
    assert.deepEqual(sentences(...consumer, 'from'), ["Missing ':' sign after 'from'."]);
    assert.deepEqual(summary(...consumer, ': x'), ['error property-name ": x"']);
  });

  it('from and partitions', () => {
    assert.deepEqual(summary(...consumer, 'from: never', 'partitions: 0,x'), [
      'error from "never"',
      'error partitions "x"',
    ]);
    assert.deepEqual(summary(...consumer, 'partitions: 2-0'), ['warning partitions "2-0"']);
  });

  it('a topic is required', () => {
    assert.deepEqual(sentences('CONSUMER g'), ["The consumer must declare the 'topic:' property."]);
  });
});

describe('topic names in .kafka files', () => {
  it('are judged by the linter, at the place of the name', () => {
    for (const name of ['.', '..', 'x'.repeat(250), 'a/b', 'a b']) {
      const text = `PRODUCER\ntopic: ${name}\nv`;
      const topic = parseKafkaFile(text).blocks[0]?.properties[0]?.value;
      assert.ok(topic);
      assert.equal(text.slice(topic.start, topic.end), name);
      assert.deepEqual(
        check(topic.text, defaultConvention).map(({ severity }) => severity),
        ['error'],
        name,
      );
    }
  });
});
