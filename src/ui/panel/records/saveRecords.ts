/** Writes what the Messages view exports where the user wants it. */
import * as vscode from 'vscode';

const filters = { json: { JSON: ['json'] }, csv: { CSV: ['csv'] } };
/** Pieces are joined to so many characters before others get their turn. */
const turn = 1_000_000;

export async function saveRecords(
  topic: string,
  format: 'json' | 'csv',
  pieces: Iterable<string>,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${topic}.${format}`;
  const target = await vscode.window.showSaveDialog({
    filters: filters[format],
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target === undefined) return;
  const chunks: Buffer[] = [];
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < turn) continue;
    chunks.push(Buffer.from(text));
    text = '';
    await new Promise((resolve) => setImmediate(resolve));
  }
  chunks.push(Buffer.from(text));
  await vscode.workspace.fs.writeFile(target, Buffer.concat(chunks));
  const open = vscode.l10n.t('Open');
  const saved = vscode.l10n.t('Saved {0}.', target.path.split('/').at(-1) ?? name);
  if ((await vscode.window.showInformationMessage(saved, open)) === open) {
    await vscode.window.showTextDocument(target);
  }
}
