/**
 * A cluster that somebody else runs, with TLS and a login, as a person adds it: what the doctor says of wrong answers, the tree of
 * the right ones, the read-only switch, an import, and a joined cluster that goes. The steps build on each other.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { freePortRange } from './codeServer.ts';
import {
  choose,
  command,
  openEddy,
  openWorkbench,
  pick,
  pictures,
  recordEnd,
  repeatUntil,
  type,
  type Workbench,
} from './workbench.ts';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.cjs');
const topic = 'ecommerce.payment.event.settled.v1';
/** Nothing else on this machine is called like that: it can be looked for in files. */
const password = 'Zebra-umbrella-4711';

describe('a cluster of somebody else, in the workbench', function () {
  this.timeout(60_000);
  this.bail(true);
  let certificates: string;
  let bench: Workbench | undefined;
  let page: Page;
  let port: number;
  let server: string;
  const children: ChildProcess[] = [];

  before('start a broker with TLS and a login, and open a workspace', async function () {
    this.timeout(600_000);
    certificates = mkdtempSync(join(tmpdir(), 'eddy-e2e-tls-'));
    for (const name of ['broker', 'other']) makeCertificate(name);
    const tls = ['--tls', `${join(certificates, 'broker.pem')},${join(certificates, 'broker.key')}`];
    const sasl = ['--sasl', 'scram-sha-256', '--user', `me:${password}`];
    server = await startBroker('0', ...tls, ...sasl);
    port = await freePortRange(3);
    bench = await openWorkbench({ 'eddy.cluster.port': port, 'eddy.cluster.brokers': 1 }, 'orders.kafka');
    page = bench.page;
    await openEddy(page);
    await page.getByRole('button', { name: 'Start the Cluster' }).waitFor({ timeout: 60_000 });
  });

  after('close everything', async () => {
    await bench?.close();
    for (const child of children) child.kill('SIGKILL');
    rmSync(certificates, { recursive: true, force: true });
  });

  afterEach(async function takePicture() {
    await recordEnd(bench, this.currentTest);
  });

  it('is not trusted by the authority of another, and the doctor says so', async () => {
    await command(page, 'Eddy: Connect to a Kafka Cluster');
    await pick(page, 'Connect to a Kafka Cluster', 'Answer Questions');
    await answerAll('not the password', 'other.pem');
    await doctorSays(/its certificate was signed by nobody that is trusted here/);
  });

  it('refuses a wrong password, and the doctor says so', async () => {
    await page.getByRole('button', { name: 'Change the Answers' }).click();
    await answerAll('not the password', 'broker.pem');
    await doctorSays(/The login was refused: .*Check the user name and the password/s);
  });

  it('shows its topics to who has the right answers', async () => {
    await page.getByRole('button', { name: 'Change the Answers' }).click();
    await answerAll(password, 'broker.pem');
    await page.getByRole('treeitem', { name: topic }).waitFor();
    await page.getByRole('treeitem', { name: /^staging/ }).waitFor();
  });

  it('takes no changes once it is read-only, says why, and has a mark', async () => {
    await choose(page, 'staging', 'Edit Cluster…');
    const title = 'Edit Cluster staging';
    await page.locator('.quick-input-title', { hasText: title }).waitFor();
    // What is known stays: Enter until the last question.
    const last = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Read only' });
    for (const step of Array.from({ length: 9 }, (_, index) => index + 1)) {
      await page.locator('.quick-input-title', { hasText: `(${step}/10)` }).waitFor();
      if (step === 6) await page.screenshot({ path: join(pictures, 'stored-password.png') });
      await page.locator('.quick-input-widget input[type="text"]').press('Enter');
    }
    await last.click();
    await page.getByRole('treeitem', { name: /^staging.*read-only/ }).waitFor();
    await page.locator('.statusbar-item:has(.codicon-lock)', { hasText: 'staging' }).waitFor();
    const refusals = page.locator('.notification-list-item', { hasText: 'staging is read-only here.' });
    await command(page, 'Eddy: Create Topic');
    await refusals.first().waitFor();
    await command(page, 'Notifications: Clear All Notifications');
    await refusals.first().waitFor({ state: 'detached' });
    await choose(page, topic, 'Delete Topic');
    await refusals.first().waitFor();
    assert.equal(await page.locator('.quick-input-widget:visible').count(), 0);
    await page.getByRole('treeitem', { name: topic }).waitFor();
    await command(page, 'Notifications: Clear All Notifications');
  });

  it('comes from a client.properties as well, which stays as it is', async () => {
    const file = join(bench?.workspace ?? '', 'client.properties');
    const text = clientProperties(server, join(certificates, 'broker.pem'));
    writeFileSync(file, text);
    await command(page, 'Eddy: Import a Cluster from a File');
    await pick(page, 'Import a Cluster', 'client.properties');
    await type(page, 'STAGING_PASSWORD is used by sasl.jaas.config', password);
    const said = page.getByRole('dialog', { name: 'Not everything in client.properties can be used here.' });
    await said.getByText('keytool -importkeystore -srckeystore client.jks').waitFor();
    await page.screenshot({ path: join(pictures, 'import-notes.png') });
    await said.getByRole('button', { name: 'Continue' }).click();
    await type(page, 'A name for the cluster', 'imported');
    await pick(page, 'What may be done to the cluster', 'Read and write');
    await page.getByRole('treeitem', { name: /^imported/ }).waitFor();
    await page.getByRole('treeitem', { name: topic }).waitFor();
    assert.equal(readFileSync(file, 'utf8'), text);
  });

  it('leaves its password in no file, and not in what the workbench remembers', async () => {
    const root = bench?.root ?? '';
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    assert.ok(files.some(({ name }) => name === 'settings.json'));
    for (const { name, parentPath } of files) {
      assert.ok(!readFileSync(join(parentPath, name)).includes(password), join(parentPath, name));
    }
    let remembered = '';
    await repeatUntil(
      async () => {
        remembered = await memoryOf(page);
      },
      // The memory is where the open half of the cluster is: it is written a moment later.
      async () => assert.match(remembered, /eddy\.clusters.*staging.*imported/s),
    );
    assert.ok(!remembered.includes(password));
  });

  it('is joined when it has the port of this window, and missed when it goes', async () => {
    await startBroker(String(port));
    const owner = children.at(-1);
    await command(page, 'Eddy: Work with This Cluster');
    await pick(page, 'Which cluster to work with', 'Embedded cluster');
    await command(page, 'Eddy: Start the Cluster');
    await page.getByRole('treeitem', { name: /^Attached cluster/ }).waitFor();
    await page.getByRole('treeitem', { name: topic }).waitFor();
    owner?.kill('SIGKILL');
    const gone = page.getByRole('treeitem', { name: /^The attached cluster is gone/ });
    await gone.waitFor();
    await page.screenshot({ path: join(pictures, 'gone.png') });
    await gone.click();
    await page.getByRole('treeitem', { name: /^Embedded cluster/ }).waitFor();
    await page.getByRole('treeitem', { name: /^Broker 1/ }).waitFor();
    assert.equal(await page.getByRole('treeitem', { name: topic }).count(), 0);
  });

  /** Every question of a cluster with TLS and a login, whatever stands in the fields. */
  async function answerAll(typed: string, authority: string): Promise<void> {
    await type(page, 'Bootstrap servers', server);
    await type(page, 'A name for the cluster', 'staging');
    await pick(page, 'How the brokers are reached: security.protocol', 'SASL_SSL');
    await pick(page, 'How to log in: sasl.mechanism', 'SCRAM-SHA-256');
    await type(page, 'User name', 'me');
    await type(page, 'Password', typed);
    await pick(page, 'Which authority to trust', 'Choose a PEM file…');
    await chooseFile('Choose a PEM file', join(certificates, authority));
    await pick(page, 'Which name the certificate of a broker must have', 'The address of the broker');
    await pick(page, 'Client certificate, where the brokers want one', 'None');
    await pick(page, 'What may be done to the cluster', 'Read and write');
  }

  /** In the workbench's own dialog: the path is typed. */
  async function chooseFile(title: string, path: string): Promise<void> {
    const heading = page.locator('.quick-input-title', { hasText: title });
    const input = page.locator('.quick-input-widget input[type="text"]');
    await heading.waitFor();
    // It writes into its field by itself until it has read the folder.
    await repeatUntil(
      async () => {
        await input.fill(path, { timeout: 1_000 });
        await input.press('Enter', { timeout: 1_000 });
      },
      () => heading.waitFor({ state: 'hidden', timeout: 1_000 }),
    );
  }

  async function doctorSays(words: RegExp): Promise<void> {
    const dialog = page.getByRole('dialog', { name: 'staging cannot be used yet.' });
    await dialog.getByText(words).waitFor();
  }

  function makeCertificate(name: string): void {
    const files = ['-keyout', join(certificates, `${name}.key`), '-out', join(certificates, `${name}.pem`)];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'];
    execFileSync('openssl', [...make, ...files, ...names], { stdio: 'ignore' });
  }

  /** @returns its address */
  async function startBroker(at: string, ...security: readonly string[]): Promise<string> {
    const args = [cli, 'broker', '--brokers', '1', '--port', at, '--topic', `${topic}:2`, ...security];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    children.push(child);
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk;
    });
    return await new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the broker ended with ${code}: ${complaints}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
      });
    });
  }
});

/** The state of workbench, workspace and extensions, which a workbench in a browser keeps there. */
async function memoryOf(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const ended = <Result>(request: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith('vscode-web-state-db') !== true) continue;
      const database = await ended(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const content = database.transaction(store).objectStore(store);
        texts.push(JSON.stringify([await ended(content.getAllKeys()), await ended(content.getAll())]));
      }
      database.close();
    }
    return texts.join('\n');
  });
}

function clientProperties(server: string, authority: string): string {
  const module = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  return `bootstrap.servers=${server}
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-256
sasl.jaas.config=${module} required \\
  username="me" password="\${STAGING_PASSWORD}";
ssl.truststore.type=PEM
ssl.truststore.location=${authority}
ssl.keystore.location=client.jks
acks=all
`;
}
