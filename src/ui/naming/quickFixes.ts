/** What may be done about a finding: rename here or everywhere, excuse the name, adopt the convention. */
import * as vscode from 'vscode';
import { isComplete } from '../../naming/check.ts';
import { diagnosticSource } from './diagnostics.ts';
import { type NamedPlace, type NameSources, placesIn } from './places.ts';

export class NamingQuickFixes implements vscode.CodeActionProvider {
  readonly #sources: NameSources;

  constructor(sources: NameSources) {
    this.#sources = sources;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const diagnostics = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    const actions = placesIn(document, this.#sources)
      .filter((place) => place.findings.length > 0 && place.range.intersection(range) !== undefined)
      .flatMap((place) => this.#actionsAt(document, place));
    for (const action of actions) action.diagnostics = diagnostics;
    return actions;
  }

  #actionsAt(document: vscode.TextDocument, place: NamedPlace): readonly vscode.CodeAction[] {
    const suggestions = suggestionsOf(place);
    const here = place.isVerbatim
      ? suggestions.map((one, index) => renameHere(document, place, one, index))
      : [];
    const actions = [...here];
    if (vscode.workspace.getWorkspaceFolder(document.uri) !== undefined) {
      const title = vscode.l10n.t('Rename {0} everywhere in the workspace…', place.name);
      actions.push(commandAction(title, 'eddy.naming.renameEverywhere', [place.name, suggestions[0]]));
    }
    if (!place.findings.some(({ level }) => level === 'convention')) return actions;
    const ignore = vscode.l10n.t('Ignore the name {0} in this workspace', place.name);
    actions.push(commandAction(ignore, 'eddy.naming.ignore', [place.name, document.uri]));
    const isAgreed = this.#sources.conventions.teamConfig(document.uri) !== undefined;
    if (!isAgreed && vscode.workspace.getWorkspaceFolder(document.uri) !== undefined) {
      const adopt = vscode.l10n.t('Adopt the naming convention: only new names are checked…');
      actions.push(commandAction(adopt, 'eddy.naming.adopt', [document.uri]));
    }
    return actions;
  }
}

function suggestionsOf({ findings }: NamedPlace): readonly string[] {
  return [...new Set(findings.flatMap(({ suggestion }) => (suggestion === undefined ? [] : [suggestion])))];
}

/** Segments nobody could guess become places to type in. */
function renameHere(
  document: vscode.TextDocument,
  { range }: NamedPlace,
  suggestion: string,
  index: number,
): vscode.CodeAction {
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
}

function commandAction(title: string, command: string, given: unknown[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command, arguments: given };
  return action;
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
