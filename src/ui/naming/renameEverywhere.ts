/** Renames a topic wherever the workspace names it: asks for the new name, and shows every change before it is made. */
import * as vscode from 'vscode';
import { isComplete } from '../../naming/check.ts';
import { type NamedPlace, type NameSources, placesInSource } from './places.ts';
import { scanWithProgress } from './scanWithProgress.ts';
import { findingText } from './settings.ts';

/** Commands may be called by anybody with anything. Without a name, the one at the cursor is meant, or it is asked for. */
export async function renameEverywhere(
  sources: NameSources,
  name: unknown,
  suggestion: unknown,
): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const folder of folders) {
    if (!(await scanWithProgress(sources.names, folder))) return;
  }
  const places = folders.flatMap((folder) =>
    sources.names.filesOf(folder).flatMap(({ uri }) => placesInSource(uri, sources)),
  );
  const old = typeof name === 'string' ? name : await askWhich(places);
  if (old === undefined) return;
  const found = places.filter((place) => place.name === old);
  const fixed = found.filter(({ isVerbatim }) => isVerbatim);
  if (fixed.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No file of the workspace names the topic {0} where it could be replaced.', old),
    );
    return;
  }
  const renamed = await askNewName(sources, old, typeof suggestion === 'string' ? suggestion : old);
  if (renamed === undefined) return;
  // The editor ticks nothing that needs confirmation, and its Apply without a tick changes nothing.
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Tick the changes to make in Refactor Preview, then choose Apply.'),
  );
  await vscode.workspace.applyEdit(editOf(fixed, old, renamed), { isRefactoring: true });
  const left = found.length - fixed.length;
  if (left > 0) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} places put the name {1} together from parts: they stay as they are.', left, old),
    );
  }
}

async function askWhich(places: readonly NamedPlace[]): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const atCursor = places.find(
    ({ uri, range }) =>
      uri.toString() === editor?.document.uri.toString() && range.contains(editor.selection.active),
  );
  if (atCursor !== undefined) return atCursor.name;
  const names = [...new Set(places.map(({ name }) => name))].sort();
  if (names.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No topic name was found in this workspace.'));
    return undefined;
  }
  return vscode.window.showQuickPick(names, { placeHolder: vscode.l10n.t('Which topic name is to change?') });
}

async function askNewName(
  sources: NameSources,
  old: string,
  suggestion: string,
): Promise<string | undefined> {
  const open = suggestion.indexOf('<');
  const close = suggestion.indexOf('>');
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Rename {0} everywhere', old),
    prompt: vscode.l10n.t(
      'Kafka renames no topic: the new name is another topic, which has no messages yet.',
    ),
    value: suggestion,
    valueSelection: open === -1 ? [0, suggestion.length] : [open, close + 1],
    validateInput: (value) => {
      if (!isComplete(value)) {
        return vscode.l10n.t('Put your own words in place of those in angle brackets.');
      }
      const [finding] = sources.conventions.check(value.trim(), []);
      if (finding === undefined) return undefined;
      const severity =
        finding.level === 'illegal'
          ? vscode.InputBoxValidationSeverity.Error
          : vscode.InputBoxValidationSeverity.Warning;
      return { message: findingText(finding), severity };
    },
  });
}

/** Each change needs a word from the user: the editor shows them all, file by file. */
function editOf(places: readonly NamedPlace[], old: string, renamed: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const metadata: vscode.WorkspaceEditEntryMetadata = {
    needsConfirmation: true,
    label: vscode.l10n.t('Rename topic {0}', old),
    description: renamed,
  };
  for (const { uri, range } of places) edit.replace(uri, range, renamed.trim(), metadata);
  return edit;
}
