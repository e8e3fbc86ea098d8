/** The sharp edges of TypeScript, Python, Ruby and PHP: what is told apart, what is followed, and that it always ends. */
import assert from 'node:assert/strict';
import { namesInFile } from '../../../../../src/lint/namesInFile.ts';
import { installedGrammars } from '../../../lint/installedGrammars.ts';

async function occurrences(path: string, text: string) {
  return (await namesInFile(installedGrammars, { path, text, topicProperties: new Set() })).names;
}

async function namesIn(path: string, text: string): Promise<readonly string[]> {
  return (await occurrences(path, text)).map(({ name }) => name);
}

interface Sample {
  readonly path: string;
  /** A client by the name of `producer`, and before it the import that opens the file. */
  readonly opening: string;
  readonly send: (topic: string) => string;
}

const samples: readonly Sample[] = [
  {
    path: 'a.ts',
    opening: "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [] }).producer();\n",
    send: (topic) => `producer.send({ topic: ${topic}, messages: [] });\n`,
  },
  {
    path: 'a.py',
    opening: 'from kafka import KafkaProducer\nproducer = KafkaProducer()\n',
    send: (topic) => `producer.send(${topic}, b"x")\n`,
  },
  {
    path: 'a.rb',
    opening: "require 'kafka'\nproducer = Kafka.new([]).producer\n",
    send: (topic) => `producer.produce('x', topic: ${topic})\n`,
  },
  {
    path: 'a.php',
    opening: '<?php\nuse RdKafka\\Producer;\n$producer = new Producer();\n',
    send: (topic) => `$producer->newTopic(${topic});\n`,
  },
];

for (const { path, opening, send } of samples) {
  describe(`topic names in ${path}`, () => {
    const variable = path === 'a.php' ? '$topic' : 'topic';
    const end = path === 'a.py' || path === 'a.rb' ? '\n' : ';\n';

    it('a name that is used twice is found once, where it is written', async () => {
      const text = `${opening}${variable} = 'orders'${end}${send(variable)}${send(variable)}`;
      const found = await occurrences(path, text);
      assert.deepEqual(
        found.map(({ start }) => start),
        [text.indexOf("'orders'") + 1],
      );
    });

    it('offsets count UTF-16 units, with any line ends', async () => {
      const text = `${opening}${variable} = 'größe-😀'${end}${send(variable)}${send("'after'")}`.replaceAll(
        '\n',
        '\r\n',
      );
      const found = await occurrences(path, text);
      assert.deepEqual(
        found.map(({ start, end: to }) => text.slice(start, to)),
        ['größe-😀', 'after'],
      );
    });

    it('without the import nothing is found', async () => {
      const text = `${opening.replace(/kafka/gi, 'mail')}# kafka\n${send("'orders'")}`;
      assert.deepEqual(await namesIn(path, text), []);
    });

    it('a name that leads to itself ends', async () => {
      const other = path === 'a.php' ? '$other' : 'other';
      const text = `${opening}${variable} = ${other}${end}${other} = ${variable}${end}${send(variable)}`;
      assert.deepEqual(await namesIn(path, text), []);
    });

    it('text that is being typed is read up to any place', async () => {
      const text = `${opening}${variable} = 'orders'${end}${send(variable)}`;
      for (let length = 0; length <= text.length; length += 1) {
        const found = await namesIn(path, text.slice(0, length));
        assert.ok(found.length <= 1, `${found} after ${length} characters`);
      }
    });

    it('no nesting is too deep', async () => {
      for (const [open, close] of [
        ['(', ')'],
        ['[', ']'],
      ] as const) {
        const nested = `${open.repeat(3000)}'orders'${close.repeat(3000)}`;
        const found = await namesIn(path, `${opening}${send(nested)}${send("'after'")}`);
        assert.ok(found.includes('after') || found.length === 0);
      }
      const sum = Array.from({ length: 3000 }, () => "'a'").join(path === 'a.php' ? ' . ' : ' + ');
      assert.ok((await namesIn(path, `${opening}${send(sum)}`)).length <= 1);
    });
  });
}

describe('topic names in TypeScript', () => {
  const opening = samples[0]?.opening ?? '';
  const names = (text: string) => namesIn('a.ts', opening + text);

  it('a parameter is what its own function is called with, not every function of that name', async () => {
    const text = `class Bus { send(topic: string) { return producer.send({ topic, messages: [] }); } }
      response.send('hello'); new Bus().send('orders');`;
    assert.deepEqual(await names(text), ['orders']);
  });

  it('a helper gives back what this call hands it', async () => {
    const text = `const env = (name: string, fallback: string) => process.env[name] ?? fallback;
      const brokers = env('BROKERS', 'localhost:9092');
      producer.send({ topic: env('TOPIC', 'orders'), messages: [] });`;
    assert.deepEqual(await names(text), ['orders']);
  });

  it('helpers that call each other without end are left alone', async () => {
    const body = (name: string) => `{ return c ? ${name}(x) : d ? ${name}(x + 'a') : ${name}('b' + x); }`;
    const functions = Array.from({ length: 30 }, (_, i) => `function f${i}(x) ${body(`f${(i + 1) % 30}`)}`);
    assert.ok(
      Array.isArray(await names(`${functions.join('\n')}\nproducer.send({ topic: f0('a'), messages: [] });`)),
    );
  });

  it('a getter with a fallback needs a key before it', async () => {
    const text = `producer.send({ topic: propertyOf(block, 'topic'), messages: [] });
      producer.send({ topic: config.get('kafka.topic', 'orders'), messages: [] });`;
    assert.deepEqual(await names(text), ['orders']);
  });

  it('a literal with escapes is no name', async () => {
    assert.deepEqual(await names("producer.send({ topic: 'a\\tb', messages: [] });"), []);
  });

  it('another broker with the same words is silent beside Kafka', async () => {
    const text = `import { connect } from 'amqplib'; import { Client } from 'pulsar-client';
      const producer2 = connect('x').createChannel(); producer2.publish('exchange', 'key');
      const pulsarProducer = new Client({}).createProducer({ topic: 'pulsar', messages: [] });
      pulsarProducer.send({ topic: 'pulsar', messages: [] });`;
    assert.deepEqual(await names(text), []);
  });
});

describe('topic names in Python', () => {
  it('what argparse falls back to is found at its literal', async () => {
    const text = `from kafka import KafkaProducer
parser.add_argument('--topic', default='orders')
parser.add_argument('--group', default='readers')
args = parser.parse_args()
KafkaProducer().send(args.topic)
`;
    assert.deepEqual(await namesIn('a.py', text), ['orders']);
  });

  it('a list that grows by itself ends', async () => {
    const text = `from kafka import KafkaConsumer
topics = ['a']
topics = topics + ['b']
consumer = KafkaConsumer(*topics)
`;
    assert.deepEqual(await namesIn('a.py', text), ['a', 'b']);
  });
});
