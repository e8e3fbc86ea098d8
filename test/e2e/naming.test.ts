/**
 * The linter as a person meets it: names in Java, JavaScript and YAML are flagged where they stand, renamed everywhere at
 * once, and left alone once the convention is adopted; code leads to topics, and topics to code. The steps build on each
 * other; pictures in test-results/.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import type { Page } from 'playwright-core';
import { errorNames, failureOf } from '../conformance/support.ts';
import { freePortRange } from './codeServer.ts';
import {
  choose,
  command,
  openWorkbench,
  pictures,
  recordEnd,
  repeatUntil,
  type Workbench,
} from './workbench.ts';

const java = 'orders-service/src/main/java/com/example/orders/OrderEvents.java';
const yaml = 'orders-service/src/main/resources/application.yml';
const script = 'web/orders.js';
const renamed = 'ecommerce.order.event.placed.v1';

describe('the linter in the workbench', function () {
  this.timeout(300_000);
  this.bail(true);
  let bench: Workbench | undefined;
  let page: Page;
  let port: number;

  before('install the VSIX and open a workspace', async function () {
    this.timeout(600_000);
    port = await freePortRange(3);
    bench = await openWorkbench({ 'eddy.cluster.port': port }, java);
    ({ page } = bench);
  });

  after('close everything', async () => {
    await bench?.close();
  });

  afterEach(async function takePicture() {
    await recordEnd(bench, this.currentTest);
  });

  const read = (file: string) => readFileSync(join(bench?.workspace ?? '', file), 'utf8');
  const problem = (text: string, place: string) =>
    page.locator('.markers-panel .monaco-list-row', { hasText: text }).filter({ hasText: place });

  it('flags the name in code and configuration, each where it stands', async () => {
    await command(page, 'Eddy: Check Topic Names in the Workspace');
    for (const place of ['Ln 10, Col 40', 'Ln 7, Col 13', 'Ln 9, Col 33']) {
      await problem('"orderCreated" lacks', place).waitFor({ timeout: 60_000 });
    }
    await problem('"couponIssued" lacks', 'Ln 17, Col 8').waitFor();
  });

  it('renames it everywhere, after every change has been seen', async () => {
    const line = page.locator('.view-line', { hasText: 'ORDER_CREATED = "orderCreated"' });
    await line.getByText('"orderCreated"').first().click();
    await command(page, 'Eddy: Rename a Topic Everywhere');
    await page.locator('.quick-input-title', { hasText: 'Rename orderCreated everywhere' }).waitFor();
    const input = page.locator('.quick-input-box input');
    await input.fill('Order Created');
    await page.locator('.quick-input-message', { hasText: 'Kafka refuses' }).waitFor();
    await input.fill(renamed);
    await input.press('Enter');
    const preview = page.locator('.bulk-edit-panel');
    for (const file of ['OrderEvents.java', 'application.yml', 'orders.js']) {
      const row = preview.locator('.monaco-list-row', { hasText: file });
      await row.locator('.edit-checkbox').click();
    }
    // The preview opens and closes the other files, which changes nothing in what is known of them.
    await page.locator('[id="status.problems"][aria-label="Warnings: 4"]').waitFor();
    await preview.getByRole('button', { name: 'Apply' }).click();
    await repeatUntil(
      async () => {},
      async () => assert.ok([java, yaml, script].every((file) => read(file).includes(renamed))),
    );
    assert.ok(![java, yaml, script].some((file) => read(file).includes('orderCreated')));
  });

  it('adopts the convention: names that are there stay silent, a new one does not', async () => {
    await command(page, 'Eddy: Adopt the Naming Convention');
    await page.locator('.tab', { hasText: 'naming.json' }).waitFor({ timeout: 60_000 });
    assert.deepEqual(JSON.parse(read('.eddy/naming.json')), { preset: 'eddy', baseline: ['couponIssued'] });
    const late = read(script).replaceAll(renamed, 'refundIssued');
    writeFileSync(join(bench?.workspace ?? '', 'web/refunds.js'), late);
    await command(page, 'Eddy: Check Topic Names in the Workspace');
    await problem('"refundIssued" lacks', 'Ln 9, Col 33').waitFor({ timeout: 60_000 });
    assert.equal(await problem('"couponIssued" lacks', '').count(), 0);
  });

  it('has the running cluster refuse what the team forbids, once the file says so', async () => {
    await command(page, 'Eddy: Start the Cluster');
    await page.locator('.statusbar-item', { hasText: 'Kafka 3' }).waitFor();
    const admin = kafka().admin();
    try {
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: 'early' }] });
      await page.locator('.view-line', { hasText: '"preset"' }).click();
      await page.keyboard.press('Home');
      await page.keyboard.insertText('"enforce": true, ');
      await page.keyboard.press('Control+S');
      let late = 0;
      await repeatUntil(
        async () => {},
        async () => {
          late += 1;
          const failure = await failureOf(admin.createTopics({ topics: [{ topic: `late${late}` }] }));
          assert.ok(errorNames(failure).includes('POLICY_VIOLATION'), String(failure));
        },
      );
      await admin.createTopics({ topics: [{ topic: renamed }] });
    } finally {
      await admin.disconnect();
    }
  });

  it('leads from a name in code to its topic, shows who reads it, and leads back', async () => {
    await page.locator('.tab', { hasText: 'OrderEvents.java' }).click();
    const link = (text: string) => page.locator('.codelens-decoration a', { hasText: text });
    await link('no consumer group').waitFor();
    await link('no such topic on').waitFor({ state: 'attached' });
    const consumer = kafka().consumer({ groupId: 'billing' });
    const producer = kafka().producer();
    try {
      await Promise.all([consumer.connect(), producer.connect()]);
      await producer.send({ topic: renamed, messages: [{ value: 'a' }, { value: 'b' }] });
      await consumer.subscribe({ topic: renamed, fromBeginning: true });
      await consumer.run({ eachMessage: async () => {} });
      await link('billing: lag 0').waitFor();
    } finally {
      await Promise.all([consumer.disconnect(), producer.disconnect()]);
    }
    await page.getByText(`"${renamed}"`).first().hover();
    await page.locator('.monaco-hover', { hasText: '2 records' }).waitFor();
    await page.screenshot({ path: join(pictures, 'topic-hover.png') });
    await link('billing: lag 0').click();
    await page.getByRole('treeitem', { name: renamed, selected: true }).waitFor();
    await choose(page, renamed, 'Find in Code');
    await page.locator('.quick-input-title', { hasText: `${renamed} in Code` }).waitFor();
    const found = page.locator('.quick-input-list .monaco-list-row');
    for (const label of ['OrderEvents.java:10', 'application.yml:7', 'orders.js:9']) {
      await found.filter({ hasText: label }).waitFor();
    }
    await page.screenshot({ path: join(pictures, 'find-in-code.png') });
    await found.filter({ hasText: 'orders.js:9' }).click();
    await page.locator('.tab.active', { hasText: 'orders.js' }).waitFor();
  });

  const kafka = () => new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
});
