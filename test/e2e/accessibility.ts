/** What axe-core finds wrong with a webview, but for what it calls minor. */
import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import type { FrameLocator } from 'playwright-core';

const grave: ReadonlySet<string | null | undefined> = new Set(['moderate', 'serious', 'critical']);

/** Fails with the rule, the element and the remedy of each violation that counts. */
export async function assertAccessible(panel: FrameLocator, name: string): Promise<void> {
  const body = await panel.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  assert.ok(frame !== null && frame !== undefined, `the ${name} view has no frame`);
  // Evaluated by the browser's own channel: the page's content security policy admits no script of a stranger.
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(() =>
    (globalThis as unknown as { readonly axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const found = violations
    .filter(({ impact }) => grave.has(impact))
    .map((violation) => ({
      ...violation,
      nodes: violation.nodes.filter((node) => !isMeant(violation.id, node.html)),
    }))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  assert.deepEqual(found, [], `the ${name} view`);
}

/** The rows of the record grid scroll by the keys of the grid around them, which has the focus: a stop of their own would be one too many. */
function isMeant(rule: string, html: string): boolean {
  return rule === 'scrollable-region-focusable' && html.startsWith('<div class="rows" role="rowgroup"');
}
