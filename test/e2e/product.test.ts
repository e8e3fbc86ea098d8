/**
 * The product as a person meets it: the packaged VSIX in the real workbench, from Start to a topic name that is
 * mended. The steps build on each other and run in order; pictures of each end in test-results/.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { assertAccessible } from './accessibility.ts';
import { type CodeServer, freePortRange, portFree } from './codeServer.ts';
import {
  choose,
  command,
  openEddy,
  openWorkbench,
  panelOf,
  pictures,
  recordEnd,
  repeatUntil,
  type Workbench,
} from './workbench.ts';

const topic = 'ecommerce.order.event.created.v1';
/** The line that opens the first block of sample/orders.kafka. */
const firstBlock = 'PRODUCER order created';
/** In pixels, about. */
const twoLines = 40;
const member = join(import.meta.dirname, '..', 'conformance', 'kafkajs', 'memberProcess.ts');

describe('the packaged extension in the workbench', function () {
  this.timeout(300_000);
  // Each step goes on where the one before it ended: after one that failed the others tell nothing.
  this.bail(true);
  let bench: Workbench | undefined;
  let host: CodeServer;
  let page: Page;
  let port: number;
  let consumer: ChildProcess | undefined;

  before('install the VSIX and open a workspace', async function () {
    this.timeout(600_000);
    port = await freePortRange(3);
    bench = await openWorkbench({ 'eddy.cluster.port': port }, 'orders.kafka');
    ({ host, page } = bench);
  });

  after('close everything', async () => {
    consumer?.kill('SIGKILL');
    await bench?.close();
  });

  afterEach(async function takePicture() {
    await recordEnd(bench, this.currentTest);
  });

  it('starts three brokers from the welcome view', async () => {
    await openEddy(page);
    await page.getByRole('button', { name: 'Start the Cluster' }).click({ timeout: 60_000 });
    for (const id of [1, 2, 3]) await page.getByRole('treeitem', { name: `Broker ${id}` }).waitFor();
    assert.equal(await page.getByRole('treeitem', { name: /Broker \d.*controller/ }).count(), 1);
  });

  it('creates a topic by native steps, warning of a name that breaks the convention', async () => {
    await command(page, 'Eddy: Create Topic');
    const input = page.locator('.quick-input-widget input[type="text"]');
    const title = page.locator('.quick-input-title');
    await title.filter({ hasText: 'Create Topic' }).waitFor();
    await input.fill('orderCreated');
    await page.locator('.quick-input-list', { hasText: topic }).waitFor();
    await createTopic(page);
  });

  it('produces a record from a .kafka file by its lens', async () => {
    await clickLens(page, firstBlock, 'Produce record');
    await page.getByRole('treeitem', { name: topic }).click();
    await page
      .getByRole('treeitem', { name: /Partition \d.*1 record/ })
      .first()
      .waitFor();
  });

  it('shows the messages of a topic as they come, and one of them as a whole', async () => {
    await page.getByRole('treeitem', { name: topic }).hover();
    await page.getByRole('treeitem', { name: topic }).getByRole('button', { name: 'View Messages' }).click();
    const panel = panelOf(page);
    const rows = panel.locator('.records .rows .tr');
    await panel.getByText('1 shown of 1 read').waitFor();
    assert.equal(await rows.count(), 1);
    await page.locator('.tab', { hasText: 'orders.kafka' }).click();
    await clickLens(page, firstBlock, 'Produce record x 10');
    await page.locator('.tab', { hasText: 'Eddy' }).click();
    await panel.getByText('11 shown of 11 read').waitFor();
    const filter = panel.getByRole('textbox', { name: 'Filter by key' });
    await filter.fill('order-');
    await panel.getByText('11 shown of 11 read').waitFor();
    await panel.getByRole('button', { name: /^Expression/ }).click();
    await filter.fill('offset >= 0 && value.nothing == 1');
    await panel.getByText('No record passes the filter.').waitFor();
    await filter.fill('offset >=');
    await panel.getByText(/The expression is not valid/).waitFor();
    await page.screenshot({ path: join(pictures, 'messages-invalid.png') });
    await filter.fill('has(value.orderId)');
    await panel.getByText('11 shown of 11 read').waitFor();
    await rows.first().click();
    await panel.getByRole('heading', { name: /Partition \d offset \d/ }).waitFor();
    await panel.locator('.detail .code').getByText('"orderId"').waitFor();
    const held = panel.getByRole('button', { name: 'Follow' });
    await held.waitFor();
    await page.screenshot({ path: join(pictures, 'message.png') });
    await page.keyboard.press('End');
    await held.waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await panel.getByRole('button', { name: 'Go on (Space)' }).waitFor();
    await page.keyboard.press('Space');
    await held.waitFor({ state: 'detached' });
    await rows.first().click();
    await page.keyboard.press('e');
    await panel.getByRole('tab', { name: 'Publish', selected: true }).waitFor();
    await panel.getByRole('button', { name: 'Publish', exact: true }).click();
    await panel.getByRole('tabpanel').getByText('Sent: partition').waitFor();
    await panel.getByRole('tab', { name: 'Messages' }).click();
    await panel.getByText('11 shown of 12 read').waitFor();
    await held.click();
    await panel.getByText('12 shown of 12 read').waitFor();
    await page.screenshot({ path: join(pictures, 'messages.png') });
    await assertAccessible(panel, 'Messages');
    assert.equal(await page.getByRole('treeitem', { name: /^group / }).count(), 0);
    await page.locator('.tab', { hasText: 'orders.kafka' }).click();
  });

  it('is read by a KafkaJS consumer in another process, whose lag the panel shows falling to 0', async () => {
    // Enough records for every partition to have some: a partition without a commit has no lag to show.
    for (let round = 0; round < 4; round += 1) {
      await clickLens(page, firstBlock, 'Produce record x 10');
      await page.getByRole('treeitem', { name: new RegExp(`${topic}.*${22 + 10 * round} record`) }).waitFor();
    }
    consumer = await startMember();
    await page.getByRole('treeitem', { name: /group billing/ }).waitFor({ timeout: 60_000 });
    await command(page, 'Eddy: Open the Panel');
    const panel = panelOf(page);
    await panel.getByRole('tab', { name: 'Groups' }).click();
    await lagOf(panel, '0');
    consumer.kill('SIGKILL');
    await page.locator('.tab', { hasText: 'orders.kafka' }).click();
    await clickLens(page, firstBlock, 'Produce record x 10');
    await page.locator('.tab', { hasText: 'Eddy' }).click();
    await panel.getByRole('tab', { name: 'Groups' }).click();
    await lagOf(panel, '10');
    await page.screenshot({ path: join(pictures, 'lag-rose.png') });
    consumer = await startMember();
    await lagOf(panel, '0', 60_000);
  });

  it('publishes templates on a schedule until it is stopped, and says which field is wrong', async () => {
    const panel = panelOf(page);
    await panel.getByRole('tab', { name: 'Publish' }).click();
    await panel.getByRole('textbox', { name: 'Key', exact: true }).fill('order-{{number.int}}');
    await panel.getByText('each copy its own').waitFor();
    await panel.getByRole('combobox', { name: 'Schedule' }).click();
    await panel.getByRole('option', { name: 'every 1s' }).click();
    await panel.getByRole('button', { name: 'Start, every 1s' }).click();
    await panel.getByRole('button', { name: /^Stop \((?!1 sent)\d+ sent\)$/ }).click();
    await panel.getByRole('button', { name: 'Start, every 1s' }).waitFor();
    await panel.getByText(/^\d+ copies$/).waitFor();
    await panel.getByText('in sync 3 of 3').first().waitFor();
    await panel.getByRole('combobox', { name: 'Schedule' }).click();
    await panel.getByRole('option', { name: 'every 200ms' }).click();
    await panel.getByRole('textbox', { name: 'Stop after' }).fill('3');
    await panel.getByRole('combobox', { name: 'Acks' }).click();
    await panel.getByRole('option', { name: '1: the leader' }).click();
    await panel.getByRole('button', { name: 'Start, every 200ms' }).click();
    const limited = panel.getByRole('listitem').filter({ hasText: 'acks=1' });
    await limited.getByText('3 copies').waitFor();
    await panel.getByRole('button', { name: 'Start, every 200ms' }).waitFor();
    await panel.getByRole('combobox', { name: 'Acks' }).click();
    await panel.getByRole('option', { name: '0: no answer' }).click();
    await panel.getByRole('combobox', { name: 'Schedule' }).click();
    await panel.getByRole('option', { name: 'off' }).click();
    await panel.getByRole('button', { name: 'Publish', exact: true }).click();
    const unconfirmed = 'Sent: 1. With acks=0 nobody says whether it arrived.';
    await panel.getByRole('tabpanel').getByText(unconfirmed).waitFor();
    await panel.getByText('offset unknown').waitFor();
    await panel.getByRole('combobox', { name: 'Schedule' }).click();
    await panel.getByRole('option', { name: 'every 1s' }).click();
    await panel.getByRole('textbox', { name: 'Key', exact: true }).fill('{{no.such}}');
    await panel.getByRole('button', { name: 'Start, every 1s' }).click();
    await panel.getByRole('alert').getByText('There is no template module "no".').waitFor();
    await page.screenshot({ path: join(pictures, 'publish.png') });
    await assertAccessible(panel, 'Publish');
    await panel.getByRole('button', { name: 'Clear the form' }).click();
  });

  it('shows three partitions with one, three and five consumers', async () => {
    consumer?.kill('SIGKILL');
    // The killed member speaks another assignor: the group takes new members once its session has ended.
    await page.getByRole('treeitem', { name: /group billing.*Empty/ }).waitFor({ timeout: 60_000 });
    const panel = panelOf(page);
    await panel.getByRole('tab', { name: 'Publish' }).click();
    for (const [count, idle] of [
      [1, undefined],
      [3, undefined],
      [5, '2 idle'],
    ] as const) {
      await panel.getByRole('radio', { name: new RegExp(`^${count}:`) }).click();
      await page.getByRole('treeitem', { name: new RegExp(`group billing.*${count} member`) }).waitFor();
      if (idle !== undefined) await panel.getByText(idle).first().waitFor();
    }
    await panel.getByRole('tab', { name: 'Groups' }).click();
    await panel.getByRole('radio', { name: 'seconds' }).click();
    await panel.getByText('oldest', { exact: true }).waitFor();
    await page.screenshot({ path: join(pictures, 'groups-seconds.png') });
    await assertAccessible(panel, 'Groups');
    await panel.getByRole('radio', { name: 'messages' }).click();
  });

  it('shows a fault and an election in the Cluster view, and why each happened', async () => {
    const panel = panelOf(page);
    await panel.getByRole('tab', { name: 'Cluster' }).click();
    const controller = await brokerThat(page, 'controller');
    const other = (controller % 3) + 1;
    await drill(panel, other, 'Inject a fault');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'producers send records' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Lose the answer' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Until it is ended' }).click();
    await panel.getByText('Produce: answer lost').waitFor();
    await panel.getByText(`Fault on broker ${other}: the answer to Produce is lost`).waitFor();
    await page.getByRole('treeitem', { name: new RegExp(`Broker ${other}.*fault on Produce`) }).waitFor();
    await drill(panel, controller, 'Kill');
    const timeline = panel.getByRole('list', { name: 'Timeline' });
    await timeline.getByText(`Broker ${controller} killed`).waitFor();
    await timeline.getByText(`before it was broker ${controller}`).waitFor();
    await timeline.getByText(`Broker ${controller} fenced`).waitFor();
    await page.screenshot({ path: join(pictures, 'cluster.png') });
    await assertAccessible(panel, 'Cluster');
    await panel.getByRole('radio', { name: 'Requests' }).click();
    await panel
      .getByRole('table', { name: 'Requests' })
      .getByText(/Metadata|OffsetCommit/)
      .first()
      .waitFor();
    await panel.getByRole('radio', { name: 'Timeline' }).click();
    await panel.getByRole('button', { name: 'Start' }).click();
    await panel.getByRole('button', { name: 'End all drills' }).click();
    await panel.getByText('Produce: answer lost').waitFor({ state: 'detached' });
    await page.locator('.statusbar-item', { hasText: 'Kafka 3' }).waitFor();
    await panel.getByRole('tab', { name: 'Groups' }).click();
  });

  it('shows who takes over when the controller is killed from the tree, and keeps its row', async () => {
    const controller = await brokerThat(page, 'controller');
    await choose(page, `Broker ${controller} ·`, 'Kill Broker');
    await page.getByRole('treeitem', { name: new RegExp(`Broker ${controller}.*killed`) }).waitFor();
    await page.getByRole('treeitem', { name: new RegExp(`Broker [^${controller}] · controller`) }).waitFor();
    const led = page.getByRole('treeitem', { name: new RegExp(`Partition \\d.*leader ${controller}`) });
    await led.first().waitFor({ state: 'detached' });
    const lacking = page.getByRole('treeitem', { name: /Partition \d · under-replicated · leader \d/ });
    await lacking.nth(2).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Kafka 2/3' }).waitFor();
    await page.screenshot({ path: join(pictures, 'controller-killed.png') });
    await choose(page, `Broker ${controller} ·`, 'Start Broker');
    await page
      .getByRole('treeitem', { name: /Partition \d · under-replicated/ })
      .first()
      .waitFor({ state: 'detached' });
  });

  it('isolates a broker, slows another down, and ends both', async () => {
    const controller = await brokerThat(page, 'controller');
    const other = (controller % 3) + 1;
    await choose(page, `Broker ${controller} ·`, 'Isolate Broker');
    await page.getByRole('treeitem', { name: `Broker ${controller} · fenced · isolated` }).waitFor();
    await page.getByRole('treeitem', { name: new RegExp(`Broker [^${controller}] · controller`) }).waitFor();
    await choose(page, `Broker ${other} ·`, 'Slow Down Broker');
    const input = page.locator('.quick-input-widget input[type="text"]');
    await input.fill('fast');
    await page.locator('.quick-input-message', { hasText: 'A whole number of milliseconds' }).waitFor();
    await page.screenshot({ path: join(pictures, 'slow-down.png') });
    await input.fill('150');
    await input.press('Enter');
    await page.getByRole('treeitem', { name: new RegExp(`Broker ${other}.*slow 150 ms`) }).waitFor();
    await page.getByRole('treeitem', { name: `Broker ${controller} ·` }).hover();
    await page.locator('.statusbar-item', { hasText: 'Kafka: 2 drills' }).waitFor();
    await page.screenshot({ path: join(pictures, 'drills-dark.png') });
    await toggleTheme(page, 'vs');
    await page.screenshot({ path: join(pictures, 'drills-light.png') });
    await toggleTheme(page, 'vs-dark');
    await choose(page, 'Embedded cluster · 2 drills', 'End All Drills');
    for (const word of ['isolated', 'slow', 'fenced']) {
      await page
        .getByRole('treeitem', { name: new RegExp(`Broker.*${word}`) })
        .first()
        .waitFor({ state: 'detached' });
    }
  });

  it('looks right in a light theme too', async () => {
    await toggleTheme(page, 'vs');
  });

  it('flags a name that breaks the convention and mends it', async () => {
    await page.locator('.tab', { hasText: 'orders.kafka' }).click();
    await page.locator('.squiggly-warning').first().waitFor();
    const name = page.locator('.view-line', { hasText: 'topic: couponIssued' });
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'coupon.event.issued.v1' });
    await repeatUntil(
      async () => {
        await page.keyboard.press('Escape');
        await name.click();
        await page.keyboard.press('Control+.');
      },
      () => fix.waitFor({ timeout: 3_000 }),
    );
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: 'ecommerce.coupon.event.issued.v1' }).waitFor();
  });

  it('keeps topics, messages and offsets over a reload when persistence is workspace', async () => {
    // The workbench of this run reads changed settings when it starts.
    host.changeSettings({ 'eddy.cluster.persistence': 'workspace' });
    await reloadAndStart();
    await page.getByRole('treeitem', { name: 'Broker 3' }).waitFor({ timeout: 60_000 });
    assert.equal(await page.getByRole('treeitem', { name: topic }).count(), 0);
    await command(page, 'Eddy: Create Topic');
    await page.locator('.quick-input-title').filter({ hasText: 'Create Topic' }).waitFor();
    await createTopic(page);
    await clickLens(page, firstBlock, 'Produce record');
    const kept = page.getByRole('treeitem', { name: new RegExp(`${topic}.*1 record`) });
    await kept.waitFor({ timeout: 60_000 });
    consumer = await startMember();
    // Only a committed offset has a lag.
    const committed = page.getByRole('treeitem', { name: /group billing.*lag 0/ });
    await committed.waitFor({ timeout: 60_000 });
    consumer.kill('SIGKILL');
    await reloadAndStart();
    await kept.waitFor({ timeout: 60_000 });
    await committed.waitFor({ timeout: 60_000 });
  });

  it('refuses another number of brokers for what is stored, and deletes it when asked', async () => {
    host.changeSettings({ 'eddy.cluster.brokers': 2 });
    await reloadAndStart();
    const refused = page.getByRole('treeitem', {
      name: /The cluster failed.*The stored cluster has 3 brokers/,
    });
    await refused.waitFor({ timeout: 60_000 });
    await page.locator('.notification-toast', { hasText: 'The stored cluster has 3 brokers' }).waitFor();
    await page.screenshot({ path: join(pictures, 'refused.png') });
    await command(page, 'Eddy: Delete Stored Data');
    const question = page.getByRole('dialog', { name: 'Delete everything the cluster has stored?' });
    await question.waitFor();
    await page.screenshot({ path: join(pictures, 'delete-question.png') });
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Start the Cluster' }).click({ timeout: 60_000 });
    await page.getByRole('treeitem', { name: 'Broker 2' }).waitFor({ timeout: 60_000 });
    assert.equal(await page.getByRole('treeitem', { name: 'Broker 3' }).count(), 0);
    assert.equal(await page.getByRole('treeitem', { name: topic }).count(), 0);
  });

  async function reloadAndStart(): Promise<void> {
    await page.reload();
    await page.waitForSelector('.monaco-workbench', { timeout: 120_000 });
    await portFree(port);
    await page.getByRole('button', { name: 'Start the Cluster' }).click({ timeout: 60_000 });
  }

  async function startMember(): Promise<ChildProcess> {
    return spawn(process.execPath, [member, `127.0.0.1:${port}`, 'billing', topic], { stdio: 'ignore' });
  }
});

/** To `vs`, which is light, or `vs-dark`. */
async function toggleTheme(page: Page, theme: 'vs' | 'vs-dark'): Promise<void> {
  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator(`.monaco-workbench.${theme}`).waitFor();
  await page.waitForTimeout(1_500);
}

/** The number of the broker whose row says so. */
async function brokerThat(page: Page, word: string): Promise<number> {
  const row = page.getByRole('treeitem', { name: new RegExp(`Broker \\d.*${word}`) });
  return Number(/Broker (\d)/.exec((await row.getAttribute('aria-label')) ?? '')?.[1]);
}

/** From the menu of a broker's card. */
async function drill(panel: FrameLocator, broker: number, entry: string): Promise<void> {
  await panel.getByRole('button', { name: `What to do to broker ${broker}` }).click();
  await panel.getByRole('menuitem', { name: entry }).click();
}

/** By the native steps, the first of which is open already. */
async function createTopic(page: Page): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.fill(topic);
  // Until the name has been looked at, Enter is not taken.
  await page.locator('.quick-input-list', { hasText: 'follows the convention' }).waitFor();
  for (const step of [1, 2, 3, 4]) {
    await page.locator('.quick-input-widget', { hasText: `${step}/4` }).waitFor();
    await input.press('Enter');
  }
  await page.getByRole('treeitem', { name: topic }).waitFor();
}

/** Clicks a link of the block that opens with a line of this text: links are drawn in any order, but above their line. */
async function clickLens(page: Page, block: string, title: string): Promise<void> {
  const line = page.locator('.view-line', { hasText: block });
  const links = page.locator('.codelens-decoration a').filter({ hasText: new RegExp(`${title}$`) });
  const topOf = async (one: Locator): Promise<number> => (await one.boundingBox())?.y ?? Number.NaN;
  await line.waitFor();
  let clicked = false;
  await repeatUntil(
    async () => {
      const lineTop = await topOf(line);
      for (const link of await links.all()) {
        const distance = lineTop - (await topOf(link));
        if (clicked || !(distance > 0 && distance < twoLines)) continue;
        await link.click({ timeout: 5_000 });
        clicked = true;
      }
    },
    async () => assert.ok(clicked, `no link "${title}" above "${block}"`),
  );
}

/** Waits until the table's sum row says so. */
async function lagOf(panel: FrameLocator, lag: string, timeout = 30_000): Promise<void> {
  await panel
    .locator('.prow.sum .num.lag')
    .filter({ hasText: new RegExp(`^${lag}$`) })
    .waitFor({ timeout });
}
