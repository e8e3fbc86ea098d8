/**
 * Where consumers' records are read: a read-only document per consumer, beside the file, which follows its
 * end while the reader is there. What it holds is `recordHistory.ts`'s matter.
 */
import * as vscode from 'vscode';
import type { ReceivedRecord } from '../../client/model.ts';
import { RecordHistory } from './recordHistory.ts';
import type { RecordFormats } from './recordText.ts';

const scheme = 'eddy-consumer';
/** Faster than this nobody reads, and every change sends the whole text to the editor. */
const drawMilliseconds = 200;

export class ConsumerOutput {
  readonly #uri: vscode.Uri;
  readonly #history: RecordHistory;
  readonly #draw: (uri: vscode.Uri) => void;
  #received = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(uri: vscode.Uri, formats: RecordFormats, draw: (uri: vscode.Uri) => void) {
    this.#uri = uri;
    this.#history = new RecordHistory(formats, vscode.l10n);
    this.#draw = draw;
  }

  /** Records received since the last `begin`. */
  get received(): number {
    return this.#received;
  }

  get text(): string {
    return this.#history.text();
  }

  /** A new run in the same document. */
  begin(formats: RecordFormats, header: string): void {
    this.#history.formats = formats;
    this.#received = 0;
    this.line(header);
  }

  record(record: ReceivedRecord): void {
    this.#received += 1;
    this.#history.add(record);
    this.#drawSoon();
  }

  /** A remark of ours, after the records that came before it. */
  line(text: string): void {
    this.#history.remark(text);
    this.#drawSoon();
  }

  /** Shows the document beside the file, which keeps the focus. */
  async show(): Promise<void> {
    const shown = vscode.window.visibleTextEditors.some(({ document }) => isSame(document.uri, this.#uri));
    if (!shown) {
      const document = await vscode.workspace.openTextDocument(this.#uri);
      await vscode.window.showTextDocument(document, {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: true,
        preview: false,
      });
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw(this.#uri);
    }, drawMilliseconds);
  }
}

/** The documents of all consumers of this session. */
export class ConsumerOutputs implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #outputs = new Map<string, ConsumerOutput>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidChangeTextDocument((event) => followEnd(event)),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#outputs.get(uri.path)?.text ??
      `— ${vscode.l10n.t('This consumer has not run in this session.')}\n`
    );
  }

  /** The document of a name; the same one again for the same name. */
  output(name: string, formats: RecordFormats): ConsumerOutput {
    const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}.log` });
    const known = this.#outputs.get(uri.path);
    if (known !== undefined) {
      return known;
    }
    const output = new ConsumerOutput(uri, formats, (changed) => this.#changed.fire(changed));
    this.#outputs.set(uri.path, output);
    return output;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    for (const output of this.#outputs.values()) {
      output.dispose();
    }
  }
}

/** A reader at the end stays at the end; one who has scrolled up is left in peace. */
function followEnd({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
  if (document.uri.scheme !== scheme || contentChanges.length === 0) {
    return;
  }
  const firstChange = Math.min(...contentChanges.map(({ range }) => range.start.line));
  for (const editor of vscode.window.visibleTextEditors) {
    const lastVisible = editor.visibleRanges.at(-1)?.end.line ?? 0;
    if (isSame(editor.document.uri, document.uri) && lastVisible >= firstChange - 1) {
      const end = document.lineAt(document.lineCount - 1).range;
      editor.revealRange(end);
    }
  }
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}
