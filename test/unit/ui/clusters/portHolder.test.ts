/** Who has a port, read from a /proc as Linux writes it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPortHolder } from '../../../../src/ui/clusters/portHolder.ts';

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

function line(port: number, state: string, inode: number): string {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0\n`;
}

describe('port holder', () => {
  let proc: string;

  async function processOf(pid: number, commandLine: readonly string[], inode: number): Promise<void> {
    await mkdir(join(proc, String(pid), 'fd'), { recursive: true });
    await writeFile(join(proc, String(pid), 'cmdline'), `${commandLine.join('\0')}\0`);
    await symlink('/dev/null', join(proc, String(pid), 'fd', '0'));
    await symlink(`socket:[${inode}]`, join(proc, String(pid), 'fd', '7'));
  }

  beforeEach(async () => {
    proc = await mkdtemp(join(tmpdir(), 'eddy-proc-'));
    await mkdir(join(proc, 'net'));
    await writeFile(join(proc, 'net/tcp'), header + line(9092, '01', 11) + line(9092, '0A', 22));
    await writeFile(join(proc, 'net/tcp6'), header + line(9093, '0A', 33));
  });

  afterEach(async () => {
    await rm(proc, { recursive: true });
  });

  it('finds the process that listens, not one that is connected', async () => {
    await processOf(100, ['/usr/bin/curl', 'x'], 11);
    await processOf(200, ['/usr/lib/jvm/bin/java', 'kafka.Kafka'], 22);
    assert.deepEqual(await findPortHolder(9092, proc), { pid: 200, kind: 'process', command: 'java' });
  });

  it('looks at IPv6, too', async () => {
    await processOf(300, ['redpanda'], 33);
    assert.equal((await findPortHolder(9093, proc))?.command, 'redpanda');
  });

  it('knows a window of the editor', async () => {
    await processOf(200, ['/opt/code/node', '/opt/code/out/bootstrap-fork', '--type=extensionHost'], 22);
    assert.equal((await findPortHolder(9092, proc))?.kind, 'extensionHost');
  });

  it('says that it does not know when the process is somebody else’s', async () => {
    assert.equal(await findPortHolder(9092, proc), undefined);
  });

  it('says so, too, where there is no /proc', async () => {
    assert.equal(await findPortHolder(9092, join(proc, 'nowhere')), undefined);
  });

  it('finds this very process on Linux', async function () {
    if (process.platform !== 'linux') {
      this.skip();
    }
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    assert.equal((await findPortHolder(address.port))?.pid, process.pid);
    server.close();
  });
});
