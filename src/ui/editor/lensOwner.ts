/**
 * Which extension shows lenses in `.kafka` files when "Tools for Apache Kafka" is installed, too: asked once,
 * remembered, and changed by a command. Its own commands and settings are never touched.
 */
import * as vscode from 'vscode';

const otherExtension = 'jeppeandersen.vscode-kafka';
const memoryKey = 'eddy.kafkaFile.lensOwner';

export class LensOwner implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #asking = false;

  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#subscription = vscode.extensions.onDidChange(() => this.#changed.fire());
  }

  /** True when Eddy shows its lenses; until the user has chosen, the other extension keeps what it had. */
  get isOurs(): boolean {
    return !this.#hasOther || this.#memory.get(memoryKey) === 'eddy';
  }

  /** Asks, the first time both extensions meet in a `.kafka` file. */
  async askOnce(): Promise<void> {
    if (this.#hasOther && this.#memory.get(memoryKey) === undefined && !this.#asking) {
      this.#asking = true;
      await this.choose();
      this.#asking = false;
    }
  }

  async choose(): Promise<void> {
    const ours = vscode.l10n.t('Eddy');
    const theirs = vscode.l10n.t('Tools for Apache Kafka');
    const question = vscode.l10n.t(
      'Eddy and Tools for Apache Kafka both show links above PRODUCER and CONSUMER in .kafka files. Which one shall show them?',
    );
    const chosen = await vscode.window.showInformationMessage(question, ours, theirs);
    // Dismissing is an answer, too: the question is asked once.
    await this.#memory.update(memoryKey, chosen === ours ? 'eddy' : 'other');
    this.#changed.fire();
    if (chosen === ours && this.#hasOther) {
      await this.#tellHowToSilence(theirs);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  get #hasOther(): boolean {
    return vscode.extensions.getExtension(otherExtension) !== undefined;
  }

  async #tellHowToSilence(name: string): Promise<void> {
    const show = vscode.l10n.t('Show Extension');
    const message = vscode.l10n.t(
      'Eddy shows its links now. Disable {0} in this workspace to hide its own.',
      name,
    );
    if ((await vscode.window.showInformationMessage(message, show)) === show) {
      await vscode.commands.executeCommand('extension.open', otherExtension);
    }
  }
}
