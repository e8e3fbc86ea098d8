/**
 * Begins with the convention in a workspace that has names already: writes `.eddy/naming.json`, which says what holds, and
 * which names were there before and stay as they are.
 */
import * as vscode from 'vscode';
import {
  adopted,
  newTeamConfig,
  readTeamConfig,
  teamConfigPath,
  withIgnored,
} from '../../naming/teamConfig.ts';
import type { NameSources } from './places.ts';
import { scanWithProgress } from './scanWithProgress.ts';
import { namingSection, openDocument, readConvention, textOf } from './settings.ts';

/** `resource` is a file of the folder that is meant; without one it is asked for. */
export async function adoptConvention({ names, conventions }: NameSources, resource: unknown): Promise<void> {
  const folder =
    resource instanceof vscode.Uri ? vscode.workspace.getWorkspaceFolder(resource) : await askFolder();
  if (folder === undefined || !(await scanWithProgress(names, folder))) return;
  const departing = names
    .filesOf(folder)
    .flatMap((file) => file.names.filter((one) => names.judge(file.uri, one).verdict === 'convention'));
  const file = vscode.Uri.joinPath(folder.uri, teamConfigPath);
  const before = await textOf(file);
  if (before !== undefined && 'problems' in readTeamConfig(before, readConvention(folder.uri))) {
    await vscode.window.showTextDocument(file);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} cannot be read as it is: mend what Problems says of it first.', teamConfigPath),
    );
    return;
  }
  const old = [...new Set(departing.map(({ name }) => name))];
  await write(file, adopted(before ?? newTeamConfig(readConvention(folder.uri)), old));
  await conventions.refresh(file);
  await vscode.window.showTextDocument(file);
  void vscode.window.showInformationMessage(
    old.length === 0
      ? vscode.l10n.t(
          'The convention is adopted. Commit {0}, and it holds for the whole team.',
          teamConfigPath,
        )
      : vscode.l10n.t(
          'The convention is adopted: names that exist today ({0}) stay as they are, new ones are checked. Commit {1}, and it holds for the whole team.',
          old.length,
          teamConfigPath,
        ),
  );
}

/** Excuses a name: in the team's file where there is one, else in the settings of the workspace. */
export async function ignoreName(
  { conventions }: NameSources,
  name: unknown,
  resource: unknown,
): Promise<void> {
  if (typeof name !== 'string') return;
  const uri = resource instanceof vscode.Uri ? resource : undefined;
  const folder =
    uri === undefined ? vscode.workspace.workspaceFolders?.[0] : vscode.workspace.getWorkspaceFolder(uri);
  if (folder !== undefined && conventions.teamConfig(folder.uri) !== undefined) {
    const file = vscode.Uri.joinPath(folder.uri, teamConfigPath);
    const text = await textOf(file);
    if (text === undefined) return;
    await write(file, withIgnored(text, name));
    await conventions.refresh(file);
    return;
  }
  const known = readConvention(uri).ignore;
  const target =
    folder === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  if (!known.includes(name)) {
    await vscode.workspace.getConfiguration(namingSection).update('ignore', [...known, name], target);
  }
}

async function askFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a folder first: the convention is kept in it.'),
    );
  }
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

/** Through the editor where the file is open there, so that nothing unsaved is lost. */
async function write(file: vscode.Uri, text: string): Promise<void> {
  const open = openDocument(file);
  if (open === undefined) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(open.positionAt(0), open.positionAt(open.getText().length));
  edit.replace(file, whole, text);
  await vscode.workspace.applyEdit(edit);
  await open.save();
}
