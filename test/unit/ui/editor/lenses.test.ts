/** What the links above a block say and run, whatever the block is doing. */
import assert from 'node:assert/strict';
import { parseKafkaFile } from '../../../../src/kafkaFile/parse.ts';
import { asReference, idOf, keyedBlocks } from '../../../../src/ui/editor/blocks.ts';
import { type BlockState, idleProducer, lensesOf } from '../../../../src/ui/editor/lenses.ts';
import { english } from './localizer.ts';

const idle: BlockState = { producer: idleProducer, consumer: 'stopped', cluster: 'Embedded cluster' };

function lenses(text: string, state: Partial<BlockState> = {}) {
  const [keyed] = keyedBlocks(parseKafkaFile(text));
  assert.ok(keyed);
  return lensesOf(keyed.block, { uri: 'file:///a.kafka', key: keyed.key }, { ...idle, ...state }, english);
}

/** Titles without their icons. */
function titles(text: string, state: Partial<BlockState> = {}): readonly string[] {
  return lenses(text, state).map(({ title }) => title.replace(/^\$\([\w~-]+\) /, ''));
}

const producer = 'PRODUCER a\ntopic: orders\nv';
const scheduled = 'PRODUCER a\ntopic: orders\nevery: 3s\nv';
const consumer = 'CONSUMER g\ntopic: orders';

describe('lenses of a producer', () => {
  it('offer one record, ten, and any number, on the named cluster', () => {
    assert.deepEqual(titles(producer), [
      'Produce record',
      'Produce record x 10',
      'Produce records…',
      'Embedded cluster',
    ]);
    const [one, ten] = lenses(producer);
    assert.deepEqual([one?.command, one?.arguments[1], ten?.arguments[1]], ['eddy.kafkaFile.produce', 1, 10]);
    assert.equal(one?.tooltip, 'Send to orders on Embedded cluster');
  });

  it('offer to start a cluster when there is none', () => {
    const last = lenses(producer, { cluster: undefined }).at(-1);
    assert.deepEqual(
      [last?.title, last?.command],
      ['$(circle-slash) no cluster: start it', 'eddy.cluster.start'],
    );
  });

  it('start and stop a schedule', () => {
    assert.ok(titles(scheduled).includes('Start scheduled producer (every 3s)'));
    const running = { producer: { ...idleProducer, scheduled: 12 } };
    const found = lenses(scheduled, running);
    assert.deepEqual(
      found
        .filter(({ command }) => command.includes('Schedule'))
        .map(({ title, command }) => [title, command]),
      [['$(debug-stop) Stop scheduled producer (every 3s, 12 sent)', 'eddy.kafkaFile.stopSchedule']],
    );
    assert.ok(titles(scheduled.replace('3s', '10x')).includes('Start scheduled producer (every 10x?)'));
  });

  it('say where the last records went, and nothing to press while sending', () => {
    const sent = { producer: { ...idleProducer, last: 'partition 0, offset 12' } };
    assert.equal(titles(producer, sent).at(-2), 'partition 0, offset 12');
    assert.deepEqual(titles(producer, { producer: { ...idleProducer, sending: true } }), [
      'Producing…',
      'Embedded cluster',
    ]);
  });
});

describe('lenses of a consumer', () => {
  it('follow its state', () => {
    const first = (state: BlockState['consumer']) => titles(consumer, { consumer: state })[0];
    assert.deepEqual(
      [first('stopped'), first('starting'), first('running'), first('stopping')],
      ['Start consumer', 'Starting…', 'Stop consumer', 'Stopping…'],
    );
  });
});

describe('references to blocks', () => {
  it('survive edits of a block and tell blocks of one label apart', () => {
    const keys = (text: string) => keyedBlocks(parseKafkaFile(text)).map(({ key }) => key);
    assert.deepEqual(keys(`${consumer}\n${consumer}\nPRODUCER`), [
      'consumer g 1',
      'consumer g 2',
      'producer  1',
    ]);
    assert.deepEqual(keys(consumer.replace('orders', 'other')), keys(consumer));
  });

  it('are told from anything else a command may be called with', () => {
    const reference = { uri: 'file:///a', key: 'consumer g 1' };
    assert.deepEqual(asReference(reference), reference);
    assert.equal(idOf(reference), 'file:///a\nconsumer g 1');
    for (const other of [undefined, null, 'x', {}, { uri: 1, key: 'a' }, { uri: 'a' }]) {
      assert.equal(asReference(other), undefined);
    }
  });
});
