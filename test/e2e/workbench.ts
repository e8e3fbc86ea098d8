/** The packaged extension in a workbench of its own, and what a person does there: commands, menus, questions. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { type CodeServer, installCodeServer, startCodeServer } from './codeServer.ts';
import { packageExtension } from './package.ts';

export const pictures = join(import.meta.dirname, '..', '..', 'test-results');

export interface Workbench {
  /** Everything this run writes is below it. */
  readonly root: string;
  readonly workspace: string;
  readonly host: CodeServer;
  readonly browser: Browser;
  readonly page: Page;
  close(): Promise<void>;
}

/** A window on a copy of sample/, with the file open; when this resolves the workbench is drawn. */
export async function openWorkbench(
  settings: Readonly<Record<string, unknown>>,
  openFile: string,
): Promise<Workbench> {
  const root = mkdtempSync(join(tmpdir(), 'eddy-e2e-'));
  mkdirSync(pictures, { recursive: true });
  const workspace = join(root, 'ecommerce');
  cpSync(join(import.meta.dirname, 'sample'), workspace, { recursive: true });
  rmSync(join(workspace, '.vscode'), { recursive: true });
  installCodeServer();
  const usual = { 'workbench.colorTheme': 'Default Dark Modern' };
  const vsix = await packageExtension();
  const host = await startCodeServer({
    root,
    vsix,
    settings: { ...usual, ...settings },
    trustWorkspace: true,
  });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  const file = `vscode-remote://${new URL(host.url).host}${join(workspace, openFile)}`;
  const payload = encodeURIComponent(JSON.stringify([['openFile', file]]));
  await page.goto(`${host.url}/?folder=${workspace}&payload=${payload}`);
  await page.waitForSelector('.monaco-workbench', { timeout: 120_000 });
  const close = async (): Promise<void> => {
    await browser.close();
    await host.stop();
    rmSync(root, { recursive: true, force: true });
  };
  return { root, workspace, host, browser, page, close };
}

/** What is seen at the end of a test; of one that failed also what the workbench has to say. */
export async function recordEnd(bench: Workbench | undefined, test: Mocha.Test | undefined): Promise<void> {
  const name = (test?.title ?? 'unknown').replaceAll(/[^a-z0-9]+/gi, '-');
  await bench?.page.screenshot({ path: join(pictures, `${name}.png`) });
  if (test?.state === 'failed') process.stdout.write(`${bench?.host.log().slice(-2_000)}\n`);
}

export async function openEddy(page: Page): Promise<void> {
  await page
    .locator('.activitybar .action-item:has(.action-label[aria-label="Eddy"])')
    .click({ timeout: 60_000 });
}

export async function command(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  // A workbench that is still being drawn closes the palette again.
  await repeatUntil(
    async () => {
      await page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 2_000 });
    },
    () => entry.waitFor({ timeout: 5_000 }),
  );
  await input.press('Enter');
}

/** From the context menu of a row. A menu that has just opened takes no clicks, so it is asked until it closes. */
export async function choose(page: Page, row: string, entry: string): Promise<void> {
  await page.getByRole('treeitem', { name: row }).click({ button: 'right' });
  const item = page.getByRole('menuitem', { name: entry });
  await item.waitFor();
  await repeatUntil(
    () => item.click({ timeout: 1_000 }),
    () => item.waitFor({ state: 'detached', timeout: 1_000 }),
  );
}

/** Answers the question for a text that has this prompt. */
export async function type(page: Page, prompt: string, text: string): Promise<void> {
  await page.locator('.quick-input-message', { hasText: prompt }).waitFor();
  const input = page.locator('.quick-input-box input');
  await input.fill(text);
  await input.press('Enter');
}

/** Answers the question for a choice that has this placeholder, or this title. */
export async function pick(page: Page, question: string, label: string): Promise<void> {
  const asked = page.locator(`.quick-input-widget input[placeholder="${question}"]`);
  const titled = page.locator('.quick-input-title', { hasText: question });
  await asked.or(titled).first().waitFor();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
}

/** Does something again until what it should lead to is there: a busy workbench misses clicks and keys. */
export async function repeatUntil(act: () => Promise<void>, seen: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act().catch(() => {});
      await seen();
      return;
    } catch (error) {
      if (attempt === 10) throw error;
      await pause(500);
    }
  }
}

export function panelOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}
