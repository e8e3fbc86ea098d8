/**
 * The tree view: reads the cluster while it is visible and draws again what changed, and only that. What a
 * row shows is decided by `clusterTree`; what can be done with it by the topic and cluster commands.
 */
import * as vscode from 'vscode';
import type { ConfigEntry } from '../../client/adminService.ts';
import { type KafkaErrorFields, toKafkaError } from '../../client/errors.ts';
import type { TopicInfo } from '../../client/model.ts';
import type { Clusters } from '../clusters/clusters.ts';
import type { RemoteClusters } from '../clusters/remoteClusters.ts';
import { Poller } from '../poller.ts';
import { type Arrangement, arrangeTopics, plainArrangement, topicsAtOnce } from './arrangement.ts';
import { clusterTree, type ExplorerState } from './clusterTree.ts';
import { type ClusterReading, readCluster } from './snapshot.ts';
import type { NamingMark } from './topicItems.ts';
import { changesBetween, indexTree, type Target, type TreeNode } from './tree.ts';
import { type Words, wordsFor } from './words.ts';

/** What VS Code holds of a row, and what commands get: the same object as long as the row is there. */
interface Handle extends Target {
  readonly id: string;
}

export interface ExplorerNaming {
  mark(topic: string, all: readonly string[]): NamingMark | undefined;
  /** Fires when marks may have changed, e.g. after a change of settings. */
  readonly onDidChange: vscode.Event<unknown>;
}

const viewId = 'eddy.explorer';
const revealAttempts = 5;
const revealDelay = 200;
const internalKey = 'eddy.explorer.showInternal';
const filterKey = 'eddy.explorer.isFiltered';
const sortKey = 'eddy.explorer.sort';
const pinnedKey = 'eddy.explorer.pinned';

export class Explorer implements vscode.TreeDataProvider<Handle>, vscode.Disposable {
  readonly #clusters: Clusters;
  readonly #remotes: RemoteClusters;
  readonly #naming: ExplorerNaming;
  readonly #memory: vscode.Memento;
  readonly #words: Words = wordsFor(vscode.l10n, vscode.env.language);
  readonly #changed = new vscode.EventEmitter<Handle | undefined>();
  readonly #poller = new Poller(() => this.#look());
  readonly #view: vscode.TreeView<Handle>;
  readonly #disposables: vscode.Disposable[];
  readonly #handles = new Map<string, Handle>();
  #roots: readonly TreeNode[] = [];
  #nodes: ReadonlyMap<string, TreeNode> = new Map();
  #parents: ReadonlyMap<string, string> = new Map();
  #reading: ClusterReading | undefined;
  #failure: KafkaErrorFields | undefined;
  #showInternal: boolean;
  #arrangement: Arrangement;
  readonly #configs = new Map<string, readonly ConfigEntry[]>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(clusters: Clusters, remotes: RemoteClusters, naming: ExplorerNaming, memory: vscode.Memento) {
    this.#clusters = clusters;
    this.#remotes = remotes;
    this.#naming = naming;
    this.#memory = memory;
    this.#showInternal = memory.get(internalKey, false);
    this.#arrangement = {
      ...plainArrangement,
      sort: memory.get(sortKey, 'name'),
      pinned: new Set(memory.get<readonly string[]>(pinnedKey, [])),
    };
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#disposables = [
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(({ visible }) => this.#poller.setActive(visible)),
      clusters.onDidChange(() => this.#forget()),
      clusters.onDidChangeStatus(() => this.#draw()),
      naming.onDidChange(() => this.#draw()),
      remotes.onDidChange(() => this.#draw()),
      this.#view.onDidExpandElement(({ element }) => void this.#readConfigs(element)),
    ];
    void vscode.commands.executeCommand('setContext', internalKey, this.#showInternal);
    this.#draw();
    this.#poller.setActive(this.#view.visible);
  }

  getTreeItem(handle: Handle): vscode.TreeItem {
    const node = this.#nodes.get(handle.id);
    return node === undefined ? new vscode.TreeItem('') : toTreeItem(node);
  }

  getChildren(handle?: Handle): Handle[] {
    const nodes = handle === undefined ? this.#roots : (this.#nodes.get(handle.id)?.children ?? []);
    return nodes.map((node) => this.#handleOf(node));
  }

  getParent(handle: Handle): Handle | undefined {
    const parent = this.#nodes.get(this.#parents.get(handle.id) ?? '');
    return parent === undefined ? undefined : this.#handleOf(parent);
  }

  /** Reads the cluster at once and draws what changed. */
  async refresh(): Promise<void> {
    await this.#poller.now();
  }

  /** Shows a topic that has just come, if anybody sees the view. */
  async revealTopic(topic: string): Promise<void> {
    if (this.#view.visible) await this.#revealTopic(topic);
  }

  /** Brings the view to the front with this topic selected; whatever filter hides the topic gives way to its name. */
  async showTopic(topic: string): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await this.refresh();
    if (!this.#nodes.has(`topic ${topic}`)) await this.setFilter(topic);
    await this.#revealTopic(topic);
  }

  async setShowInternal(show: boolean): Promise<void> {
    this.#showInternal = show;
    await this.#memory.update(internalKey, show);
    await vscode.commands.executeCommand('setContext', internalKey, show);
    await this.refresh();
  }

  get filter(): string {
    return this.#arrangement.filter;
  }

  /** Shows only the topics and groups whose names contain these words; empty shows all. */
  async setFilter(filter: string): Promise<void> {
    this.#view.message = filter === '' ? '' : vscode.l10n.t('Filter: {0}', filter);
    await vscode.commands.executeCommand('setContext', filterKey, filter !== '');
    await this.#arrange({ filter, most: topicsAtOnce });
  }

  async setSort(sort: Arrangement['sort']): Promise<void> {
    await this.#memory.update(sortKey, sort);
    await this.#arrange({ sort });
  }

  /** Pinned topics come first. */
  async setPinned(topics: readonly string[], pinned: boolean): Promise<void> {
    const before = this.#arrangement.pinned;
    const kept = [...before].filter((topic) => !topics.includes(topic));
    const next = new Set(pinned ? [...kept, ...topics] : kept);
    await this.#memory.update(pinnedKey, [...next]);
    await this.#arrange({ pinned: next });
  }

  async showMore(): Promise<void> {
    await this.#arrange({ most: this.#arrangement.most + topicsAtOnce });
  }

  dispose(): void {
    this.#poller.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #arrange(change: Partial<Arrangement>): Promise<void> {
    this.#arrangement = { ...this.#arrangement, ...change };
    this.#draw();
    await this.refresh();
  }

  /** Configs are many and change seldom: they are read when somebody opens the row. */
  async #readConfigs({ id, topic }: Handle): Promise<void> {
    const connection = this.#clusters.current;
    if (connection === undefined || topic === undefined || id !== `configs ${topic}`) return;
    const { values } = await connection.service.admin
      .describeTopicConfigs([topic])
      .catch((): { readonly values: ReadonlyMap<string, readonly ConfigEntry[]> } => ({ values: new Map() }));
    this.#configs.set(topic, values.get(topic) ?? []);
    this.#draw();
  }

  /** The view takes a moment to know a topic; when it never does, nothing is lost. */
  async #revealTopic(topic: string): Promise<void> {
    for (let attempt = 0; attempt < revealAttempts; attempt++) {
      const node = this.#nodes.get(`topic ${topic}`);
      if (node !== undefined && (await this.#reveal(node))) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, revealDelay));
    }
  }

  async #reveal(node: TreeNode): Promise<boolean> {
    return await Promise.resolve(
      this.#view.reveal(this.#handleOf(node), { select: true, focus: false }),
    ).then(
      () => true,
      () => false,
    );
  }

  async #look(): Promise<boolean> {
    const connection = this.#clusters.current;
    if (connection === undefined) {
      return true;
    }
    try {
      const before = this.#reading?.groups ?? [];
      const reading = await readCluster(connection.service, (topics) => this.#shown(topics), before);
      if (this.#clusters.current === connection) {
        this.#reading = reading;
        this.#failure = undefined;
      }
    } catch (error) {
      if (this.#clusters.current === connection) {
        this.#failure = toKafkaError(error);
      }
    }
    this.#draw();
    return this.#failure === undefined;
  }

  /** Those whose offsets are worth asking for; all of them where they are sorted by their records. */
  #shown(topics: readonly TopicInfo[]): readonly TopicInfo[] {
    const wanted = topics.filter((topic) => this.#showInternal || !topic.internal);
    if (this.#arrangement.sort === 'records') return wanted;
    return arrangeTopics(wanted, this.#arrangement, () => undefined).shown;
  }

  /** Another connection: nothing that was read still holds. */
  #forget(): void {
    this.#reading = undefined;
    this.#failure = undefined;
    this.#configs.clear();
    this.#draw();
    if (this.#view.visible) {
      void this.#poller.now();
    }
  }

  #draw(): void {
    const state: ExplorerState = {
      status: this.#clusters.status,
      remotes: this.#remotes.list,
      remote: this.#clusters.remote,
      reading: this.#reading,
      failure: this.#failure,
      showInternal: this.#showInternal,
      arrangement: this.#arrangement,
      configs: (topic) => this.#configs.get(topic),
      mark: (topic, all) => this.#naming.mark(topic, all),
    };
    const before = this.#roots;
    this.#roots = clusterTree(state, this.#words);
    this.#nodes = indexTree(this.#roots);
    this.#parents = parentsIn(this.#roots);
    for (const id of this.#handles.keys()) {
      if (!this.#nodes.has(id)) {
        this.#handles.delete(id);
      }
    }
    const { root, ids } = changesBetween(before, this.#roots);
    if (root) {
      this.#changed.fire(undefined);
    }
    for (const id of ids) {
      const handle = this.#handles.get(id);
      if (handle !== undefined) {
        this.#changed.fire(handle);
      }
    }
  }

  #handleOf(node: TreeNode): Handle {
    const known = this.#handles.get(node.id);
    if (known !== undefined) {
      return known;
    }
    const handle = { id: node.id, ...node.target };
    this.#handles.set(node.id, handle);
    return handle;
  }
}

function parentsIn(roots: readonly TreeNode[]): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const visit = (node: TreeNode): void => {
    for (const child of node.children) {
      parents.set(child.id, node.id);
      visit(child);
    }
  };
  roots.forEach(visit);
  return parents;
}

function toTreeItem({ id, view }: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(view.label, collapsibleStates[view.collapsible]);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(
    view.icon,
    view.color === undefined ? undefined : new vscode.ThemeColor(view.color),
  );
  item.contextValue = view.context;
  item.accessibilityInformation = { label: view.spoken };
  if (view.description !== undefined) {
    item.description = view.description;
  }
  if (view.tooltip !== undefined) {
    item.tooltip = view.tooltip;
  }
  if (view.command !== undefined) {
    const given = view.argument === undefined ? {} : { arguments: [view.argument] };
    item.command = { command: view.command, title: view.label, ...given };
  }
  return item;
}

const collapsibleStates = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};
