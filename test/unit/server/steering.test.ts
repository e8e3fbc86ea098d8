import assert from 'node:assert/strict';
import { steer } from '../../../src/server/steering.ts';

type Server = Parameters<typeof steer>[0];

describe('steering', () => {
  let done: string[];
  let server: Server;

  beforeEach(() => {
    done = [];
    server = {
      nodes: [
        { nodeId: 1, port: 9092, state: 'running' },
        {
          nodeId: 2,
          port: 9093,
          state: 'running',
          drill: { kind: 'slow', delayMs: 150 },
          faults: [{ api: 'Fetch', effect: { kind: 'delay', delayMs: 9 }, times: 2 }],
        },
        { nodeId: 3, port: 9094, state: 'killed', drill: { kind: 'isolated' } },
      ],
      memory: {
        logBytes: 1,
        residentBytes: 2,
        limitBytes: 3,
        heldBytes: 4,
        droppedBytes: 5,
        refusing: true,
      },
      killNode: (id) => void done.push(`kill ${id}`),
      stopNode: async (id) => void done.push(`stop ${id}`),
      startNode: async (id) => void done.push(`start ${id}`),
      isolateNode: (id) => void done.push(`isolate ${id}`),
      slowNode: (id, delayMs) => void done.push(`slow ${id} ${delayMs}`),
      injectFault: (id, fault) => void done.push(`fault ${id} ${JSON.stringify(fault)}`),
      healNode: (id) => void done.push(`heal ${id}`),
      healAll: () => void done.push('heal all'),
    };
  });

  for (const [line, what, answer] of [
    ['kill 1', 'kill 1', 'killed 1\n'],
    ['stop 2', 'stop 2', 'stopped 2\n'],
    ['start 3', 'start 3', 'started 3\n'],
    ['isolate 1', 'isolate 1', 'isolated 1\n'],
    ['  slow  2  500 ', 'slow 2 500', 'slowed 2 by 500 ms\n'],
    ['slow 2', 'slow 2 200', 'slowed 2 by 200 ms\n'],
    [
      'fault 1 produce not_enough_replicas 3',
      'fault 1 {"api":"Produce","effect":{"kind":"error","error":"NOT_ENOUGH_REPLICAS"},"times":3}',
      'fault on 1: Produce NOT_ENOUGH_REPLICAS 3\n',
    ],
    [
      'fault 2 Fetch lost-answer',
      'fault 2 {"api":"Fetch","effect":{"kind":"lostAnswer"}}',
      'fault on 2: Fetch lost-answer\n',
    ],
    [
      'fault 2 Metadata delay=500',
      'fault 2 {"api":"Metadata","effect":{"kind":"delay","delayMs":500}}',
      'fault on 2: Metadata delay=500\n',
    ],
    [
      'fault 3 JoinGroup cut',
      'fault 3 {"api":"JoinGroup","effect":{"kind":"cut"}}',
      'fault on 3: JoinGroup cut\n',
    ],
    ['heal 2', 'heal 2', 'healed 2\n'],
    ['heal', 'heal all', 'healed all\n'],
  ] as const) {
    it(`does "${line.trim()}"`, async () => {
      assert.equal(await steer(server, line), answer);
      assert.deepEqual(done, [what]);
    });
  }

  it('says of a broker that is down already what it is, and leaves it alone', async () => {
    assert.equal(await steer(server, 'kill 3'), '3 is killed already\n');
    assert.equal(await steer(server, 'stop 3'), '3 is killed already\n');
    assert.deepEqual(done, []);
  });

  it('tells the state of brokers and memory, a line each', async () => {
    assert.equal(
      await steer(server, 'status'),
      [
        'broker 1 127.0.0.1:9092 running',
        'broker 2 127.0.0.1:9093 running slow=150 faults: Fetch delay=9 2',
        'broker 3 127.0.0.1:9094 killed isolated',
        'memory log=1 resident=2 limit=3 held=4 dropped=5 refusing=yes\n',
      ].join('\n'),
    );
  });

  it('says of a line that is not understood what was expected', async () => {
    for (const [line, expected] of [
      ['kill', /^kill which broker\? There are 1, 2, 3\.$/],
      ['isolate 9', /^isolate: there is no broker 9, only 1, 2, 3$/],
      ['start x', /^start: there is no broker x, only/],
      ['kill 2 3', /^kill 2 takes nothing more, got 3$/],
      ['slow 2 500 ms', /^slow 2 takes nothing more than a delay, got ms$/],
      ['fault 2', /^a fault on which API\? There are Produce, Fetch,/],
      ['fault 2 Vote cut', /^a fault on which API\?/],
      [
        'fault 2 Produce',
        /^what is to happen to Produce\? Expected an error's name, cut, lost-answer or delay=MS\.$/,
      ],
      ['fault 2 Produce hiccup', /^hiccup is no fault: expected an error's name/],
      ['fault 2 Produce none', /^Kafka has no error NONE\.$/],
      ['fault 2 Produce delay=0', /^A delay is a whole number/],
      ['fault 2 Produce cut 0', /^A fault hits from 1 to/],
      ['fault 2 Produce cut x', /^A fault hits from 1 to/],
      ['fault 2 Metadata UNKNOWN_SERVER_ERROR', /^Metadata has no answer that is an error/],
      [
        'fault 2 Produce cut 1 2',
        /^fault 2 takes nothing more than an API, what happens and how often, got 2$/,
      ],
      ['destroy 2', /^"destroy 2" is not understood; help lists the commands$/],
      ['status 2', /^"status 2" is not understood/],
    ] as const) {
      await assert.rejects(steer(server, line), {
        name: 'UsageError',
        message: expected,
      });
    }
    assert.deepEqual(done, []);
  });

  it('does nothing for an empty line, and lists every command for help', async () => {
    assert.equal(await steer(server, '  '), '');
    const help = await steer(server, 'help');
    for (const verb of ['kill', 'stop', 'start', 'isolate', 'slow', 'fault', 'heal', 'status', 'quit']) {
      assert.match(help, new RegExp(`^ +${verb}\\b`, 'm'));
    }
    assert.deepEqual(done, []);
  });
});
