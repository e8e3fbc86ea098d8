/** Hands the lenses of a `.kafka` file to the editor, and asks it to draw them anew when their state changes. */
import * as vscode from 'vscode';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import { keyedBlocks, parseDocument } from './blocks.ts';
import type { Consumers } from './consumers.ts';
import { lensesOf } from './lenses.ts';
import type { LensOwner } from './lensOwner.ts';
import type { Producers } from './producers.ts';

/** A file that was open before activation draws no lenses until it is told to: a little after registration. */
const settleMilliseconds = 500;

export class LensProvider implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #clusters: ClusterAccess;
  readonly #producers: Producers;
  readonly #consumers: Consumers;
  readonly #owner: LensOwner;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #timer: NodeJS.Timeout;
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(clusters: ClusterAccess, producers: Producers, consumers: Consumers, owner: LensOwner) {
    this.#clusters = clusters;
    this.#producers = producers;
    this.#consumers = consumers;
    this.#owner = owner;
    const fire = () => this.#changed.fire();
    this.#timer = setTimeout(fire, settleMilliseconds);
    this.#subscriptions = vscode.Disposable.from(
      clusters.onDidChange(fire),
      producers.onDidChange(fire),
      consumers.onDidChange(fire),
      owner.onDidChange(fire),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!this.#owner.isOurs) {
      return [];
    }
    const uri = document.uri.toString();
    const cluster = this.#clusters.current?.service.profile.name;
    return keyedBlocks(parseDocument(document)).flatMap(({ key, block }) => {
      const reference = { uri, key };
      const state = {
        producer: this.#producers.state(reference),
        consumer: this.#consumers.state(reference),
        cluster,
      };
      const range = new vscode.Range(
        document.positionAt(block.keyword.start),
        document.positionAt(block.keyword.end),
      );
      return lensesOf(block, reference, state, vscode.l10n).map(
        ({ title, tooltip, command, arguments: values }) =>
          new vscode.CodeLens(range, { title, tooltip, command, arguments: [...values] }),
      );
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }
}
