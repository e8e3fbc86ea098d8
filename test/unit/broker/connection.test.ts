/** One connection: answers in the order of the requests, and what becomes of bytes that are no requests. */
import assert from 'node:assert/strict';
import { Connection, type ConnectionHost } from '../../../src/broker/connection.ts';
import type { FaultEffect } from '../../../src/broker/faults.ts';
import { handler } from '../../../src/broker/handlers/handler.ts';
import { Timers } from '../../../src/broker/timers.ts';
import { errorCodes } from '../../../src/protocol/errors.ts';
import { encodeRequestFrame } from '../../../src/protocol/frames.ts';
import { apiVersionsApi } from '../../../src/protocol/messages/apiVersions.ts';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { heartbeatApi } from '../../../src/protocol/messages/heartbeat.ts';
import { joinGroupApi } from '../../../src/protocol/messages/joinGroup.ts';
import { leaveGroupApi } from '../../../src/protocol/messages/leaveGroup.ts';
import { syncGroupApi } from '../../../src/protocol/messages/syncGroup.ts';
import { TestCluster } from './testCluster.ts';

/** Requests of one API, answered when the test says so. */
class Scripted {
  readonly written: Buffer[] = [];
  readonly waiting: (() => void)[] = [];
  readonly began: string[] = [];
  readonly woken: (() => void)[] = [];
  closed: string | undefined;
  drained = 0;
  forgotten = 0;
  answersAtOnce = false;
  fault: FaultEffect | undefined;
  readonly timers = new Timers(0);
  readonly connection: Connection;

  constructor(observer: object = {}) {
    const scripted = handler(heartbeatApi, (_broker, request, context, respond) => {
      this.began.push(request.memberId);
      const answer = (): void => respond({ errorCode: 0 });
      if (request.memberId === 'close') context.closeConnection();
      else if (request.memberId === 'silent') respond(undefined);
      else if (this.answersAtOnce) answer();
      else {
        context.onClose?.(() => {
          this.forgotten += 1;
        });
        this.waiting.push(answer);
      }
    });
    const host: ConnectionHost = {
      handlers: new Map([
        [heartbeatApi.key, scripted],
        [apiVersionsApi.key, { ...scripted, api: apiVersionsApi }],
      ]),
      broker: { observer, timers: this.timers } as never,
      requestArrived: () => this.fault,
      maxRequestBytes: 10_000,
      write: (parts) => this.written.push(Buffer.concat(parts)),
      close: (reason) => {
        this.closed = reason;
      },
      wake: (run) => this.woken.push(run),
      drained: () => {
        this.drained += 1;
      },
    };
    this.connection = new Connection(host, '/127.0.0.1');
  }

  request(correlationId: number, memberId = ''): Buffer {
    const body = { groupId: 'g', generationId: 1, memberId };
    const header = { correlationId, clientId: null };
    return Buffer.concat(encodeRequestFrame(heartbeatApi, 0, header, body));
  }

  /** Answers the oldest request that waits, and lets the connection go on. */
  answer(): void {
    this.waiting.shift()?.();
    for (const run of this.woken.splice(0)) run();
  }

  get answered(): readonly number[] {
    return this.written.map((frame) => frame.readInt32BE(4));
  }
}

describe('Connection', () => {
  it('begins a request only when the one before is answered', () => {
    const test = new Scripted();
    test.connection.receive(
      Buffer.concat([test.request(1, 'a'), test.request(2, 'b'), test.request(3, 'c')]),
    );
    assert.deepEqual(test.began, ['a']);
    test.answer();
    assert.deepEqual(test.began, ['a', 'b']);
    test.answer();
    test.answer();
    assert.deepEqual(test.answered, [1, 2, 3]);
  });

  it('does not begin the next request within whatever answers this one', () => {
    const test = new Scripted();
    test.connection.receive(Buffer.concat([test.request(1, 'a'), test.request(2, 'b')]));
    test.waiting.shift()?.();
    assert.deepEqual(test.answered, [1]);
    assert.deepEqual(test.began, ['a'], 'the answer came from the middle of something');
    for (const run of test.woken.splice(0)) run();
    assert.deepEqual(test.began, ['a', 'b']);
  });

  it('tells who watches which error an answer has, be it of one part', () => {
    const told: string[] = [];
    const observer = { requestAnswered: ({ error }: { readonly error: string }) => void told.push(error) };
    const test = new Scripted(observer);
    test.answersAtOnce = true;
    test.connection.receive(test.request(1));
    test.fault = { kind: 'error', error: 'UNKNOWN_MEMBER_ID' };
    test.connection.receive(test.request(2));
    assert.deepEqual(told, ['NONE', 'UNKNOWN_MEMBER_ID']);
  });

  describe('with a fault on its API', () => {
    it('answers with the error, and carries nothing out', () => {
      const test = new Scripted();
      test.fault = { kind: 'error', error: 'NOT_COORDINATOR' };
      test.connection.receive(test.request(7));
      assert.deepEqual(test.began, []);
      assert.equal(test.written[0]?.readInt16BE(8), errorCodes.NOT_COORDINATOR);
      test.fault = undefined;
      test.connection.receive(test.request(8, 'a'));
      for (const run of test.woken.splice(0)) run();
      test.answer();
      assert.deepEqual(test.answered, [7, 8], 'the connection goes on');
    });

    it('cuts the connection before the request is carried out, or after it', () => {
      const test = new Scripted();
      test.fault = { kind: 'cut' };
      test.connection.receive(test.request(1));
      assert.deepEqual([test.began, test.closed], [[], 'a fault cuts Heartbeat']);
      const other = new Scripted();
      other.fault = { kind: 'lostAnswer' };
      other.connection.receive(other.request(1, 'a'));
      assert.deepEqual([other.began, other.closed], [['a'], undefined]);
      other.answer();
      assert.deepEqual([other.written, other.closed], [[], 'a fault loses the answer to Heartbeat']);
    });

    it('carries it out when the delay is over, unless the client has gone', () => {
      for (const isGone of [false, true]) {
        const test = new Scripted();
        test.fault = { kind: 'delay', delayMs: 50 };
        test.connection.receive(test.request(1, 'a'));
        test.timers.advanceTo(49);
        assert.deepEqual(test.began, []);
        if (isGone) test.connection.close();
        test.timers.advanceTo(50);
        assert.deepEqual(test.began, isGone ? [] : ['a']);
      }
    });
  });

  it('takes frames in any pieces', () => {
    const test = new Scripted();
    test.answersAtOnce = true;
    for (const byte of Buffer.concat([test.request(1), test.request(2)])) {
      test.connection.receive(Buffer.from([byte]));
    }
    assert.deepEqual(test.answered, [1, 2]);
  });

  it('answers thousands of small requests in one chunk without growing the stack', () => {
    const test = new Scripted();
    test.answersAtOnce = true;
    const count = 10_000;
    test.connection.receive(Buffer.concat(Array.from({ length: count }, (_, index) => test.request(index))));
    assert.equal(test.written.length, count);
    assert.equal(test.answered.at(-1), count - 1);
    assert.equal(test.connection.backlogBytes, 0);
    assert.equal(test.drained, 1);
  });

  it('counts what waits, and tells when it is worked off', () => {
    const test = new Scripted();
    const frame = test.request(2);
    test.connection.receive(Buffer.concat([test.request(1), frame, frame.subarray(0, 7)]));
    assert.equal(test.connection.backlogBytes, frame.length - 4);
    assert.equal(test.drained, 0);
    test.answer();
    test.answer();
    assert.equal(test.connection.backlogBytes, 0);
    assert.ok(test.drained > 0);
  });

  it('goes on after a request that has no answer', () => {
    const test = new Scripted();
    test.answersAtOnce = true;
    test.connection.receive(Buffer.concat([test.request(1, 'silent'), test.request(2)]));
    assert.deepEqual(test.answered, [2]);
  });

  it('is closed by a handler that cannot tell its error otherwise, and begins nothing more', () => {
    const test = new Scripted();
    test.answersAtOnce = true;
    test.connection.receive(Buffer.concat([test.request(1, 'close'), test.request(2)]));
    assert.notEqual(test.closed, undefined);
    assert.deepEqual(test.began, ['close']);
  });

  it('forgets what a client waits for when it goes, and answers nothing after', () => {
    const test = new Scripted();
    test.connection.receive(Buffer.concat([test.request(1), test.request(2)]));
    test.connection.close();
    assert.equal(test.forgotten, 1);
    test.answer();
    test.connection.receive(test.request(3));
    assert.deepEqual([test.written.length, test.began.length, test.connection.backlogBytes], [0, 1, 0]);
    assert.equal(test.closed, undefined, 'the host closed it and need not be told');
  });

  const malformed: Readonly<Record<string, Buffer>> = {
    'an unknown API': Buffer.from([0, 0, 0, 8, 0x7f, 0xff, 0, 0, 0, 0, 0, 1]),
    'a version that is not served': Buffer.from([
      0,
      0,
      0,
      10,
      0,
      heartbeatApi.key,
      0,
      99,
      0,
      0,
      0,
      1,
      0xff,
      0xff,
    ]),
    'a frame that is too long': Buffer.from([0x7f, 0, 0, 0]),
    'a negative length': Buffer.from([0xff, 0xff, 0xff, 0xff]),
    'a body that ends early': Buffer.from([
      0,
      0,
      0,
      11,
      0,
      heartbeatApi.key,
      0,
      0,
      0,
      0,
      0,
      1,
      0xff,
      0xff,
      0,
    ]),
    'an empty frame': Buffer.from([0, 0, 0, 0]),
    'an HTTP request': Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  };
  for (const [what, bytes] of Object.entries(malformed)) {
    it(`is closed by ${what}`, () => {
      const test = new Scripted();
      test.answersAtOnce = true;
      test.connection.receive(Buffer.concat([test.request(1), bytes]));
      assert.equal(test.answered[0] ?? 1, 1);
      assert.notEqual(test.closed, undefined);
      test.connection.receive(test.request(2));
      assert.ok(test.written.length <= 1);
    });
  }

  it('answers an unknown version of ApiVersions in version 0, and goes on', () => {
    const test = new Scripted();
    test.answersAtOnce = true;
    const unknown = Buffer.from([0, 0, 0, 11, 0, 18, 0, 99, 0, 0, 0, 7, 0xff, 0xff, 0]);
    test.connection.receive(Buffer.concat([unknown, test.request(8)]));
    assert.deepEqual(test.answered, [7, 8]);
    const { minVersion, maxVersion } = apiVersionsApi;
    const expected = Buffer.from([
      0,
      0,
      0,
      16,
      0,
      0,
      0,
      7,
      0,
      35,
      0,
      0,
      0,
      1,
      0,
      18,
      0,
      minVersion,
      0,
      maxVersion,
    ]);
    assert.deepEqual(test.written[0], expected);
  });

  it('throws what is a bug of ours and not a fault of the client', () => {
    const test = new Scripted();
    test.connection.receive(test.request(1));
    const broken = new Scripted();
    const host = {
      handlers: new Map([[heartbeatApi.key, handler(heartbeatApi, () => assert.fail('a bug'))]]),
    };
    const connection = new Connection({ ...hostOf(broken), ...host }, '');
    assert.throws(() => connection.receive(broken.request(1)), /a bug/);
  });
});

function hostOf(test: Scripted): ConnectionHost {
  return {
    handlers: new Map(),
    broker: { observer: {} } as never,
    maxRequestBytes: 1_000,
    write: () => {},
    close: (reason) => {
      test.closed = reason;
    },
    wake: () => {},
    drained: () => {},
  };
}

describe('requests that wait behind a long one', () => {
  it('begin after the state that released it is whole again: a member that leaves as the group rebalances', () => {
    const test = TestCluster.started({ configs: { 'group.initial.rebalance.delay.ms': '100' } });
    test.until('a coordinator', () => {
      const { coordinators } = test.ask(1, findCoordinatorApi, { coordinatorKeys: ['g'] });
      return coordinators[0]?.errorCode === 0;
    });
    const [found] = test.ask(1, findCoordinatorApi, { coordinatorKeys: ['g'] }).coordinators;
    const node = found?.nodeId ?? 1;
    const join = (memberId: string) => ({
      groupId: 'g',
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 10_000,
      memberId,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.alloc(6) }],
    });
    const [first, second, third] = [test.client(node), test.client(node), test.client(node)];
    const firstJoin = first.begin(joinGroupApi, join(''), 3);
    const secondJoin = second.begin(joinGroupApi, join(''), 3);
    test.until(
      'both have joined',
      () => firstJoin.response !== undefined && secondJoin.response !== undefined,
    );
    const member = [firstJoin.response, secondJoin.response].find((each) => each?.leader !== each?.memberId);
    const client = member === firstJoin.response ? first : second;
    const { memberId = '', generationId = -1 } = member ?? {};
    // It asks for its assignment, which its leader has not made yet, and says goodbye behind that.
    client.begin(syncGroupApi, { groupId: 'g', generationId, memberId, assignments: [] }, 3);
    const left = client.begin(leaveGroupApi, { groupId: 'g', memberId }, 0);
    third.begin(joinGroupApi, join(''), 3);
    test.until('the goodbye is answered', () => left.response !== undefined);
    assert.equal(left.response?.errorCode, 0);
  });
});
