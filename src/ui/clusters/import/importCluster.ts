/**
 * "Import a Cluster from a File…": which file, which cluster in it, and what it leaves open. The file is only read. Secrets go
 * from it into the draft and from there into the secret storage, never anywhere else.
 */
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ClusterDraft } from '../clusterDraft.ts';
import type { Localizer } from '../clusterStatus.ts';
import type { SavedCluster } from '../savedCluster.ts';
import { importCluster, isOfConnection } from './clientProperties.ts';
import { baseFiles, type Candidate, type ConfigFile, readCandidates } from './configFile.ts';
import { locateFiles } from './filePlaces.ts';
import { noteText } from './importWords.ts';
import { lookUp, resolvePlaceholders } from './placeholders.ts';
import type { Settings } from './propertiesFile.ts';

const likelyFiles =
  '**/{application*.yml,application*.yaml,application*.properties,*client*.properties,*kafka*.properties}';
const builtFolders = '**/{node_modules,target,build,out,bin}/**';
const mostFiles = 50;

/** @returns the cluster as far as the file tells it; undefined when the user changes their mind, or there is none in it */
export async function importFromFile(
  start: SavedCluster,
  given: vscode.Uri | undefined,
  log: vscode.LogOutputChannel,
): Promise<ClusterDraft | undefined> {
  const uri = given ?? (await pickFile());
  if (uri === undefined) return undefined;
  const words = vscode.l10n;
  const file = basename(uri.fsPath);
  let candidates: readonly Candidate[];
  try {
    candidates = await readCandidates(await readFile(uri), await readBase(uri));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(words.t('{0} cannot be read: {1}', file, reason));
    return undefined;
  }
  if (candidates.length === 0) {
    void vscode.window.showWarningMessage(
      words.t(
        '{0} names no Kafka cluster: it has neither bootstrap.servers nor spring.kafka.bootstrap-servers.',
        file,
      ),
    );
    return undefined;
  }
  const candidate = await pickCandidate(candidates, file);
  const settings = candidate && (await fillPlaceholders(candidate, words));
  if (settings === undefined) return undefined;
  const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const places = { directory: dirname(uri.fsPath), roots };
  const exists = (path: string) => isThere(uri.with({ path: vscode.Uri.file(path).path }));
  const { connection, secrets, notes } = await locateFiles(importCluster(settings), places, exists);
  const sentences = notes.map((note) => noteText(note, words));
  for (const sentence of sentences) log.info(`${file}: ${sentence}`);
  const isAllTaken = notes.every(({ kind }) => kind === 'notConnection');
  if (isAllTaken) for (const sentence of sentences) void vscode.window.showInformationMessage(sentence);
  else if (!(await readNotes(file, sentences))) return undefined;
  return { saved: { ...start, ...connection }, secrets, stored: new Set() };
}

async function pickFile(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(likelyFiles, builtFolders, mostFiles);
  if (found.length === 0) return await browse();
  const items = found
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  const other = { label: `$(folder-opened) ${vscode.l10n.t('Choose a File…')}`, uri: undefined };
  const title = vscode.l10n.t('Import a Cluster');
  const placeHolder = vscode.l10n.t('client.properties of a Java client, or application.yml of Spring');
  const picked = await vscode.window.showQuickPick([...items, other], { title, placeHolder });
  return picked === undefined ? undefined : (picked.uri ?? (await browse()));
}

async function browse(): Promise<vscode.Uri | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import a Cluster'),
      openLabel: vscode.l10n.t('Import'),
      ...(vscode.workspace.workspaceFolders?.[0] && { defaultUri: vscode.workspace.workspaceFolders[0].uri }),
      filters: { [vscode.l10n.t('Configuration')]: ['properties', 'yml', 'yaml', 'config', 'conf'] },
    })) ?? [];
  return uri;
}

async function readFile(uri: vscode.Uri): Promise<ConfigFile> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  return { name: basename(uri.fsPath), text: new TextDecoder().decode(bytes) };
}

async function readBase(uri: vscode.Uri): Promise<ConfigFile | undefined> {
  for (const name of baseFiles(basename(uri.fsPath))) {
    const base = vscode.Uri.joinPath(uri, '..', name);
    if (await isThere(base)) return await readFile(base);
  }
  return undefined;
}

async function pickCandidate(candidates: readonly Candidate[], file: string): Promise<Candidate | undefined> {
  const [only, ...others] = candidates;
  if (others.length === 0) return only;
  const items = candidates.map((candidate) => ({
    label: labelOf(candidate),
    description: candidate.settings.get('bootstrap.servers') ?? '',
    candidate,
  }));
  const title = vscode.l10n.t('Which cluster of {0}?', file);
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.candidate;
}

function labelOf({ profile, role }: Candidate): string {
  const where =
    profile === undefined ? vscode.l10n.t('Without a profile') : vscode.l10n.t('Profile {0}', profile);
  return role === undefined ? where : `${where} · ${role}`;
}

/** A value that came from a secret setting is asked for as one. */
const secretSetting = /password|secret|jaas|\.key$|\.pem$|token/i;

async function fillPlaceholders(
  { settings, file }: Candidate,
  words: Localizer,
): Promise<Settings | undefined> {
  const typed = new Map<string, string>();
  // A file of a stranger could send what the environment holds to a server of its own.
  const environment = vscode.workspace.isTrusted ? process.env : {};
  for (;;) {
    const known = (name: string) => lookUp(name, { typed, environment, file });
    const resolved = resolvePlaceholders(settings, known);
    const next = resolved.missing.find(({ key }) => isOfConnection(key));
    if (next === undefined) return resolved.settings;
    const value = await vscode.window.showInputBox({
      title: words.t('Import a Cluster'),
      prompt: words.t(
        '{0} is used by {1}, and neither the file nor the environment says what it is.',
        next.name,
        next.key,
      ),
      placeHolder: next.name,
      password: secretSetting.test(next.key) || secretSetting.test(next.name),
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    typed.set(next.name, value);
  }
}

async function readNotes(file: string, sentences: readonly string[]): Promise<boolean> {
  const goOn = vscode.l10n.t('Continue');
  const message = vscode.l10n.t('Not everything in {0} can be used here.', file);
  const detail = sentences.join('\n\n');
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, goOn)) === goOn;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
