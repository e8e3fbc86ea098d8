/**
 * The topic names of the workspace: what the linter's thread finds in open documents as they are typed, and in all other
 * files. A folder is looked through once something in it names a topic, a team config says so, or somebody asks.
 */
import * as vscode from 'vscode';
import type { FileNames, PlacedName } from '../../lint/control.ts';
import { Judge, type Judgement } from '../../naming/judge.ts';
import { DocumentWatch } from '../editor/documentWatch.ts';
import { inSlices } from '../slices.ts';
import type { Conventions } from './conventions.ts';
import type { LintThread } from './lintThread.ts';

/** After a file has changed on disk; a checkout changes many. */
const rescanPause = 2_000;
/** After the first of changes that do not end. */
const longestWait = 10_000;
/** What stands in nearly every text that names a topic. */
const mayName = /kafka|topic|stream|messaging|destination|kcat|racecar|\brpk\b/i;
/** Files that name no topic, however often they change. */
const never =
  /\/(?:node_modules|\.git|target|dist|build)\/|\.(?:log|lock|tmp|class|png|jpe?g|gif|svg|zip|jar|map)$/;

export interface NamedFile {
  readonly uri: vscode.Uri;
  readonly names: readonly PlacedName[];
}

/** What is known of one workspace folder. */
interface KnownFolder {
  readonly folder: vscode.WorkspaceFolder;
  /** By the file's URI: open documents as they are in the editor, others as they are on disk. */
  files: Map<string, NamedFile>;
  /** Knows the names of the last scan; one that is being typed is judged beside them, and not remembered half-typed. */
  judge: Judge | undefined;
  /** It has been looked through. */
  isScanned: boolean;
  scanning: Promise<void> | undefined;
  /** Something in it has changed since its last scan began. */
  isStale: boolean;
}

export class WorkspaceNames implements vscode.Disposable {
  readonly #thread: LintThread;
  readonly #conventions: Conventions;
  readonly #log: vscode.LogOutputChannel;
  readonly #folders = new Map<string, KnownFolder>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #watch: DocumentWatch;
  #timer: NodeJS.Timeout | undefined;
  #waitingSince: number | undefined;

  /** Fires with the files whose names, or whose judgement, may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(thread: LintThread, conventions: Conventions, log: vscode.LogOutputChannel) {
    this.#thread = thread;
    this.#conventions = conventions;
    this.#log = log;
    this.#watch = new DocumentWatch({
      concerns: (document) => vscode.workspace.getWorkspaceFolder(document.uri) !== undefined,
      look: (document) => void this.#look(document),
      forget: (document) => this.#forget(document),
    });
    const files = vscode.workspace.createFileSystemWatcher('**/*');
    const changed = (uri: vscode.Uri) => this.#changedOnDisk(uri);
    this.#subscriptions.push(
      files,
      files.onDidChange(changed),
      files.onDidCreate(changed),
      files.onDidDelete(changed),
      conventions.onDidChange(() => this.#judgeAnew()),
    );
    this.#judgeAnew();
  }

  /** The names in a file as far as it has been looked at. */
  namesIn(uri: vscode.Uri): readonly PlacedName[] {
    return this.#folderOf(uri)?.files.get(uri.toString())?.names ?? [];
  }

  judge(uri: vscode.Uri, { name, mention }: PlacedName): Judgement {
    const known = this.#folderOf(uri);
    if (known === undefined) return { verdict: 'ignored', findings: [] };
    known.judge ??= this.#newJudge(known.folder);
    return known.judge.judge({ name, mention, path: pathIn(known.folder, uri) });
  }

  /** Every file of the folder that holds names. */
  filesOf(folder: vscode.WorkspaceFolder): readonly NamedFile[] {
    return [...(this.#folders.get(folder.uri.toString())?.files.values() ?? [])];
  }

  /** Looks through the folder; files that have not changed since the last time are not read again. */
  async scan(
    folder: vscode.WorkspaceFolder,
    { signal, progress }: { readonly signal: AbortSignal; readonly progress: (looked: number) => void },
  ): Promise<void> {
    if (folder.uri.scheme !== 'file') return;
    const known = this.#knownOf(folder);
    const result = await this.#thread.scan(folder.uri.fsPath, signal, progress);
    if (result === undefined) return;
    for (const { path, reason, detail } of result.skipped) {
      if (reason === 'failed') this.#log.warn(`The linter could not read ${path}: ${detail ?? ''}`);
    }
    const before = [...known.files.values()].map(({ uri }) => uri);
    known.isScanned = true;
    const unsaved = unsavedFiles();
    const onDisk = found(folder, result.files).filter(([uri]) => !unsaved.has(uri));
    known.files = new Map([...onDisk, ...[...known.files].filter(([uri]) => unsaved.has(uri))]);
    await this.#judgeAll(known);
    this.#changed.fire(before);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watch.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
    this.#changed.dispose();
    void this.#thread.close();
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (folder === undefined) return;
    const { version } = document;
    const known = this.#knownOf(folder);
    // Until something has led to a scan there is nothing to lose, and no thread to be started for every text.
    const isAsked = known.isScanned || known.scanning !== undefined || mayName.test(document.getText());
    const names = isAsked ? await this.#namesIn(document, folder) : [];
    if (document.isClosed || document.version !== version) return;
    if (names.length === 0) known.files.delete(document.uri.toString());
    else known.files.set(document.uri.toString(), { uri: document.uri, names });
    if (known.isScanned) this.#changed.fire([document.uri]);
    else await this.#judgeAll(known);
    if (names.length > 0) this.#scanOnce(known);
  }

  async #namesIn(
    document: vscode.TextDocument,
    folder: vscode.WorkspaceFolder,
  ): Promise<readonly PlacedName[]> {
    try {
      return await this.#thread.namesIn(folder.uri.fsPath, pathIn(folder, document.uri), document.getText());
    } catch (error) {
      this.#log.warn(`The linter could not read ${document.uri.path}: ${String(error)}`);
      return [];
    }
  }

  /** A closed document is what is on disk again. */
  #forget(document: vscode.TextDocument): void {
    if (this.#folderOf(document.uri) !== undefined) this.#changedOnDisk(document.uri);
  }

  #scanOnce(known: KnownFolder): void {
    if (!known.isScanned) void this.#scanQuietly(known);
  }

  /** In the background; the status bar says so. One at a time for a folder. */
  #scanQuietly(known: KnownFolder): Promise<void> {
    if (known.scanning !== undefined) return known.scanning;
    known.isStale = false;
    known.scanning = this.#withProgress(known).finally(() => {
      known.scanning = undefined;
      // Something has changed behind the scan's back.
      if (known.isStale) this.#changedOnDisk(known.folder.uri);
    });
    return known.scanning;
  }

  async #withProgress({ folder }: KnownFolder): Promise<void> {
    const title = vscode.l10n.t('Looking for topic names');
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, (progress) =>
        this.scan(folder, {
          signal: new AbortController().signal,
          progress: (looked) => progress.report({ message: vscode.l10n.t('{0} files', looked) }),
        }),
      );
    } catch (error) {
      this.#log.warn(`The linter could not look through ${folder.name}: ${String(error)}`);
    }
  }

  #changedOnDisk(uri: vscode.Uri): void {
    const known = this.#folderOf(uri);
    if (known === undefined || never.test(`/${pathIn(known.folder, uri)}`)) return;
    known.isStale = true;
    if (!known.isScanned && known.scanning === undefined) return;
    // Whoever writes without a pause, such as a log, must not put it off for ever.
    this.#waitingSince ??= Date.now();
    if (Date.now() - this.#waitingSince < longestWait) clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#rescan(), rescanPause);
  }

  #rescan(): void {
    this.#timer = undefined;
    this.#waitingSince = undefined;
    for (const folder of this.#folders.values()) {
      if (folder.isStale && folder.isScanned) void this.#scanQuietly(folder);
    }
  }

  /** Another convention holds: nothing is found anew, all is judged anew. */
  #judgeAnew(): void {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const known = this.#knownOf(folder);
      if (this.#conventions.teamConfig(folder.uri) !== undefined) this.#scanOnce(known);
      void this.#judgeAll(known);
    }
  }

  /** Judges every name of the folder, in slices: there may be thousands, and somebody may be typing. */
  async #judgeAll(known: KnownFolder): Promise<void> {
    const { folder } = known;
    const files = [...known.files.values()];
    const used = files.flatMap(({ uri, names }) =>
      names.map(({ name, mention }) => ({ name, mention, path: pathIn(folder, uri) })),
    );
    const judge = this.#newJudge(folder);
    known.judge = judge;
    const isWanted = () => known.judge === judge;
    await inSlices(used, (one) => judge.learn(one), isWanted);
    // The judge remembers what it has said: whoever hears of the change below is answered at once.
    await inSlices(used, (one) => judge.judge(one), isWanted);
    if (isWanted()) this.#changed.fire(files.map(({ uri }) => uri));
  }

  #newJudge(folder: vscode.WorkspaceFolder): Judge {
    const config = this.#conventions.teamConfig(folder.uri);
    return new Judge({
      conventionFor: (path) => this.#conventions.of(vscode.Uri.joinPath(folder.uri, path)),
      baseline: config?.baseline ?? new Set(),
      service: this.#conventions.service(folder.uri),
      isAgreed: config !== undefined,
    });
  }

  #folderOf(uri: vscode.Uri): KnownFolder | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder === undefined ? undefined : this.#folders.get(folder.uri.toString());
  }

  #knownOf(folder: vscode.WorkspaceFolder): KnownFolder {
    const key = folder.uri.toString();
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const made: KnownFolder = {
      folder,
      files: new Map(),
      judge: undefined,
      isScanned: false,
      scanning: undefined,
      isStale: false,
    };
    this.#folders.set(key, made);
    return made;
  }
}

function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.length + 1);
}

function found(
  folder: vscode.WorkspaceFolder,
  files: readonly FileNames[],
): readonly (readonly [string, NamedFile])[] {
  return files.map(({ path, names }) => {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    return [uri.toString(), { uri, names }];
  });
}

/** Those documents are what the editor shows, whatever is on disk. */
function unsavedFiles(): ReadonlySet<string> {
  const unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
  return new Set(unsaved.map(({ uri }) => uri.toString()));
}
