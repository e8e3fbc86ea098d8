import assert from 'node:assert/strict';
import { pageOf } from '../../../../src/ui/panel/html.ts';

describe('the page of the panel', () => {
  const page = pageOf({
    source: 'https://host.example',
    nonce: 'n0nce',
    script: 'https://host.example/webview.js?a=1&b=2',
    style: 'https://host.example/webview.css',
    language: 'ko',
    title: '<Eddy>',
  });

  it('allows its own style, font and one script, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; style-src https://host.example; font-src https://host.example; script-src 'nonce-n0nce'",
    );
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.ok(page.includes('<script nonce="n0nce"'));
    assert.ok(!page.includes('style="'));
  });

  it('escapes what it is given', () => {
    assert.ok(page.includes('<title>&#60;Eddy&#62;</title>'));
    assert.ok(page.includes('webview.js?a=1&#38;b=2'));
  });
});
