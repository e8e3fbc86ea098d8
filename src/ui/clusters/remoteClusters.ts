/**
 * The clusters that the user has added: what is open about them in the editor's memory, their secrets in its secret storage and
 * nowhere else. Of VS Code it knows the types only, so that tests see what is stored where.
 */
import { readFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import type { ClusterProfile } from '../../client/model.ts';
import { type ClusterSecrets, profileOf, type SavedCluster } from './savedCluster.ts';
import { mergedSecrets, type SecretChanges, type SecretField } from './secretQuestion.ts';

const listKey = 'eddy.clusters';
const secretKey = (id: string): string => `eddy.cluster.${id}`;

export class RemoteClusters {
  readonly #memory: vscode.Memento;
  readonly #secrets: vscode.SecretStorage;
  readonly #listeners = new Set<() => void>();

  constructor({ globalState, secrets }: Pick<vscode.ExtensionContext, 'globalState' | 'secrets'>) {
    this.#memory = globalState;
    this.#secrets = secrets;
  }

  onDidChange(listener: () => void): vscode.Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** In the order in which they were added. */
  get list(): readonly SavedCluster[] {
    return this.#memory.get<readonly SavedCluster[]>(listKey, []);
  }

  get(id: string): SavedCluster | undefined {
    return this.list.find((saved) => saved.id === id);
  }

  /** Adds it, or replaces the one of the same id. Secrets that are left out stay as they are. */
  async save(saved: SavedCluster, changes: SecretChanges): Promise<void> {
    const secrets = mergedSecrets(await this.#secretsOf(saved.id), changes);
    await this.#secrets.store(secretKey(saved.id), JSON.stringify(secrets));
    const { list } = this;
    const isKnown = list.some(({ id }) => id === saved.id);
    const next = isKnown ? list.map((one) => (one.id === saved.id ? saved : one)) : [...list, saved];
    await this.#memory.update(listKey, next);
    this.#tell();
  }

  async remove(id: string): Promise<void> {
    await this.#secrets.delete(secretKey(id));
    await this.#memory.update(
      listKey,
      this.list.filter((saved) => saved.id !== id),
    );
    this.#tell();
  }

  /** Which secrets are stored; not what they are. */
  async storedSecrets(id: string): Promise<ReadonlySet<SecretField>> {
    return new Set(Object.keys(await this.#secretsOf(id)) as SecretField[]);
  }

  async #secretsOf(id: string): Promise<ClusterSecrets> {
    const stored = await this.#secrets.get(secretKey(id));
    return stored === undefined ? {} : (JSON.parse(stored) as ClusterSecrets);
  }

  /** @throws {Error} when a certificate's file cannot be read */
  async profileOf(saved: SavedCluster, changes: SecretChanges = {}): Promise<ClusterProfile> {
    const secrets = mergedSecrets(await this.#secretsOf(saved.id), changes);
    return await profileOf(saved, secrets, (path) => readFile(path, 'utf8'));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
