/**
 * Which convention holds where: the settings, and above them what the team has committed in `.eddy/naming.json`. A file
 * that cannot be used is a diagnostic on the file, and the last good one stays in force.
 */
import * as vscode from 'vscode';
import { check } from '../../naming/check.ts';
import type { Convention, Finding, NameContext } from '../../naming/convention.ts';
import { isDeparture, type NamingPolicy } from '../../naming/policy.ts';
import { conventionFor, readTeamConfig, type TeamConfig, teamConfigPath } from '../../naming/teamConfig.ts';
import { findingText, isEnforced, namingSection, readConvention, readService, textOf } from './settings.ts';

/** One workspace folder's file. */
interface FolderConfig {
  readonly folder: vscode.WorkspaceFolder;
  readonly file: vscode.Uri;
  readonly watcher: vscode.Disposable;
  /** The last one that could be used; undefined when there is none. */
  config: TeamConfig | undefined;
}

export class Conventions implements vscode.Disposable {
  readonly #folders = new Map<string, FolderConfig>();
  /** The settings' convention by folder, read once: there is one object as long as nothing changes. */
  readonly #settings = new Map<string, Convention>();
  readonly #problems = vscode.languages.createDiagnosticCollection('eddy.naming.config');
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  /** Fires when another convention may hold for any name. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#lookAtFolders()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(namingSection)) return;
        this.#settings.clear();
        for (const known of this.#folders.values()) void this.#read(known);
        this.#changed.fire();
      }),
      // Not every file system tells of what changes on it: what the editor shows counts in any case.
      vscode.workspace.onDidOpenTextDocument((document) => this.#typed(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#typed(document)),
    );
    this.#lookAtFolders();
  }

  /** The convention for a resource; that of the first folder, or the user's, without one. */
  of(resource?: vscode.Uri): Convention {
    const known = this.#folderOf(resource);
    if (known?.config === undefined) return this.#ofSettings(known?.folder.uri ?? resource);
    const path = resource === undefined ? '' : resource.path.slice(known.folder.uri.path.length + 1);
    return conventionFor(known.config, path);
  }

  #ofSettings(resource: vscode.Uri | undefined): Convention {
    const key = resource?.toString() ?? '';
    const known = this.#settings.get(key) ?? readConvention(resource);
    this.#settings.set(key, known);
    return known;
  }

  /** The team's file, where it can be used. */
  teamConfig(resource?: vscode.Uri): TeamConfig | undefined {
    return this.#folderOf(resource)?.config;
  }

  /** Whether names that break the convention may not be created (illegal ones never can). */
  isEnforced(resource?: vscode.Uri): boolean {
    return this.teamConfig(resource)?.enforce === true || isEnforced(resource);
  }

  /** The service to suggest for names that lack one. */
  service(resource?: vscode.Uri): string | undefined {
    const said = this.teamConfig(resource)?.service ?? readService(resource);
    const folder = this.#folderOf(resource)?.folder ?? vscode.workspace.workspaceFolders?.[0];
    return said === '' ? folder?.name : said;
  }

  /** What is known about names in a resource. */
  context(existing: readonly string[], resource?: vscode.Uri): NameContext {
    return { service: this.service(resource), existing };
  }

  /** What there is to say of a name; nothing of the convention for one that was there before it. */
  check(name: string, existing: readonly string[], resource?: vscode.Uri): readonly Finding[] {
    const findings = check(name, this.of(resource), this.context(existing, resource));
    const isOld = this.teamConfig(resource)?.baseline.has(name) === true;
    return isOld ? findings.filter(({ level }) => level !== 'convention') : findings;
  }

  /**
   * Why a topic of this name may not be created, as a sentence; undefined when it may. Illegal names and collisions are
   * always refused, as Kafka would; the convention only when it is enforced.
   */
  refusalOf(name: string, existing: readonly string[], resource?: vscode.Uri): string | undefined {
    const enforced = this.isEnforced(resource);
    const reason = this.check(name, existing, resource).find(
      (finding) => finding.level !== 'convention' || (enforced && isDeparture(finding)),
    );
    return reason === undefined ? undefined : findingText(reason);
  }

  /** What the embedded cluster is to enforce; undefined = nothing. */
  get policy(): NamingPolicy | undefined {
    return this.isEnforced() ? this.ofTopics : undefined;
  }

  /** What is agreed on for topics, whether it is enforced or not. */
  get ofTopics(): NamingPolicy {
    return { convention: this.of(), service: this.service(), baseline: this.teamConfig()?.baseline };
  }

  /** The team's file has been written: it holds from now on. */
  async refresh(resource: vscode.Uri): Promise<void> {
    const known = this.#folderOf(resource);
    if (known !== undefined) await this.#read(known);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const { watcher } of this.#folders.values()) watcher.dispose();
    this.#problems.dispose();
    this.#changed.dispose();
  }

  #folderOf(resource: vscode.Uri | undefined): FolderConfig | undefined {
    const folder =
      resource === undefined
        ? vscode.workspace.workspaceFolders?.[0]
        : vscode.workspace.getWorkspaceFolder(resource);
    return folder === undefined ? undefined : this.#folders.get(folder.uri.toString());
  }

  #lookAtFolders(): void {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const present = new Set(folders.map(({ uri }) => uri.toString()));
    for (const [key, { watcher }] of this.#folders) {
      if (present.has(key)) continue;
      watcher.dispose();
      this.#folders.delete(key);
    }
    for (const folder of folders) {
      if (!this.#folders.has(folder.uri.toString())) this.#watch(folder);
    }
  }

  #watch(folder: vscode.WorkspaceFolder): void {
    const pattern = new vscode.RelativePattern(folder, teamConfigPath);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const file = vscode.Uri.joinPath(folder.uri, teamConfigPath);
    const known: FolderConfig = { folder, file, watcher, config: undefined };
    const read = () => void this.#read(known);
    watcher.onDidChange(read);
    watcher.onDidCreate(read);
    watcher.onDidDelete(read);
    this.#folders.set(folder.uri.toString(), known);
    read();
  }

  #typed(document: vscode.TextDocument): void {
    const known = this.#folderOf(document.uri);
    if (known?.file.toString() === document.uri.toString()) this.#use(known, document.getText());
  }

  async #read(known: FolderConfig): Promise<void> {
    this.#use(known, await textOf(known.file));
  }

  /** Takes over what the file says, or says what is wrong with it. */
  #use(known: FolderConfig, text: string | undefined): void {
    if (text === undefined) {
      this.#problems.delete(known.file);
      if (known.config === undefined) return;
      known.config = undefined;
      this.#changed.fire();
      return;
    }
    const reading = readTeamConfig(text, readConvention(known.folder.uri));
    if ('problems' in reading) {
      const positions = positionsIn(text);
      const diagnostics = reading.problems.map(({ start, end, sentence }) => {
        const message = vscode.l10n.t(sentence.template, ...sentence.values);
        const diagnostic = new vscode.Diagnostic(new vscode.Range(positions(start), positions(end)), message);
        diagnostic.source = 'Eddy naming';
        return diagnostic;
      });
      this.#problems.set(known.file, diagnostics);
      return;
    }
    this.#problems.delete(known.file);
    known.config = reading.config;
    this.#changed.fire();
  }
}

function positionsIn(text: string): (offset: number) => vscode.Position {
  return (offset) => {
    const before = text.slice(0, offset).split('\n');
    return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
  };
}
