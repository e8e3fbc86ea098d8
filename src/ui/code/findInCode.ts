/** From a topic of the cluster to the files that name it. */
import * as vscode from 'vscode';
import { type NamedPlace, type NameSources, placesInSource } from '../naming/places.ts';
import { scanWithProgress } from '../naming/scanWithProgress.ts';

interface PlaceItem extends vscode.QuickPickItem {
  readonly place: NamedPlace;
}

/** Opens the only place that names the topic, or lets the user choose and look while choosing. */
export async function findInCode(sources: NameSources, topic: string): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const folder of folders) {
    if (!(await scanWithProgress(sources.names, folder))) return;
  }
  const places = folders
    .flatMap((folder) => sources.names.filesOf(folder))
    .flatMap(({ uri }) => placesInSource(uri, sources))
    .filter(({ name }) => name === topic);
  const [first] = places;
  if (first === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No file of this workspace names the topic {0}.', topic),
    );
  } else if (places.length === 1) await open(first, false);
  else await choose(topic, places);
}

async function choose(topic: string, places: readonly NamedPlace[]): Promise<void> {
  const picker = vscode.window.createQuickPick<PlaceItem>();
  picker.title = vscode.l10n.t('{0} in Code', topic);
  picker.placeholder = vscode.l10n.t('{0} places; the arrow keys look at them', places.length);
  picker.matchOnDescription = true;
  picker.items = places.map((place) => {
    const path = vscode.workspace.asRelativePath(place.uri);
    const cut = path.lastIndexOf('/');
    return {
      label: `${path.slice(cut + 1)}:${place.range.start.line + 1}`,
      description: path.slice(0, Math.max(cut, 0)),
      place,
    };
  });
  picker.onDidChangeActive(([item]) => {
    if (item !== undefined) void open(item.place, true);
  });
  picker.onDidAccept(() => {
    const [item] = picker.selectedItems;
    picker.hide();
    if (item !== undefined) void open(item.place, false);
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

async function open({ uri, range }: NamedPlace, isGlance: boolean): Promise<void> {
  await vscode.window.showTextDocument(uri, {
    selection: range,
    preview: true,
    preserveFocus: isGlance,
  });
}
