/** Values of properties and pragmas, and the formats of keys and values. */
import assert from 'node:assert/strict';
import fastCheck from 'fast-check';
import { decode, encode, type Format, readFormat } from '../../../src/kafkaFile/formats.ts';
import type { Problem, Read } from '../../../src/kafkaFile/syntax.ts';
import {
  readAcks,
  readFrom,
  readHeaders,
  readInterval,
  readPartition,
  readPartitions,
  readTimestamp,
} from '../../../src/kafkaFile/values.ts';

function sentence(problem: Problem): string {
  return problem.template.replace(/\{(\d+)\}/g, (_, index: string) => problem.values[Number(index)] ?? '?');
}

/** The value, or the sentence that says why there is none. */
function outcome<T>(read: Read<T>): T | string {
  return 'problem' in read ? sentence(read.problem) : read.value;
}

describe('from', () => {
  const table: readonly (readonly [string, unknown])[] = [
    ['earliest', 'earliest'],
    ['latest', 'latest'],
    ['0', 0],
    ['42', 42],
    ['1abc', 1],
  ];
  for (const [text, expected] of table) {
    it(text, () => assert.equal(outcome(readFrom(text)), expected));
  }
  for (const text of ['', '-1', 'abc', 'Earliest', '99999999999999999999']) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.match(String(outcome(readFrom(text))), /is no place to start/));
  }
});

describe('partitions', () => {
  const table: readonly (readonly [string, readonly number[]])[] = [
    ['0', [0]],
    ['0,1', [0, 1]],
    ['0-2', [0, 1, 2]],
    ['0,2-3', [0, 2, 3]],
    [' 3 , 0 - 1 ', [0, 1, 3]],
    ['1,1,0-1', [0, 1]],
    ['2-0', []],
    ['-1', []],
    ['1-', []],
    ['1 2', [12]],
    [',', []],
  ];
  for (const [text, expected] of table) {
    it(JSON.stringify(text), () => assert.deepEqual(outcome(readPartitions(text)), expected));
  }

  it('names an unexpected character and points at it', () => {
    const read = readPartitions('0,x');
    assert.equal(outcome(read), "Unexpected character 'x' in partitions expression.");
    assert.ok('problem' in read && read.problem.start === 2 && read.problem.end === 3);
  });

  it('does not count to a thousand million', () => {
    assert.match(String(outcome(readPartitions('0-999999999'))), /no partition 999999999/);
  });
});

describe('every', () => {
  it('reads fractions of a second, seconds, minutes and hours', () => {
    assert.deepEqual(
      ['100ms', '3s', '5m', '1h'].map((text) => outcome(readInterval(text))),
      [100, 3000, 300_000, 3_600_000],
    );
  });
  for (const text of ['10x', '', 's', '3', '3 s', '0s', '1.5s', '-1s', '99999h', '99ms', '3 ms']) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.match(String(outcome(readInterval(text))), /is no interval/));
  }
});

describe('headers', () => {
  const pairs = (text: string) =>
    readHeaders(text).headers.map(({ key, value }) => `${key.text}:${value.text}`);

  it('reads a comma list of k=v', () => assert.deepEqual(pairs('a=1, b = 2 ,c='), ['a:1', 'b:2', 'c:']));
  it('drops items without "="', () => assert.deepEqual(pairs('a=1, b, c=3'), ['a:1', 'c:3']));
  it('ends a value at a second "="', () => assert.deepEqual(pairs('e=x=y'), ['e:x']));
  it('the last duplicate wins', () => assert.deepEqual(pairs('a=1,b=2,a=3'), ['a:3', 'b:2']));
  it('is empty for nothing', () => assert.deepEqual(pairs(''), []));

  it('leaves templates whole', () => {
    assert.deepEqual(pairs("a={{helpers.arrayElement(['x','y=z'])}}, b=1"), [
      "a:{{helpers.arrayElement(['x','y=z'])}}",
      'b:1',
    ]);
  });

  it('knows what is not sent, and where it stands', () => {
    const text = 'lost, e=x=y';
    const { dropped, cutOff } = readHeaders(text);
    assert.deepEqual(
      dropped.map(({ start, end }) => text.slice(start, end)),
      ['lost'],
    );
    assert.deepEqual(
      cutOff.map(({ start, end }) => text.slice(start, end)),
      ['=y'],
    );
  });
});

describe('pragma values', () => {
  it('@partition is a number from 0', () => {
    assert.equal(outcome(readPartition('2')), 2);
    for (const text of ['', '-1', '1.5', 'x', '1e9'])
      assert.match(String(outcome(readPartition(text))), /is no partition/);
  });

  it('@acks is what producers call it', () => {
    assert.deepEqual(
      ['all', '-1', '1', '0'].map((text) => outcome(readAcks(text))),
      ['all', 'all', '1', '0'],
    );
    for (const text of ['', 'ALL', '2', 'leader'])
      assert.match(String(outcome(readAcks(text))), /is no acks/);
  });

  it('@timestamp is milliseconds or a date', () => {
    assert.equal(outcome(readTimestamp('1700000000000')), 1_700_000_000_000);
    assert.equal(outcome(readTimestamp('2026-11-02T10:00:00Z')), 1_793_613_600_000);
    assert.equal(outcome(readTimestamp('2026-11-02T10:00:00.5+09:00')), 1_793_581_200_500);
    for (const text of [
      '',
      'now',
      '2026-13-40T10:00:00Z',
      'Mon',
      '2026-11-02 10:00',
      '2026-11-02T10:00:00',
    ]) {
      assert.match(String(outcome(readTimestamp(text))), /is no timestamp/, text);
    }
  });
});

describe('formats', () => {
  const format = (text: string, forConsumer = false): Format => {
    const read = readFormat(text, forConsumer);
    assert.ok('value' in read, text);
    return read.value;
  };
  const hex = (text: string, name: string): string => {
    const read = encode(text, format(name));
    return 'problem' in read ? sentence(read.problem) : Buffer.from(read.value).toString('hex');
  };

  const written: readonly (readonly [string, string, string])[] = [
    ['hé', 'string', '68c3a9'],
    ['hé', 'string(utf8)', '68c3a9'],
    ['hé', 'string(latin1)', '68e9'],
    ['hé', 'string( utf16le )', '6800e900'],
    ['aGk=', 'string(base64)', '6869'],
    ['6869', 'string(hex)', '6869'],
    ['1.5', 'double', '3ff8000000000000'],
    ['1.5', 'float', '3fc00000'],
    ['-2', 'integer', 'fffffffe'],
    ['258', 'short', '0102'],
    ['9007199254740993', 'long', '0020000000000001'],
    ['-9223372036854775808', 'long', '8000000000000000'],
    ['12 apples', 'integer', '0000000c'],
  ];
  for (const [text, name, expected] of written) {
    it(`${JSON.stringify(text)} as ${name}`, () => assert.equal(hex(text, name), expected));
  }

  const refused: readonly (readonly [string, string])[] = [
    ['abc', 'integer'],
    ['2147483648', 'integer'],
    ['32768', 'short'],
    ['9223372036854775808', 'long'],
    ['', 'long'],
    ['x', 'double'],
    ['6', 'string(hex)'],
    ['6g', 'string(hex)'],
    ['a*b', 'string(base64)'],
    ['한', 'string(latin1)'],
  ];
  for (const [text, name] of refused) {
    it(`refuses ${JSON.stringify(text)} as ${name}`, () =>
      assert.match(hex(text, name), /cannot be written as/));
  }

  it('knows its names; none is for consumers', () => {
    assert.deepEqual(format('none', true), { name: 'none' });
    assert.match(String(outcome(readFormat('none', false))), /Unknown format "none"/);
    assert.match(
      String(outcome(readFormat('text', true))),
      /Unknown format "text": it is one of none, string/,
    );
    assert.match(String(outcome(readFormat('avro(orders)', false))), /schema registry/);
  });

  it('points at an unknown encoding', () => {
    const read = readFormat('string( utf7 )', false);
    assert.ok('problem' in read && read.problem.code === 'encoding');
    assert.equal('string( utf7 )'.slice(read.problem.start, read.problem.end), 'utf7');
  });

  it('says when the bytes are of another size', () => {
    const read = decode(Buffer.from('abc'), { name: 'long' });
    assert.equal(outcome(read), 'A long has 8 bytes, these are 3.');
    assert.equal(outcome(decode(Buffer.from('abc'), { name: 'none' })), '');
  });

  it('reads what it has written', () => {
    const roundTrip = (name: string, text: string): void => {
      const bytes = encode(text, format(name));
      assert.ok('value' in bytes, `${name} ${text}`);
      assert.equal(outcome(decode(bytes.value, format(name))), text);
    };
    fastCheck.assert(
      fastCheck.property(
        fastCheck.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fastCheck.integer(),
        fastCheck.double({ noNaN: true }),
        (long, integer, double) => {
          roundTrip('long', String(long));
          roundTrip('integer', String(integer));
          roundTrip('double', String(Object.is(double, -0) ? 0 : double));
        },
      ),
    );
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ unit: 'grapheme' }), (text) => {
        roundTrip('string', text);
        roundTrip('string(utf16le)', text);
        roundTrip('string(hex)', Buffer.from(text).toString('hex'));
        roundTrip('string(base64)', Buffer.from(text).toString('base64'));
      }),
    );
  });
});
