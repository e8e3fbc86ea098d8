/**
 * Problems of `.kafka` files as diagnostics with quick fixes, and topics the connected cluster does not
 * have. What is a problem is decided in `kafkaFile/`; names are the linter's (`ui/naming/`).
 */
import * as vscode from 'vscode';
import { callsFunctions, diagnose } from '../../kafkaFile/diagnose.ts';
import { type KafkaFile, type Problem, type ProblemSeverity, propertyOf } from '../../kafkaFile/syntax.ts';
import { isKafkaFile, parseDocument } from './blocks.ts';
import type { KafkaFileDependencies } from './dependencies.ts';
import { DocumentWatch } from './documentWatch.ts';
import type { LensOwner } from './lensOwner.ts';
import { problemText } from './recordText.ts';
import type { Templates } from './templates.ts';

const source = 'Eddy';
const unknownTopicCode = 'topic-unknown';

export class KafkaFileDiagnostics implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #dependencies: KafkaFileDependencies;
  readonly #templates: Templates;
  readonly #owner: LensOwner;
  readonly #collection = vscode.languages.createDiagnosticCollection('eddy.kafkaFile');
  readonly #watch: DocumentWatch;
  readonly #subscriptions: vscode.Disposable;

  constructor(dependencies: KafkaFileDependencies, templates: Templates, owner: LensOwner) {
    this.#dependencies = dependencies;
    this.#templates = templates;
    this.#owner = owner;
    this.#watch = new DocumentWatch({
      concerns: isKafkaFile,
      look: (document) => this.#look(document),
      forget: (document) => this.#collection.delete(document.uri),
    });
    const lookAtAll = () => this.#watch.lookAtAll();
    this.#subscriptions = vscode.Disposable.from(
      dependencies.topics.onDidChange(lookAtAll),
      owner.onDidChange(lookAtAll),
    );
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const problems = diagnose(parseDocument(document), this.#templates.loaded);
    return diagnostics
      .filter((diagnostic) => diagnostic.source === source)
      .flatMap((diagnostic) =>
        diagnostic.code === unknownTopicCode
          ? [createTopicAction(document, diagnostic)]
          : fixActions(document, diagnostic, problems),
      );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#watch.dispose();
    this.#collection.dispose();
  }

  #look(document: vscode.TextDocument): void {
    if (!this.#owner.isOurs) {
      this.#collection.delete(document.uri);
      return;
    }
    void this.#owner.askOnce();
    void this.#dependencies.topics.refresh();
    const file = parseDocument(document);
    if (this.#templates.loaded === undefined && callsFunctions(file)) {
      void this.#templates.load().then(() => this.#watch.lookAtAll());
    }
    const problems = diagnose(file, this.#templates.loaded);
    const diagnostics = problems.map((problem) => diagnosticOf(document, problem));
    this.#collection.set(document.uri, [...diagnostics, ...this.#unknownTopics(document, file)]);
  }

  #unknownTopics(document: vscode.TextDocument, file: KafkaFile): readonly vscode.Diagnostic[] {
    const { topics } = this.#dependencies;
    if (!topics.known) {
      return [];
    }
    return file.blocks.flatMap((block) => {
      const topic = propertyOf(block, 'topic')?.value;
      if (topic === undefined || topic.text === '' || topics.current.includes(topic.text)) {
        return [];
      }
      const { message, severity } = this.#unknownTopic(topic.text);
      const range = new vscode.Range(document.positionAt(topic.start), document.positionAt(topic.end));
      const diagnostic = new vscode.Diagnostic(range, message, severity);
      diagnostic.source = source;
      diagnostic.code = unknownTopicCode;
      return [diagnostic];
    });
  }

  #unknownTopic(name: string): { readonly message: string; readonly severity: vscode.DiagnosticSeverity } {
    switch (this.#dependencies.autoCreatesTopics()) {
      case true:
        return {
          message: vscode.l10n.t('Unknown topic "{0}": the first record creates it.', name),
          severity: vscode.DiagnosticSeverity.Information,
        };
      case false:
        return {
          message: vscode.l10n.t('Unknown topic "{0}": the cluster does not create topics by itself.', name),
          severity: vscode.DiagnosticSeverity.Error,
        };
      case undefined:
        return {
          message: vscode.l10n.t('Unknown topic "{0}": the cluster may not create it by itself.', name),
          severity: vscode.DiagnosticSeverity.Warning,
        };
    }
  }
}

function diagnosticOf(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem),
    problemText(problem, vscode.l10n),
    severityOf(problem.severity),
  );
  diagnostic.source = source;
  diagnostic.code = problem.code;
  if (problem.code === 'tombstone-value') {
    diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  }
  return diagnostic;
}

function rangeOf(
  document: vscode.TextDocument,
  span: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

function severityOf(severity: ProblemSeverity): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return vscode.DiagnosticSeverity.Error;
    case 'warning':
      return vscode.DiagnosticSeverity.Warning;
    case 'information':
      return vscode.DiagnosticSeverity.Information;
  }
}

function fixActions(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  problems: readonly Problem[],
): readonly vscode.CodeAction[] {
  return problems.flatMap((problem) => {
    const { fix, code } = problem;
    if (
      fix === undefined ||
      code !== diagnostic.code ||
      !rangeOf(document, problem).isEqual(diagnostic.range)
    ) {
      return [];
    }
    const action = new vscode.CodeAction(
      vscode.l10n.t(fix.title, ...fix.values),
      vscode.CodeActionKind.QuickFix,
    );
    action.diagnostics = [diagnostic];
    action.isPreferred = true;
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, rangeOf(document, fix), fix.newText);
    return [action];
  });
}

function createTopicAction(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const topic = document.getText(diagnostic.range);
  const title = vscode.l10n.t('Create topic {0}', topic);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = { title, command: 'eddy.kafkaFile.createTopic', arguments: [topic] };
  return action;
}
