/** The active controller: what it answers, and when, as its records are committed or lost. */
import assert from 'node:assert/strict';
import { BrokerConfigs } from '../../../../src/broker/configs.ts';
import { Controller } from '../../../../src/broker/controller/controller.ts';
import { MetadataImage } from '../../../../src/broker/controller/metadataImage.ts';
import type { MetadataRecord } from '../../../../src/broker/controller/metadataRecord.ts';
import type { QuorumNode } from '../../../../src/broker/quorum/quorumNode.ts';
import { Timers } from '../../../../src/broker/timers.ts';
import { registration } from './controllerState.ts';

/** A quorum that commits when the test says so. */
class FakeQuorum {
  logEndOffset = 10;
  leads = true;
  readonly appended: (readonly Buffer[])[] = [];
  #committed = 10;
  #waiting: { readonly offset: number; readonly callback: (ok: boolean) => void }[] = [];

  append(values: readonly Buffer[]): number | undefined {
    if (!this.leads) return undefined;
    this.appended.push(values);
    this.logEndOffset += values.length;
    return this.logEndOffset - 1;
  }

  whenCommitted(offset: number, callback: (ok: boolean) => void): void {
    if (offset < this.#committed) callback(true);
    else if (this.leads) this.#waiting.push({ offset, callback });
    else callback(false);
  }

  commit(upTo = this.logEndOffset): void {
    this.#committed = upTo;
    const done = this.#waiting.filter(({ offset }) => offset < upTo);
    this.#waiting = this.#waiting.filter(({ offset }) => offset >= upTo);
    for (const { callback } of done) callback(true);
  }

  lose(): void {
    this.leads = false;
    for (const { callback } of this.#waiting.splice(0)) callback(false);
  }
}

describe('Controller', () => {
  const topic: MetadataRecord = { type: 'Topic', value: { name: 'orders', topicId: 'A'.repeat(22) } };

  it('acts on what it has appended at once, and answers when that is committed', () => {
    const { controller, quorum } = made();
    const answers: unknown[] = [];
    controller.apply(
      () => ({ records: [topic], response: 'created' }),
      (answer) => answers.push(answer),
    );
    assert.ok(controller.state.image.topicsByName.has('orders'));
    assert.equal(controller.state.image.offset, 10);
    assert.deepEqual(answers, []);
    quorum.commit();
    assert.deepEqual(answers, ['created']);
  });

  it('answers what needs no record at once, when everything it decides from is committed', () => {
    const { controller } = made();
    const answers: unknown[] = [];
    controller.apply(
      () => ({ records: [], response: 'fine' }),
      (answer) => answers.push(answer),
    );
    assert.deepEqual(answers, ['fine']);
  });

  it('does not tell what might still be lost: what needs no record waits for the records before it', () => {
    const { controller, quorum } = made();
    const answers: unknown[] = [];
    controller.apply(
      () => ({ records: [topic], response: 'created' }),
      (answer) => answers.push(answer),
    );
    controller.apply(
      (state) => ({ records: [], response: state.image.topicsByName.has('orders') ? 'exists' : 'unknown' }),
      (answer) => answers.push(answer),
    );
    assert.deepEqual(answers, []);
    quorum.commit();
    assert.deepEqual(answers, ['created', 'exists']);
  });

  it('answers nobody when it is none any more', () => {
    const { controller, quorum } = made();
    const answers: unknown[] = [];
    const ask = (records: readonly MetadataRecord[]): void =>
      controller.apply(
        () => ({ records, response: 'done' }),
        (answer) => answers.push(answer),
      );
    ask([topic]);
    ask([]);
    quorum.lose();
    assert.deepEqual(answers, [undefined, undefined]);
    ask([topic]);
    assert.deepEqual(answers, [undefined, undefined, undefined]);
  });

  it('gives every broker one session to be heard of, then fences it', () => {
    const { controller, quorum, timers } = made();
    timers.advanceTo(900);
    assert.equal(quorum.appended.length, 0);
    controller.state.sessions.touch(1, timers.now);
    timers.advanceTo(1_200);
    assert.equal(controller.state.image.isActive(1), true);
    assert.equal(controller.state.image.isActive(2), false);
  });

  it('fences nobody when it is closed', () => {
    const { controller, quorum, timers } = made();
    controller.close();
    timers.advanceTo(10_000);
    assert.equal(quorum.appended.length, 0);
  });
});

function made() {
  const timers = new Timers(0);
  const quorum = new FakeQuorum();
  const image = new MetadataImage();
  for (const id of [1, 2]) image.replay(registration(id, { fenced: false, brokerEpoch: id }), id);
  const controller = new Controller({
    image,
    quorum: quorum as unknown as QuorumNode,
    configs: new BrokerConfigs({ 'broker.session.timeout.ms': '1000' }),
    timers,
    createTopicPolicy: () => undefined,
    random: () => 0.5,
    newUuid: () => 'A'.repeat(22),
  });
  return { controller, quorum, timers };
}
