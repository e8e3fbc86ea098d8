/** Asks what to export and where to, and writes the file as it comes. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import * as vscode from 'vscode';
import type { ExportOffer, ExportScope, OpenExport } from './exportChosen.ts';
import type { ExportFormat, ExportTarget } from './exportRecords.ts';

interface Choice extends vscode.QuickPickItem {
  readonly scope: ExportScope;
  readonly format: ExportFormat;
}

/** undefined when the user gives up. */
export async function chooseExport(offer: ExportOffer): Promise<OpenExport | undefined> {
  const choice = await vscode.window.showQuickPick(choicesOf(offer), {
    title: vscode.l10n.t('Export Messages of {0}', offer.topic),
    placeHolder: vscode.l10n.t('What to export, and in which form'),
  });
  if (choice === undefined) {
    return undefined;
  }
  const { scope, format } = choice;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${offer.topic}.${format}`;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Messages of {0}', offer.topic),
    filters: format === 'json' ? { JSON: ['json'] } : { CSV: ['csv'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
  });
  if (uri === undefined) {
    return undefined;
  }
  const target = uri.scheme === 'file' ? fileTarget(uri.fsPath) : otherTarget(uri);
  return { ...target, scope, format, name: vscode.workspace.asRelativePath(uri) };
}

function choicesOf({ shown, all, selected }: ExportOffer): readonly Choice[] {
  const scopes: (readonly [ExportScope, string])[] = [
    ['shown', vscode.l10n.t('What is shown: {0} records', shown)],
    ...(all === shown ? [] : [['all', vscode.l10n.t('All that is kept: {0} records', all)] as const]),
    ...(selected === undefined
      ? []
      : [
          [
            'selected',
            vscode.l10n.t('This record: partition {0}, offset {1}', selected.partition, selected.offset),
          ] as const,
        ]),
  ];
  return scopes.flatMap(([scope, words]) => [
    { scope, format: 'json' as const, label: words, description: vscode.l10n.t('as JSON') },
    { scope, format: 'csv' as const, label: words, description: vscode.l10n.t('as CSV, for a spreadsheet') },
  ]);
}

type Target = ExportTarget & Pick<OpenExport, 'close'>;

function fileTarget(path: string): Target {
  const stream = createWriteStream(path);
  const done = finished(stream);
  done.catch(() => undefined); // Said by the write or the close that waits for it.
  return {
    write: async (text) => {
      if (!stream.write(text)) {
        await Promise.race([done, new Promise<void>((resolve) => stream.once('drain', resolve))]);
      }
    },
    close: async () => {
      stream.end();
      await done;
    },
  };
}

/** Where files are not on this machine, VS Code writes them as a whole. */
function otherTarget(uri: vscode.Uri): Target {
  const pieces: Buffer[] = [];
  return {
    write: async (text) => void pieces.push(Buffer.from(text)),
    close: async () => await vscode.workspace.fs.writeFile(uri, Buffer.concat(pieces)),
  };
}
