/** Programs as large as only machines write them: if the time grew with the square of their size, these would not end in time. */
import assert from 'node:assert/strict';
import { namesInFile } from '../../../../../src/lint/namesInFile.ts';
import { installedGrammars } from '../../../lint/installedGrammars.ts';

async function count(path: string, lines: readonly string[]): Promise<number> {
  const source = { path, text: lines.join('\n'), topicProperties: new Set<string>() };
  return (await namesInFile(installedGrammars, source)).names.length;
}

const times = (length: number, line: (index: number) => string) => Array.from({ length }, (_, i) => line(i));

describe('names in very large programs', () => {
  it('thousands of lists of one name, each filled and subscribed to', async () => {
    const methods = times(
      3_000,
      (i) => `void m${i}(KafkaConsumer<String, String> consumer) {
      List<String> list = new ArrayList<>(); list.add("t${i}"); consumer.subscribe(list); }`,
    );
    const opening = ['import org.apache.kafka.clients.consumer.KafkaConsumer;', 'class A {'];
    assert.equal(await count('A.java', [...opening, ...methods, '}']), 3_000);
  });

  it('one map with thousands of entries, each looked up', async () => {
    const lines = times(3_000, (i) => `m["k${i}"] = "t${i}"\nconsumer.subscribe(listOf(m["k${i}"]))`);
    const opening = [
      'import org.apache.kafka.clients.consumer.KafkaConsumer',
      'fun f(consumer: KafkaConsumer<String, String>) {',
      'val m = mutableMapOf<String, String>()',
    ];
    assert.ok((await count('A.kt', [...opening, ...lines, '}'])) > 100);
  });

  it('a table with thousands of rows of a struct', async () => {
    const opening = [
      'package a',
      'import "github.com/segmentio/kafka-go"',
      'type T struct { A, Topic string }',
    ];
    const rows = times(3_000, (i) => `{"a", "t${i}"},`);
    const use = 'func f() { for _, t := range x { _ = kafka.Message{Topic: t.Topic} } }';
    assert.ok((await count('a.go', [...opening, 'var x = []T{', ...rows, '}', use])) > 100);
  });

  it('functions that hand a name on thousands of times', async () => {
    const opening = [
      "import { Kafka } from 'kafkajs';",
      'const producer = new Kafka({ brokers: [] }).producer();',
      'function f3000(topic: string) { producer.send({ topic, messages: [] }); }',
    ];
    const chain = times(3_000, (i) => `function f${i}(topic: string) { return f${i + 1}(topic); }`);
    assert.ok((await count('a.ts', [...opening, ...chain, "f0('a');"])) <= 1);
  });

  it('classes that hand on to each other by the same method, as middleware does', async () => {
    const opening = [
      "import { Kafka } from 'kafkajs';",
      'const producer = new Kafka({ brokers: [] }).producer();',
    ];
    const chain = times(
      40,
      (i) => `class H${i} { handle(ctx, next) { ctx.set('k', 1); return next.handle(ctx); } }`,
    );
    const last = 'class P { handle(ctx, next) { producer.send({ topic: ctx.topic, messages: [] }); } }';
    assert.equal(await count('a.js', [...opening, ...chain, last]), 0);
  });

  it('a script that gives variables what they have, again and again', async () => {
    const lines = times(60, (i) => `REPLICAS="${'${REPLICAS:-3}'}"\nkafka-topics.sh --create --topic t${i}`);
    assert.equal(await count('a.sh', lines), 60);
  });
});
