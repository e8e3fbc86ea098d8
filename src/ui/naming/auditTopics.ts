/**
 * "Audit Topic Names": every topic of the cluster that is worked with, as a report in the editor that can be saved and
 * copied. The editor never waits: the judging is done in slices.
 */
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { toKafkaError } from '../../client/errors.ts';
import { type Audit, auditing } from '../../naming/audit.ts';
import type { NamingPolicy } from '../../naming/policy.ts';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import { wordsFor } from '../explorer/words.ts';
import { type AuditFormat, type AuditSource, auditText } from './auditExport.ts';
import { auditReport } from './auditReport.ts';
import type { Conventions } from './conventions.ts';

const scheme = 'eddy-audit';
/** How long the editor's other work waits at most for a slice. */
const sliceMs = 8;

interface Report {
  readonly audit: Audit;
  readonly source: AuditSource;
}

/** The commands and the documents; all end with the extension. */
export class TopicAudits implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #clusters: ClusterAccess;
  readonly #conventions: Conventions;
  /** By the document's path: the last one of each cluster. */
  readonly #reports = new Map<string, Report>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(clusters: ClusterAccess, conventions: Conventions) {
    this.#clusters = clusters;
    this.#conventions = conventions;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.commands.registerCommand('eddy.naming.audit', () => this.#run()),
      vscode.commands.registerCommand('eddy.naming.exportAudit', (uri: unknown) => this.#export(uri)),
    );
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    const report = this.#reports.get(path);
    if (report === undefined) return `${vscode.l10n.t('This report is gone. Run the audit again.')}\n`;
    const { audit, source } = report;
    const { language } = vscode.env;
    const time = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
    const head = {
      cluster: source.cluster,
      time: time.format(new Date(source.at)),
      template: source.convention.template,
    };
    return auditReport(audit, head, wordsFor(vscode.l10n, language));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #run(): Promise<void> {
    const connection = await this.#clusters.ensure();
    if (connection === undefined) return;
    const { service } = connection;
    const cluster = service.profile.name;
    try {
      const names = (await service.metadata()).topics.map(({ name }) => name);
      const rules = this.#conventions.ofTopics;
      const audit = await auditWithProgress(names, rules, cluster);
      if (audit === undefined) return;
      const { convention } = rules;
      await this.#show({ audit, source: { cluster, at: new Date().toISOString(), convention } });
    } catch (error) {
      const { name: code, message } = toKafkaError(error);
      void vscode.window.showErrorMessage(`${code}: ${message}`);
    }
  }

  async #show(report: Report): Promise<void> {
    const title = vscode.l10n.t('Topic Names of {0}', report.source.cluster).replaceAll('/', '∕');
    const uri = vscode.Uri.from({ scheme, path: `/${title}.md` });
    this.#reports.set(uri.path, report);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  async #export(given: unknown): Promise<void> {
    const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    const report = uri === undefined ? undefined : this.#reports.get(uri.path);
    if (report === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This report is gone. Run the audit again.'));
      return;
    }
    const choice = await vscode.window.showQuickPick(
      [
        { label: vscode.l10n.t('Save as CSV…'), format: 'csv', isSaved: true } as const,
        { label: vscode.l10n.t('Save as JSON…'), format: 'json', isSaved: true } as const,
        { label: vscode.l10n.t('Copy as CSV'), format: 'csv', isSaved: false } as const,
        { label: vscode.l10n.t('Copy as JSON'), format: 'json', isSaved: false } as const,
      ],
      { title: vscode.l10n.t('Save or copy all names, with what is said of them') },
    );
    if (choice === undefined) return;
    const text = auditText(report.audit, report.source, choice.format);
    if (choice.isSaved) await save(text, choice.format, report.source.cluster);
    else await copy(text, report.audit.names.length);
  }
}

/** undefined when it was cancelled. */
function auditWithProgress(
  names: readonly string[],
  rules: NamingPolicy,
  cluster: string,
): Thenable<Audit | undefined> {
  const title = vscode.l10n.t('Judging {0} topic names of {1}', names.length, cluster);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const work = auditing(names, rules);
    // Every name takes two steps.
    const increment = 100 / (2 * Math.max(1, names.length));
    while (!token.isCancellationRequested) {
      const end = performance.now() + sliceMs;
      let steps = 0;
      while (performance.now() < end) {
        const step = work.next();
        if (step.done === true) return step.value;
        steps += 1;
      }
      progress.report({ increment: steps * increment });
      await turn();
    }
    return undefined;
  });
}

async function save(text: string, format: AuditFormat, cluster: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `topic-names-${cluster.replace(/[^\p{L}\p{N}]+/gu, '-')}.${format}`;
  const uri = await vscode.window.showSaveDialog({
    filters: format === 'json' ? { JSON: ['json'] } : { CSV: ['csv'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function copy(text: string, names: number): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0} topic names', names), 3_000);
}
