/** A Chromium to drive the workbench with: the machine's own where there is one, else the one that comes from npm. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Nothing leaves the machine: no updates, no sync, no background requests. */
const offline = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(): Promise<Browser> {
  const executablePath =
    process.env.CHROME_PATH ?? installed.find((path) => existsSync(path)) ?? (await fromNpm());
  return chromium.launch({ executablePath, headless: true, args: offline });
}

async function fromNpm(): Promise<string> {
  const { default: shipped } = await import('@sparticuz/chromium');
  return shipped.executablePath();
}
