/**
 * What axe-core finds wrong in the panel as it stands: names that are missing, roles that contradict each other,
 * contrast that is too low. Only findings that keep somebody out count.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The frame of the panel that is in view, in which its page's scripts run. */
async function panelFrame(page: Page): Promise<Frame> {
  const outer = await page.locator('iframe.webview.ready').elementHandle();
  const inner = await (await outer?.contentFrame())?.locator('#active-frame').elementHandle();
  const frame = await inner?.contentFrame();
  if (frame === null || frame === undefined) throw new Error('the panel is not open');
  return frame;
}

/**
 * The list of records scrolls with the keys of the grid around it, which has the focus; axe looks for something to focus
 * inside what scrolls, and does not see that.
 */
function isRecordList(rule: string, target: readonly unknown[]): boolean {
  return rule === 'scrollable-region-focusable' && target.join(' ') === '.rows';
}

/**
 * One line for each serious or critical violation: the rule, what it asks for, and where.
 * axe is evaluated, not added as a script: the page's content security policy lets no script in without its nonce.
 */
export async function accessibilityViolations(page: Page): Promise<readonly string[]> {
  const frame = await panelFrame(page);
  await frame.evaluate(source);
  const results = (await frame.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes
        .filter(({ target }) => !isRecordList(id, target))
        .map(({ html, target }) => `${id}: ${help} at ${target.join(' ')}: ${html.slice(0, 200)}`),
    );
}
