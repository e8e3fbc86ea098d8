import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { panelStrings } from '../../../../src/ui/panel/strings.ts';

const webview = new URL('../../../../webview/', import.meta.url);

function sources(): string {
  return readdirSync(webview, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, webview), 'utf8'))
    .join('\n');
}

describe('the words of the panel', () => {
  it('are each asked of the translation with their placeholders open', () => {
    const asked: string[] = [];
    const strings = panelStrings({
      t: (message) => {
        asked.push(message);
        return `«${message}»`;
      },
    });
    assert.equal(asked.length, Object.keys(strings).length, 'a key stands in two groups');
    assert.ok(Object.values(strings).every((text) => text.startsWith('«')));
    assert.ok(asked.includes('{0} idle: more consumers than partitions'));
  });

  it('are each used by the webview', () => {
    const text = sources();
    const unused = Object.keys(panelStrings({ t: (message) => message })).filter(
      (key) => !new RegExp(`strings\\.${key}\\b`).test(text),
    );
    assert.deepEqual(unused, []);
  });
});
