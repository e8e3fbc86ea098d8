/** The life of the embedded cluster against a worker that does as it is told. */
import assert from 'node:assert/strict';
import { defaultConvention } from '../../../../src/naming/convention.ts';
import type {
  ControlEvent,
  ControlMessage,
  MemoryStatus,
  ServerOptions,
} from '../../../../src/server/control.ts';
import type { WorkerLike } from '../../../../src/ui/clusters/controlChannel.ts';
import { EmbeddedCluster } from '../../../../src/ui/clusters/embeddedCluster.ts';

const options: ServerOptions = {
  ports: [9092, 9093],
  autoCreateTopics: true,
  defaultPartitions: 3,
  defaultReplicationFactor: 2,
  memoryLimitMebibytes: 1024,
  topics: [],
};

const memory: MemoryStatus = {
  logBytes: 0,
  residentBytes: 0,
  limitBytes: 100,
  heldBytes: 1,
  droppedBytes: 0,
  refusing: false,
};

type Reply = (message: ControlMessage) => ControlEvent | undefined;
type Listener = (value: never) => void;

class ScriptedWorker implements WorkerLike {
  readonly reply: Reply;
  readonly asked: string[] = [];
  readonly #listeners = new Map<string, Listener>();
  terminated = false;

  constructor(reply: Reply) {
    this.reply = reply;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, listener);
  }

  postMessage(message: unknown): void {
    const request = message as ControlMessage;
    this.asked.push(request.type);
    const answer = this.reply(request);
    if (answer !== undefined) {
      queueMicrotask(() => this.emit('message', answer));
    }
  }

  emit(event: string, value: unknown): void {
    this.#listeners.get(event)?.(value as never);
  }

  async terminate(): Promise<number> {
    this.terminated = true;
    this.emit('exit', 1);
    return 1;
  }
}

const obedient: Reply = (message) => {
  const { id } = message;
  switch (message.type) {
    case 'start':
      return {
        type: 'listening',
        id,
        brokers: message.options.ports.map((port, index) => ({ nodeId: index + 1, host: '127.0.0.1', port })),
      };
    case 'status':
      return {
        type: 'status',
        id,
        nodes: [
          { nodeId: 1, port: 9092, state: 'killed' },
          { nodeId: 2, port: 9093, state: 'running' },
        ],
        memory,
        requests: [7, 8],
      };
    default:
      return { type: 'done', id };
  }
};

interface Setup {
  readonly cluster: EmbeddedCluster;
  readonly workers: ScriptedWorker[];
  readonly states: string[];
  readonly lines: string[];
}

function setup(reply: Reply): Setup {
  const workers: ScriptedWorker[] = [];
  const states: string[] = [];
  const lines: string[] = [];
  const cluster: EmbeddedCluster = new EmbeddedCluster(
    () => {
      const worker = new ScriptedWorker(reply);
      workers.push(worker);
      return worker;
    },
    () => states.push(cluster.state.kind),
    (line) => lines.push(line),
  );
  return { cluster, workers, states, lines };
}

describe('embedded cluster', () => {
  it('goes from stopped over starting to running, and back', async () => {
    const { cluster, workers, states } = setup(obedient);
    assert.equal(cluster.state.kind, 'stopped');
    assert.deepEqual(await cluster.start(options), { kind: 'running' });
    assert.deepEqual(cluster.bootstrapServers, ['127.0.0.1:9092', '127.0.0.1:9093']);
    await cluster.stop();
    assert.deepEqual(states, ['starting', 'running', 'stopped']);
    assert.deepEqual(workers[0]?.asked, ['start', 'stop']);
    assert.equal(workers[0]?.terminated, true);
    assert.deepEqual(cluster.bootstrapServers, []);
  });

  it('names the port that is in use, and is stopped again', async () => {
    const { cluster, workers } = setup(({ id }) => ({
      type: 'failed',
      id,
      code: 'EADDRINUSE',
      port: 9093,
      reason: 'in use',
    }));
    assert.deepEqual(await cluster.start(options), { kind: 'portInUse', port: 9093 });
    assert.equal(cluster.state.kind, 'stopped');
    assert.equal(workers[0]?.terminated, true);
  });

  it('fails with the reason when the worker cannot start', async () => {
    const { cluster } = setup(({ id }) => ({ type: 'failed', id, code: 'INTERNAL', reason: 'no memory' }));
    assert.deepEqual(await cluster.start(options), { kind: 'failed', reason: 'no memory' });
    assert.deepEqual(cluster.state, { kind: 'failed', reason: 'no memory' });
  });

  const endings: readonly (readonly [string, (worker: ScriptedWorker) => void, string])[] = [
    [
      'a broken invariant',
      (worker) => worker.emit('message', { type: 'failed', code: 'INTERNAL', reason: 'assertion failed' }),
      'assertion failed',
    ],
    ['an exception in the thread', (worker) => worker.emit('error', new Error('boom')), 'boom'],
    ['the end of the thread', (worker) => worker.emit('exit', 134), 'the worker ended with code 134'],
  ];
  for (const [what, end, reason] of endings) {
    it(`fails after ${what}, and can be started again`, async () => {
      const { cluster, workers } = setup(obedient);
      await cluster.start(options);
      const [worker] = workers;
      assert.ok(worker);
      end(worker);
      assert.deepEqual(cluster.state, { kind: 'failed', reason });
      assert.deepEqual(await cluster.start(options), { kind: 'running' });
      assert.equal(workers.length, 2);
    });
  }

  it('is stopped, not failed, when it is stopped while it starts', async () => {
    const { cluster } = setup((message) =>
      message.type === 'start' ? undefined : { type: 'done', id: message.id },
    );
    const starting = cluster.start(options);
    await cluster.stop();
    assert.equal((await starting).kind, 'failed');
    assert.equal(cluster.state.kind, 'stopped');
  });

  it('passes on what the cluster has to say, and how its memory is', async () => {
    const { cluster, workers, lines, states } = setup(obedient);
    await cluster.start(options);
    workers[0]?.emit('message', {
      type: 'log',
      message: 'memory: from now on the oldest records are removed',
    });
    const full = { ...memory, heldBytes: 100, refusing: true };
    workers[0]?.emit('message', { type: 'memory', memory: full });
    assert.deepEqual(lines, ['memory: from now on the oldest records are removed']);
    assert.deepEqual(states, ['starting', 'running', 'running']);
    assert.ok(cluster.state.kind === 'running');
    assert.deepEqual(cluster.state.memory, full);
  });

  it('knows how the memory is when that is told before the cluster is ready', async () => {
    const { cluster, workers } = setup(obedient);
    const started = cluster.start(options);
    workers[0]?.emit('message', { type: 'memory', memory });
    await started;
    assert.ok(cluster.state.kind === 'running');
    assert.deepEqual(cluster.state.memory, memory);
  });

  it('asks how the nodes are after one was killed', async () => {
    const { cluster, workers } = setup(obedient);
    await cluster.start(options);
    await cluster.changeNode({ type: 'killNode', nodeId: 1 });
    assert.deepEqual(await cluster.refreshNodes(), [7, 8], 'requests of clients');
    assert.deepEqual(workers[0]?.asked, ['start', 'killNode', 'status', 'status']);
    const { state } = cluster;
    assert.ok(state.kind === 'running');
    assert.deepEqual(
      state.nodes.map((node) => node.state),
      ['killed', 'running'],
    );
  });

  it('tells a cluster that starts or runs which naming convention holds from now on', async () => {
    const told: unknown[] = [];
    const { cluster } = setup((message) => {
      if (message.type === 'enforceNaming') told.push(message.policy);
      return obedient(message);
    });
    const policy = { convention: defaultConvention };
    await cluster.enforceNaming(policy);
    assert.deepEqual(told, [], 'nobody is there');
    const starting = cluster.start(options);
    await cluster.enforceNaming(policy);
    await starting;
    await cluster.enforceNaming(undefined);
    assert.deepEqual(told, [policy, undefined]);
  });

  it('passes on what the cluster tells about itself', async () => {
    const { cluster, workers, lines } = setup(obedient);
    await cluster.start(options);
    workers[0]?.emit('message', { type: 'log', message: 'broker 2 is the controller' });
    assert.deepEqual(lines, ['broker 2 is the controller']);
  });

  it('knows of the drills that run', async () => {
    const { cluster } = setup((message) =>
      message.type === 'status'
        ? {
            type: 'status',
            id: message.id,
            nodes: [{ nodeId: 1, port: 9092, state: 'running', drill: { kind: 'slow', delayMs: 50 } }],
            memory,
            requests: [0],
          }
        : obedient(message),
    );
    await cluster.start(options);
    await cluster.changeNode({ type: 'slowNode', nodeId: 1, delayMs: 50 });
    const { state } = cluster;
    assert.ok(state.kind === 'running');
    assert.deepEqual(state.nodes[0]?.drill, { kind: 'slow', delayMs: 50 });
  });

  it('passes on what the worker refuses', async () => {
    const { cluster } = setup((message) =>
      message.type === 'killNode'
        ? { type: 'failed', id: message.id, code: 'BAD_REQUEST', reason: 'there is no node 9' }
        : obedient(message),
    );
    await cluster.start(options);
    await assert.rejects(cluster.changeNode({ type: 'killNode', nodeId: 9 }), /there is no node 9/);
    assert.equal(cluster.state.kind, 'running');
  });
});
