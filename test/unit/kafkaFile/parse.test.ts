/** The grammar of `.kafka` files, row by row as "Tools for Apache Kafka" behaves, and every part's place. */
import assert from 'node:assert/strict';
import fastCheck from 'fast-check';
import { parseKafkaFile } from '../../../src/kafkaFile/parse.ts';
import type { KafkaFileBlock, Text } from '../../../src/kafkaFile/syntax.ts';

const example = [
  '-- a comment',
  'PRODUCER keyed-message',
  'topic: ecommerce.order.event.created.v1',
  'key: order-{{string.uuid}}',
  'headers: source=web, traceId={{string.uuid}}',
  'key-format: string(utf8)',
  'every: 3s',
  '{ "id": "{{string.uuid}}", "at": {{$timestamp}} }',
  '###',
  'CONSUMER my-group',
  'topic: ecommerce.order.event.created.v1',
  'from: earliest',
  'partitions: 0,2-3',
  'value-format: string(base64)',
].join('\n');

/** A block in one line: `producer label {name=value} [value]`. */
function summary(block: KafkaFileBlock): string {
  const properties = block.properties.map(({ name, value }) => `${name.text}=${value.text}`).join(' ');
  const value = block.kind === 'producer' ? ` [${block.value?.text ?? '-'}]` : '';
  return `${block.kind} ${block.label.text} {${properties}}${value}`;
}

function blocks(...lines: readonly string[]): readonly string[] {
  return parseKafkaFile(lines.join('\n')).blocks.map(summary);
}

describe('.kafka files: blocks', () => {
  it('reads the example', () => {
    assert.deepEqual(blocks(example), [
      'producer keyed-message {topic=ecommerce.order.event.created.v1 key=order-{{string.uuid}} ' +
        'headers=source=web, traceId={{string.uuid}} key-format=string(utf8) every=3s} ' +
        '[{ "id": "{{string.uuid}}", "at": {{$timestamp}} }]',
      'consumer my-group {topic=ecommerce.order.event.created.v1 from=earliest partitions=0,2-3 ' +
        'value-format=string(base64)}',
    ]);
  });

  it('ignores junk outside blocks', () => {
    assert.deepEqual(blocks('junk', '', 'topic: a', '###', 'PRODUCER', 'topic: b', 'v', '###', 'junk'), [
      'producer  {topic=b} [v]',
    ]);
  });

  it('takes neither lower case nor an indented keyword for a block', () => {
    assert.deepEqual(blocks('producer x', 'topic: a', 'v'), []);
    assert.deepEqual(blocks('  PRODUCER', 'topic: a', 'v'), []);
  });

  it('matches the keyword as a prefix', () => {
    assert.deepEqual(blocks('PRODUCERX', 'topic: a', 'v'), ['producer X {topic=a} [v]']);
    assert.deepEqual(blocks('CONSUMERgroup'), ['consumer group {}']);
  });

  it('a second header without ### is part of a producer’s value', () => {
    assert.deepEqual(blocks('PRODUCER', 'topic: a', 'v', 'PRODUCER', 'topic: b', 'w'), [
      'producer  {topic=a} [v\nPRODUCER\ntopic: b\nw]',
    ]);
    assert.deepEqual(blocks('PRODUCER', 'topic: a', 'v', 'CONSUMER g'), [
      'producer  {topic=a} [v\nCONSUMER g]',
    ]);
  });

  it('a second header without ### ends a consumer', () => {
    assert.deepEqual(blocks('CONSUMER a', 'topic: a', 'CONSUMER b', 'PRODUCER', 'topic: c', 'v'), [
      'consumer a {topic=a}',
      'consumer b {}',
      'producer  {topic=c} [v]',
    ]);
  });

  it('allows text after the separator', () => {
    assert.deepEqual(blocks('PRODUCER', 'topic: a', 'v', '### the end', 'CONSUMER b'), [
      'producer  {topic=a} [v]',
      'consumer b {}',
    ]);
    assert.deepEqual(blocks('PRODUCER', 'v', ' ###', '## x'), ['producer  {} [v\n ###\n## x]']);
  });

  it('takes the rest of the line, trimmed, for the group; it may be empty', () => {
    assert.deepEqual(blocks('CONSUMER   my group \t'), ['consumer my group {}']);
    assert.deepEqual(blocks('CONSUMER'), ['consumer  {}']);
  });
});

describe('.kafka files: properties and values', () => {
  it('blanks about a producer’s property make it the value', () => {
    assert.deepEqual(blocks('PRODUCER', '  topic: a'), ['producer  {} [topic: a]']);
    assert.deepEqual(blocks('PRODUCER', 'topic : a'), ['producer  {} [topic : a]']);
  });

  it('blanks about a consumer’s property are trimmed', () => {
    assert.deepEqual(blocks('CONSUMER g', '\ttopic : a  '), ['consumer g {topic=a}']);
  });

  it('an unknown name starts a producer’s value, and is a consumer’s property', () => {
    assert.deepEqual(blocks('PRODUCER', 'foo: bar', 'topic: a'), ['producer  {} [foo: bar\ntopic: a]']);
    assert.deepEqual(blocks('PRODUCER', 'from: earliest'), ['producer  {} [from: earliest]']);
    assert.deepEqual(blocks('CONSUMER g', 'foo: bar'), ['consumer g {foo=bar}']);
  });

  it('only the first ":" counts', () => {
    assert.deepEqual(blocks('PRODUCER', 'key: a:b', 'v'), ['producer  {key=a:b} [v]']);
    assert.deepEqual(blocks('CONSUMER', 'from: a:b'), ['consumer  {from=a:b}']);
  });

  it('-- before the value is a comment, after its first line a part of it', () => {
    assert.deepEqual(blocks('PRODUCER', '-- x', 'topic: a', '', '-- y', 'v', '-- z', '', 'w'), [
      'producer  {topic=a} [v\n-- z\n\nw]',
    ]);
    assert.deepEqual(blocks('PRODUCER', ' -- x'), ['producer  {} [-- x]']);
  });

  it('keeps every duplicate, in order', () => {
    assert.deepEqual(blocks('PRODUCER', 'topic: a', 'topic: b', 'v'), ['producer  {topic=a topic=b} [v]']);
  });

  it('CRLF: the value keeps it inside', () => {
    const [block] = parseKafkaFile('PRODUCER x\r\ntopic: a\r\nv\r\nw\r\n\r\n###\r\n').blocks;
    assert.equal(block?.kind === 'producer' ? block.value?.text : '', 'v\r\nw');
    assert.equal(block?.label.text, 'x');
    assert.equal(block?.properties[0]?.value.text, 'a');
  });

  it('trims the value but not its inside', () => {
    assert.deepEqual(blocks('PRODUCER', '  {', '    "a": 1', '  }  ', '', ''), [
      'producer  {} [{\n    "a": 1\n  }]',
    ]);
  });

  it('a consumer’s line without ":" is a property without a value', () => {
    const [block] = parseKafkaFile('CONSUMER g\ntopic').blocks;
    assert.deepEqual([block?.properties[0]?.name.text, block?.properties[0]?.colon], ['topic', undefined]);
  });
});

describe('.kafka files: pragmas', () => {
  const pragmas = (...lines: readonly string[]) =>
    parseKafkaFile(lines.join('\n')).blocks[0]?.pragmas.map(
      ({ name, value }) => `${name.text}=${value.text}`,
    );

  it('are comments with @, before the value', () => {
    const lines = [
      'PRODUCER',
      '-- @partition: 2',
      '--@tombstone',
      '-- @expect offset 3',
      '-- a@b',
      'v',
      '-- @x: 1',
    ];
    assert.deepEqual(pragmas(...lines), ['partition=2', 'tombstone=', 'expect=offset 3']);
  });

  it('are read in consumers, too', () => {
    assert.deepEqual(pragmas('CONSUMER g', '-- @cluster: embedded'), ['cluster=embedded']);
  });
});

describe('.kafka files: places', () => {
  /** Every part of a block that claims to stand somewhere in the text. */
  function texts(block: KafkaFileBlock): readonly Text[] {
    const value = block.kind === 'producer' && block.value !== undefined ? [block.value] : [];
    const pairs = [...block.properties, ...block.pragmas].flatMap(({ name, value: text }) => [name, text]);
    return [block.label, ...pairs, ...value];
  }

  const line = fastCheck.constantFrom(
    'PRODUCER a b',
    'CONSUMER  g ',
    'topic: t',
    ' topic :\tt ',
    'key:',
    'headers: a=b, c',
    '-- c',
    '-- @partition:  2 ',
    '--@tombstone',
    '###',
    '',
    '  ',
    '{ "a": "{{string.uuid}}" }',
    'plain',
    ':',
    'é😀: 1',
  );
  const file = fastCheck
    .array(fastCheck.tuple(line, fastCheck.constantFrom('\n', '\r\n', '\r')), { maxLength: 20 })
    .map((lines) => lines.flat().join(''));

  it('each part’s text is what stands at its place, whatever the file', () => {
    fastCheck.assert(
      fastCheck.property(file, (text) => {
        for (const block of parseKafkaFile(text).blocks) {
          assert.match(text.slice(block.keyword.start, block.keyword.end), /^(PRODUCER|CONSUMER)$/);
          assert.ok(block.start <= block.end && block.end <= text.length);
          for (const part of texts(block)) {
            assert.equal(text.slice(part.start, part.end), part.text);
            assert.ok(part.start >= block.start && part.end <= block.end);
          }
          for (const { colon } of block.properties) {
            assert.ok(colon === undefined || text[colon] === ':');
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('blocks follow each other without overlap', () => {
    fastCheck.assert(
      fastCheck.property(file, (text) => {
        const found = parseKafkaFile(text).blocks;
        for (const [index, block] of found.entries()) {
          assert.ok(block.start >= (found[index - 1]?.end ?? 0));
        }
      }),
    );
  });
});
