/** The commands about clusters that the user has added: connect, edit, test, remove, use. */
import { nanoid } from 'nanoid';
import * as vscode from 'vscode';
import { askForCluster, askNameAndRights } from './askCluster.ts';
import { type ClusterDraft, isComplete } from './clusterDraft.ts';
import type { Clusters } from './clusters.ts';
import { findingText } from './doctorWords.ts';
import { type TestResult, testCluster } from './examination.ts';
import { importFromFile } from './import/importCluster.ts';
import type { RemoteClusters } from './remoteClusters.ts';
import type { SavedCluster } from './savedCluster.ts';
import type { SecretField } from './secretQuestion.ts';

export function registerRemoteCommands(
  clusters: Clusters,
  remotes: RemoteClusters,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const examine = (saved: SavedCluster, draft?: ClusterDraft) => examineCluster(remotes, saved, draft, log);
  const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
    'eddy.cluster.add': async () => {
      const way = await pickWay();
      if (way === 'questions') await add(clusters, remotes, examine);
      if (way === 'file') await importOne(clusters, remotes, examine, undefined, log);
    },
    'eddy.cluster.import': (uri) =>
      importOne(clusters, remotes, examine, uri instanceof vscode.Uri ? uri : undefined, log),
    'eddy.cluster.edit': (row) =>
      withCluster(remotes, row, (saved) => edit(clusters, remotes, saved, examine)),
    'eddy.cluster.test': (row) => withCluster(remotes, row, (saved) => test(saved, examine)),
    'eddy.cluster.remove': (row) => withCluster(remotes, row, (saved) => remove(clusters, remotes, saved)),
    'eddy.cluster.use': (row) => use(clusters, remotes, idOf(row)),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

type Examine = (saved: SavedCluster, draft?: ClusterDraft) => Promise<readonly TestResult[]>;

async function pickWay(): Promise<'questions' | 'file' | undefined> {
  const items = [
    {
      label: `$(list-ordered) ${vscode.l10n.t('Answer Questions')}`,
      detail: vscode.l10n.t('Address, encryption, login: one after the other'),
      way: 'questions',
    },
    {
      label: `$(file-code) ${vscode.l10n.t('Import from a File…')}`,
      detail: vscode.l10n.t('client.properties of a Java client, or application.yml of Spring'),
      way: 'file',
    },
  ] as const;
  const title = vscode.l10n.t('Connect to a Kafka Cluster');
  return (await vscode.window.showQuickPick(items, { title }))?.way;
}

async function add(clusters: Clusters, remotes: RemoteClusters, examine: Examine): Promise<void> {
  const start = { saved: blankCluster(), secrets: {}, stored: new Set<SecretField>() };
  await saveNew(clusters, remotes, await askUntilItWorks(start, true, examine));
}

/** A file knows neither a name nor whether one may write; what else it leaves open is asked as of any new cluster. */
async function importOne(
  clusters: Clusters,
  remotes: RemoteClusters,
  examine: Examine,
  uri: vscode.Uri | undefined,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const imported = await importFromFile(blankCluster(), uri, log);
  if (imported === undefined) return;
  const ask = isComplete(imported) ? askNameAndRights : undefined;
  await saveNew(clusters, remotes, await askUntilItWorks(imported, true, examine, ask));
}

function blankCluster(): SavedCluster {
  return { id: nanoid(), name: '', bootstrapServers: [], readOnly: false, protocol: 'PLAINTEXT' };
}

async function saveNew(
  clusters: Clusters,
  remotes: RemoteClusters,
  draft: ClusterDraft | undefined,
): Promise<void> {
  if (draft === undefined) return;
  await remotes.save(draft.saved, draft.secrets);
  await clusters.select(draft.saved.id);
}

async function edit(
  clusters: Clusters,
  remotes: RemoteClusters,
  saved: SavedCluster,
  examine: Examine,
): Promise<void> {
  const start = { saved, secrets: {}, stored: await remotes.storedSecrets(saved.id) };
  const draft = await askUntilItWorks(start, false, examine);
  if (draft === undefined) return;
  await remotes.save(draft.saved, draft.secrets);
  await clusters.reconnect(draft.saved.id);
}

/**
 * Tests what was answered. Where it does not work, nothing is lost: it can be mended, or kept as it is.
 * @param askFirst asks less than everything, the first time
 */
async function askUntilItWorks(
  start: ClusterDraft,
  isNew: boolean,
  examine: Examine,
  askFirst: typeof askForCluster = askForCluster,
): Promise<ClusterDraft | undefined> {
  let ask = askFirst;
  for (let known = start; ; ask = askForCluster) {
    const draft = await ask(known, isNew, vscode.l10n);
    if (draft === undefined) return undefined;
    const findings = await examine(draft.saved, draft);
    if (isWell(findings)) return draft;
    const change = vscode.l10n.t('Change the Answers');
    const keep = vscode.l10n.t('Save Anyway');
    const message = vscode.l10n.t('{0} cannot be used yet.', draft.saved.name);
    const choice = await vscode.window.showWarningMessage(
      message,
      { modal: true, detail: textOf(findings) },
      change,
      keep,
    );
    if (choice === keep) return draft;
    if (choice !== change) return undefined;
    known = draft;
  }
}

async function test(saved: SavedCluster, examine: Examine): Promise<void> {
  const findings = await examine(saved);
  if (isWell(findings)) void vscode.window.showInformationMessage(`${saved.name}: ${textOf(findings)}`);
  else await offerEdit(saved, findings);
}

async function offerEdit(saved: SavedCluster, findings: readonly TestResult[]): Promise<void> {
  const edit = vscode.l10n.t('Edit Cluster…');
  const message = `${saved.name}: ${textOf(findings)}`;
  if ((await vscode.window.showWarningMessage(message, edit)) === edit) {
    await vscode.commands.executeCommand('eddy.cluster.edit', saved.id);
  }
}

async function remove(clusters: Clusters, remotes: RemoteClusters, saved: SavedCluster): Promise<void> {
  const action = vscode.l10n.t('Remove');
  const question = vscode.l10n.t('Remove {0} from the list?', saved.name);
  const detail = vscode.l10n.t('The cluster itself stays as it is. Its stored secrets are deleted here.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) !== action) return;
  if (clusters.selected === saved.id) await clusters.select('embedded');
  await remotes.remove(saved.id);
}

async function use(clusters: Clusters, remotes: RemoteClusters, id: string | undefined): Promise<void> {
  const chosen = id ?? (await pick(clusters, remotes));
  if (chosen !== undefined) await clusters.select(chosen);
}

/** undefined = the user changed their mind. `add` goes on to the questions about a new one. */
async function pick(clusters: Clusters, remotes: RemoteClusters): Promise<string | undefined> {
  const items = [
    { label: `$(database) ${vscode.l10n.t('Embedded cluster')}`, id: 'embedded' },
    ...remotes.list.map(({ id, name, bootstrapServers, readOnly }) => ({
      label: `$(${readOnly ? 'lock' : 'remote'}) ${name}`,
      description: bootstrapServers[0] ?? '',
      id,
    })),
  ].map((item) => ({ ...item, picked: item.id === clusters.selected }));
  const addItem = { label: `$(add) ${vscode.l10n.t('Connect to a Kafka Cluster…')}`, id: '' };
  const title = vscode.l10n.t('Which cluster to work with');
  const picked = await vscode.window.showQuickPick([...items, addItem], { title });
  if (picked?.id === '') {
    await vscode.commands.executeCommand('eddy.cluster.add');
    return undefined;
  }
  return picked?.id;
}

async function examineCluster(
  remotes: RemoteClusters,
  saved: SavedCluster,
  draft: ClusterDraft | undefined,
  log: vscode.LogOutputChannel,
): Promise<readonly TestResult[]> {
  const title = vscode.l10n.t('Connecting to {0}…', saved.name);
  const options = { location: vscode.ProgressLocation.Notification, title };
  const findings = await vscode.window.withProgress(options, () =>
    testCluster(() => remotes.profileOf(saved, draft?.secrets)),
  );
  for (const finding of findings) log.info(`${saved.name}: ${findingText(finding, vscode.l10n)}`);
  return findings;
}

function isWell(findings: readonly TestResult[]): boolean {
  return findings.some(({ kind }) => kind === 'well');
}

function textOf(findings: readonly TestResult[]): string {
  return findings.map((finding) => findingText(finding, vscode.l10n)).join('\n');
}

async function withCluster(
  remotes: RemoteClusters,
  row: unknown,
  run: (saved: SavedCluster) => Promise<void>,
): Promise<void> {
  const id = idOf(row);
  const saved = id === undefined ? await pickRemote(remotes) : remotes.get(id);
  if (saved !== undefined) await run(saved);
}

async function pickRemote(remotes: RemoteClusters): Promise<SavedCluster | undefined> {
  const items = remotes.list.map((saved) => ({ label: saved.name, saved }));
  const title = vscode.l10n.t('Which cluster?');
  return (await vscode.window.showQuickPick(items, { title }))?.saved;
}

/** Commands can be called by anybody: a row of the tree, or an id. */
function idOf(row: unknown): string | undefined {
  if (typeof row === 'string') return row;
  const id = typeof row === 'object' && row !== null && 'cluster' in row ? row.cluster : undefined;
  return typeof id === 'string' ? id : undefined;
}
