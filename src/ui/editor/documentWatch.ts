/**
 * Calls back for every open document that somebody cares for: when it opens, a typing pause after it changes, when it
 * closes, and for all of them on request.
 */
import * as vscode from 'vscode';

const typingPause = 250;

interface DocumentWatcher {
  /** Whether the watcher cares for a document at all. */
  concerns(document: vscode.TextDocument): boolean;
  look(document: vscode.TextDocument): void;
  /** It has been closed. */
  forget(document: vscode.TextDocument): void;
}

export class DocumentWatch implements vscode.Disposable {
  readonly #watcher: DocumentWatcher;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable;

  constructor(watcher: DocumentWatcher) {
    this.#watcher = watcher;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#lookSoon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    );
    this.lookAtAll();
  }

  lookAtAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.#look(document);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
  }

  #look(document: vscode.TextDocument): void {
    if (this.#watcher.concerns(document)) {
      this.#watcher.look(document);
    }
  }

  #lookSoon(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(
      uri,
      setTimeout(() => {
        this.#timers.delete(uri);
        if (!document.isClosed) {
          this.#look(document);
        }
      }, typingPause),
    );
  }

  #forget(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    if (this.#watcher.concerns(document)) {
      this.#watcher.forget(document);
    }
  }
}
