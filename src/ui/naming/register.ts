/**
 * The topic-name linter in the editor: findings in `.kafka` files, and quick fixes that rename or excuse a
 * name. The judgement is `naming/`'s; names in source code join later through the same door.
 */
import * as vscode from 'vscode';
import { check, isComplete } from '../../naming/check.ts';
import type { Finding, Severity } from '../../naming/convention.ts';
import { keyedBlocks, languageId, parseDocument } from '../editor/blocks.ts';
import { DocumentWatch } from '../editor/documentWatch.ts';
import type { KnownTopics } from './knownTopics.ts';
import { findingText, nameContext, namingSection, readConvention } from './settings.ts';

const source = 'Eddy naming';

export interface NamingDependencies {
  /** Made once by the composition root (`new KnownTopics(clusters)`), shared with `registerKafkaFiles`. */
  readonly topics: KnownTopics;
}

/** Registers diagnostics and quick fixes for topic names; they end with the extension, or with the disposable. */
export function registerNaming(
  context: vscode.ExtensionContext,
  { topics }: NamingDependencies,
): vscode.Disposable {
  const linter = new NameLinter(topics);
  const registration = vscode.Disposable.from(
    linter,
    vscode.languages.registerCodeActionsProvider({ language: languageId }, linter, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.commands.registerCommand('eddy.naming.ignore', (name: unknown) => ignore(name)),
  );
  context.subscriptions.push(registration);
  return registration;
}

/** A topic name in a document, with what is said about it. */
interface NamedPlace {
  readonly range: vscode.Range;
  readonly name: string;
  readonly findings: readonly Finding[];
}

class NameLinter implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #topics: KnownTopics;
  readonly #collection = vscode.languages.createDiagnosticCollection('eddy.naming');
  readonly #watch: DocumentWatch;
  readonly #subscriptions: vscode.Disposable;

  constructor(topics: KnownTopics) {
    this.#topics = topics;
    this.#watch = new DocumentWatch({
      look: (document) => this.#look(document),
      forget: (document) => this.#collection.delete(document.uri),
    });
    this.#subscriptions = vscode.Disposable.from(
      topics.onDidChange(() => this.#watch.lookAtAll()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(namingSection)) {
          this.#watch.lookAtAll();
        }
      }),
    );
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const diagnostics = context.diagnostics.filter((diagnostic) => diagnostic.source === source);
    const actions = this.#places(document)
      .filter((place) => place.findings.length > 0 && place.range.intersection(range) !== undefined)
      .flatMap((place) => [...renameActions(document, place), ...ignoreActions(place)]);
    for (const action of actions) {
      action.diagnostics = diagnostics;
    }
    return actions;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#watch.dispose();
    this.#collection.dispose();
  }

  #look(document: vscode.TextDocument): void {
    void this.#topics.refresh();
    const diagnostics = this.#places(document).flatMap((place) =>
      place.findings.map((finding) => diagnosticOf(document, place, finding)),
    );
    this.#collection.set(document.uri, diagnostics);
  }

  #places(document: vscode.TextDocument): readonly NamedPlace[] {
    const convention = readConvention(document.uri);
    const context = nameContext(this.#topics.current, document.uri);
    return keyedBlocks(parseDocument(document)).flatMap(({ block }) =>
      block.properties
        .filter((property) => property.name.text === 'topic' && property.value.text !== '')
        .map(({ value: { text, start, end } }) => ({
          range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
          name: text,
          findings: check(text, convention, context),
        })),
    );
  }
}

function diagnosticOf(
  document: vscode.TextDocument,
  { range }: NamedPlace,
  finding: Finding,
): vscode.Diagnostic {
  const start = document.offsetAt(range.start);
  const part = new vscode.Range(
    document.positionAt(start + finding.start),
    document.positionAt(start + finding.end),
  );
  const diagnostic = new vscode.Diagnostic(
    part.isEmpty ? range : part,
    findingText(finding),
    severityOf(finding.severity),
  );
  diagnostic.source = source;
  diagnostic.code = finding.code;
  return diagnostic;
}

function severityOf(severity: Severity): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return vscode.DiagnosticSeverity.Error;
    case 'warning':
      return vscode.DiagnosticSeverity.Warning;
    case 'information':
      return vscode.DiagnosticSeverity.Information;
    case 'hint':
      return vscode.DiagnosticSeverity.Hint;
  }
}

/** One action per suggested name; segments nobody could guess become places to type in. */
function renameActions(
  document: vscode.TextDocument,
  { range, findings }: NamedPlace,
): readonly vscode.CodeAction[] {
  const suggestions = new Set(
    findings.flatMap(({ suggestion }) => (suggestion === undefined ? [] : [suggestion])),
  );
  return [...suggestions].map((suggestion, index) => {
    const title = vscode.l10n.t('Rename to {0}', suggestion);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.isPreferred = index === 0;
    action.edit = new vscode.WorkspaceEdit();
    if (isComplete(suggestion)) {
      action.edit.replace(document.uri, range, suggestion);
    } else {
      action.edit.set(document.uri, [new vscode.SnippetTextEdit(range, snippetOf(suggestion))]);
    }
    return action;
  });
}

/** `<service>.order` → a snippet with the word "service" to type over. */
function snippetOf(suggestion: string): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  for (const part of suggestion.split(/(<[^>]*>)/)) {
    if (part.startsWith('<')) {
      snippet.appendPlaceholder(part.slice(1, -1));
    } else {
      snippet.appendText(part);
    }
  }
  return snippet;
}

function ignoreActions({ name, findings }: NamedPlace): readonly vscode.CodeAction[] {
  if (!findings.some(({ level }) => level === 'convention')) {
    return [];
  }
  const title = vscode.l10n.t('Ignore the name {0} in this workspace', name);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: 'eddy.naming.ignore', arguments: [name] };
  return [action];
}

/** Adds a name to `eddy.naming.ignore` of the workspace, or of the user when no folder is open. */
async function ignore(name: unknown): Promise<void> {
  if (typeof name !== 'string') {
    return;
  }
  const known = readConvention().ignore;
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  if (!known.includes(name)) {
    await vscode.workspace.getConfiguration(namingSection).update('ignore', [...known, name], target);
  }
}
