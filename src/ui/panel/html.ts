/**
 * The page the panel starts with: a strict content security policy, one stylesheet, one script, and nothing
 * else; everything seen is rendered by the script. It must not contain a value from outside.
 */

export interface PageOptions {
  /** The webview's `cspSource`. */
  readonly source: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly language: string;
  readonly title: string;
}

export function pageOf(options: PageOptions): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${options.source}`,
    `font-src ${options.source}`,
    `script-src 'nonce-${options.nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeText(options.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escapeText(options.title)}</title>
<link rel="stylesheet" href="${escapeText(options.style)}">
</head>
<body>
<div id="panel"></div>
<script nonce="${options.nonce}" src="${escapeText(options.script)}"></script>
</body>
</html>
`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
