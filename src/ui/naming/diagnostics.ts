/** What the linter says, in the editor and in Problems: every finding where its segment stands. It decides nothing. */
import * as vscode from 'vscode';
import type { Finding, Severity } from '../../naming/convention.ts';
import { isKafkaFile } from '../editor/blocks.ts';
import { DocumentWatch } from '../editor/documentWatch.ts';
import { type NamedPlace, type NameSources, placesInKafkaFile, placesInSource } from './places.ts';
import { findingText } from './settings.ts';

export const diagnosticSource = 'Eddy naming';

export class NamingDiagnostics implements vscode.Disposable {
  readonly #sources: NameSources;
  readonly #collection = vscode.languages.createDiagnosticCollection('eddy.naming');
  readonly #watch: DocumentWatch;
  readonly #subscriptions: vscode.Disposable;

  constructor(sources: NameSources) {
    this.#sources = sources;
    this.#watch = new DocumentWatch({
      concerns: isKafkaFile,
      look: (document) => this.#look(document),
      forget: ({ uri }) => this.#show(uri),
    });
    this.#subscriptions = vscode.Disposable.from(
      sources.topics.onDidChange(() => this.#watch.lookAtAll()),
      sources.conventions.onDidChange(() => this.#watch.lookAtAll()),
      sources.names.onDidChange((files) => {
        for (const uri of files) this.#show(uri);
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#watch.dispose();
    this.#collection.dispose();
  }

  #look(document: vscode.TextDocument): void {
    void this.#sources.topics.refresh();
    this.#collection.set(document.uri, placesInKafkaFile(document, this.#sources).flatMap(diagnosticsOf));
  }

  #show(uri: vscode.Uri): void {
    const isOpenKafkaFile = vscode.workspace.textDocuments.some(
      (document) => isKafkaFile(document) && document.uri.toString() === uri.toString(),
    );
    if (!isOpenKafkaFile) {
      this.#collection.set(uri, placesInSource(uri, this.#sources).flatMap(diagnosticsOf));
    }
  }
}

function diagnosticsOf(place: NamedPlace): readonly vscode.Diagnostic[] {
  return place.findings.map((finding) => {
    const diagnostic = new vscode.Diagnostic(
      partOf(place, finding),
      findingText(finding),
      severityOf(finding.severity),
    );
    diagnostic.source = diagnosticSource;
    diagnostic.code = finding.code;
    return diagnostic;
  });
}

/** The finding's segment; the whole of a name that is put together from parts, or that has no such segment. */
function partOf({ range, isVerbatim }: NamedPlace, { start, end }: Finding): vscode.Range {
  if (!isVerbatim || start === end) return range;
  return new vscode.Range(range.start.translate(0, start), range.start.translate(0, end));
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
