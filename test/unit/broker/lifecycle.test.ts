/** A broker's standing with the controller, whatever the controller answers or fails to. */
import assert from 'node:assert/strict';
import type { ControllerLink } from '../../../src/broker/controllerLink.ts';
import { BrokerLifecycle } from '../../../src/broker/lifecycle.ts';
import { Timers } from '../../../src/broker/timers.ts';
import { errorCodes } from '../../../src/protocol/errors.ts';
import { brokerHeartbeatApi } from '../../../src/protocol/messages/brokerHeartbeat.ts';
import type { Api } from '../../../src/protocol/schema.ts';

interface Asked {
  readonly name: string;
  readonly body: { readonly brokerEpoch?: number; readonly wantShutDown?: boolean };
  reply(response: object | undefined): void;
}

class Controllers {
  readonly asked: Asked[] = [];

  ask(api: Api, _version: number, body: object, reply: (response: never) => void): void {
    const name = api === brokerHeartbeatApi ? 'beat' : 'register';
    this.asked.push({ name, body, reply: (response) => reply(response as never) });
  }

  take(name: string): Asked {
    const [first] = this.asked.splice(0, 1);
    assert.equal(first?.name, name);
    return first as Asked;
  }
}

function started() {
  const controllers = new Controllers();
  const timers = new Timers(0);
  const lifecycle = new BrokerLifecycle({
    registration: {
      brokerId: 1,
      clusterId: 'c',
      incarnationId: 'i',
      listeners: [],
      features: [],
      rack: null,
      isMigratingZkBroker: false,
      logDirs: [],
      previousBrokerEpoch: -1,
    },
    controllers: controllers as unknown as ControllerLink,
    timers,
    heartbeatIntervalMs: 1_000,
    metadataOffset: () => 42,
  });
  lifecycle.start();
  const advance = (ms: number): void => timers.advanceTo(timers.now + ms);
  return { controllers, lifecycle, advance };
}

const fenced = { errorCode: 0, isCaughtUp: false, isFenced: true, shouldShutDown: false };
const active = { errorCode: 0, isCaughtUp: true, isFenced: false, shouldShutDown: false };

function registered() {
  const test = started();
  test.controllers.take('register').reply({ errorCode: 0, brokerEpoch: 7 });
  test.controllers.take('beat').reply(active);
  return test;
}

describe('BrokerLifecycle', () => {
  it('registers until it is taken, then beats with the epoch it was given', () => {
    const { controllers, lifecycle, advance } = started();
    assert.equal(lifecycle.brokerEpoch, -1);
    controllers.take('register').reply(undefined);
    assert.equal(controllers.asked.length, 0);
    advance(100);
    controllers.take('register').reply({ errorCode: errorCodes.DUPLICATE_BROKER_REGISTRATION });
    advance(100);
    controllers.take('register').reply({ errorCode: 0, brokerEpoch: 7 });
    assert.equal(lifecycle.brokerEpoch, 7);
    const { body } = controllers.take('beat');
    assert.deepEqual(body, {
      brokerId: 1,
      brokerEpoch: 7,
      currentMetadataOffset: 42,
      wantFence: false,
      wantShutDown: false,
      offlineLogDirs: [],
      cordonedLogDirs: null,
    });
  });

  it('beats soon while it is fenced or unheard, and at leisure then', () => {
    const { controllers, advance } = started();
    controllers.take('register').reply({ errorCode: 0, brokerEpoch: 7 });
    controllers.take('beat').reply(fenced);
    advance(100);
    controllers.take('beat').reply(undefined);
    advance(100);
    controllers.take('beat').reply(active);
    advance(900);
    assert.equal(controllers.asked.length, 0);
    advance(100);
    controllers.take('beat');
  });

  for (const error of ['STALE_BROKER_EPOCH', 'BROKER_ID_NOT_REGISTERED'] as const) {
    it(`registers anew when the controller does not know it any more: ${error}`, () => {
      const { controllers, lifecycle, advance } = registered();
      advance(1_000);
      controllers.take('beat').reply({ ...fenced, errorCode: errorCodes[error] });
      controllers.take('register').reply({ errorCode: 0, brokerEpoch: 9 });
      assert.equal(lifecycle.brokerEpoch, 9);
      assert.equal(controllers.take('beat').body.brokerEpoch, 9);
    });
  }

  it('asks to leave, again and again, and goes when it may', () => {
    const { controllers, lifecycle, advance } = registered();
    let gone = 0;
    lifecycle.leave(() => {
      gone += 1;
    });
    const first = controllers.take('beat');
    assert.equal(first.body.wantShutDown, true);
    first.reply(active);
    advance(100);
    controllers.take('beat').reply({ ...active, shouldShutDown: true });
    assert.equal(gone, 1);
    advance(60_000);
    assert.deepEqual([gone, controllers.asked.length], [1, 0]);
  });

  it('goes at once when it was never taken', () => {
    const { lifecycle } = started();
    let gone = false;
    lifecycle.leave(() => {
      gone = true;
    });
    assert.ok(gone);
  });

  it('goes without leave when no controller answers: the last of a quorum must be able to stop', () => {
    const { controllers, lifecycle, advance } = registered();
    let gone = 0;
    lifecycle.leave(() => {
      gone += 1;
    });
    for (let time = 0; time < 60_000; time += 100) {
      for (const each of controllers.asked.splice(0)) each.reply(undefined);
      advance(100);
    }
    assert.equal(gone, 1);
  });
});
