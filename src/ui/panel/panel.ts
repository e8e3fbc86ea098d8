/**
 * The panel as VS Code sees it: one webview panel, its command, its return after a reload, and the clock that
 * polls while it is visible. What is said to the webview is the session's matter.
 */
import { nanoid } from 'nanoid';
import * as vscode from 'vscode';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import { faultWords } from '../clusters/faultChoices.ts';
import { readClusterSettings } from '../clusters/settings.ts';
import { problemText } from '../editor/recordText.ts';
import type { Templates } from '../editor/templates.ts';
import { isPanelView } from './arrival.ts';
import { pageOf } from './html.ts';
import type { HostMessage, PanelView } from './messages.ts';
import type { NameRules } from './publish/draftFacts.ts';
import { chooseExport } from './records/exportDialog.ts';
import { PanelSession } from './session.ts';
import { panelStrings } from './strings.ts';

export interface PanelDependencies {
  readonly clusters: ClusterAccess;
  readonly templates: Templates;
  /** The linter's word on topic names. */
  readonly names: NameRules;
  /** Opens the page or setting that explains the naming convention. */
  explainNaming(): void;
  /** Something was created or sent: the tree may look again. */
  changed(): void;
}

/** Argument of `eddy.panel.open`; tree items and code lenses pass it. */
interface OpenPanelOptions {
  readonly view?: PanelView;
  readonly topic?: string;
  readonly group?: string;
}

const viewType = 'eddy.panel';
const pollEvery = 1_000;

export function registerPanel(
  context: vscode.ExtensionContext,
  dependencies: PanelDependencies,
): vscode.Disposable {
  let open: OpenPanel | undefined;
  const adopt = (panel: vscode.WebviewPanel): OpenPanel => {
    const adopted = new OpenPanel(context.extensionUri, panel, dependencies);
    panel.onDidDispose(() => {
      open = open === adopted ? undefined : open;
    });
    open = adopted;
    return adopted;
  };
  const command = vscode.commands.registerCommand('eddy.panel.open', (options?: unknown) => {
    if (open === undefined) {
      const title = vscode.l10n.t('Eddy: Kafka');
      adopt(vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active));
    } else {
      open.panel.reveal();
    }
    open?.show(readOptions(options));
  });
  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
      adopt(panel); // The webview restores its own form and choices from its state.
    },
  });
  return vscode.Disposable.from(command, serializer, { dispose: () => open?.panel.dispose() });
}

/** One webview panel with its session; it ends when the panel is closed. */
class OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #session: PanelSession;
  #timer: NodeJS.Timeout | undefined;
  #ready = false;
  #pending: Extract<HostMessage, { readonly type: 'show' }> | undefined;

  constructor(extensionUri: vscode.Uri, panel: vscode.WebviewPanel, dependencies: PanelDependencies) {
    this.panel = panel;
    this.#session = new PanelSession({
      strings: panelStrings(vscode.l10n),
      language: vscode.env.language,
      connection: () => dependencies.clusters.current,
      post: (message) => void panel.webview.postMessage(message),
      rules: dependencies.names,
      topicDefaults: () => {
        const { defaultPartitions, defaultReplicationFactor } = readClusterSettings();
        return { partitions: defaultPartitions, replicas: defaultReplicationFactor };
      },
      clusters: () => dependencies.clusters.choices,
      selectCluster: (id) => dependencies.clusters.select(id),
      startCluster: async () => await vscode.commands.executeCommand('eddy.cluster.start'),
      explainNaming: dependencies.explainNaming,
      loadTemplates: () => dependencies.templates.load(),
      problemText: (problem) => problemText(problem, vscode.l10n),
      noProducerText: vscode.l10n.t('The clipboard holds no PRODUCER block.'),
      readClipboard: async () => await vscode.env.clipboard.readText(),
      openKafkaText: async (text) => await openDocument('kafka', text),
      every: (milliseconds, tick) => {
        const timer = setInterval(tick, milliseconds);
        return () => clearInterval(timer);
      },
      groupAction: async (action, group) =>
        await vscode.commands.executeCommand(`eddy.group.${action}`, { group }),
      own: () => dependencies.clusters.own,
      chooseFault: async (broker) =>
        await vscode.commands.executeCommand('eddy.broker.injectFault', { broker }),
      openJson: async (data) => await openDocument('json', JSON.stringify(data, null, 2)),
      faultWords: (fault) => faultWords(fault, vscode.l10n),
      chooseExport,
      copyText: async (text) => await vscode.env.clipboard.writeText(text),
      changed: dependencies.changed,
      now: () => Date.now(),
    });
    const glances = setInterval(() => {
      if (panel.visible) void this.#session.glance();
    }, pollEvery);
    const listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        this.#session.setVisible(panel.visible);
        this.#schedule(0);
      }),
      dependencies.clusters.onDidChange(() => this.#schedule(0)),
    ];
    panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      clearInterval(glances);
      for (const listener of listeners) {
        listener.dispose();
      }
      void this.#session.close();
    });
    const assets = vscode.Uri.joinPath(extensionUri, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [assets] };
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.html = pageFor(panel.webview, assets);
    this.#schedule(0);
  }

  /** Goes to a view; a webview that is still loading gets the wish as soon as it can hear it. */
  show(options: OpenPanelOptions): void {
    if (options.view === undefined && options.topic === undefined && options.group === undefined) {
      return;
    }
    const view = options.view ?? (options.group === undefined ? 'publish' : 'groups');
    this.#pending = { ...options, type: 'show', view };
    this.#flush();
  }

  #flush(): void {
    if (this.#ready && this.#pending !== undefined) {
      this.#session.show(this.#pending);
      this.#pending = undefined;
    }
  }

  #receive(message: unknown): void {
    void this.#session.receive(message);
    // A webview that was hidden starts anew and says so; the messages before that would have been lost. What the
    // page before still said may arrive once it is hidden: nobody hears a wish then.
    if (this.panel.visible) {
      this.#ready = true;
      this.#flush();
    }
  }

  /** Polls while visible, never two at once, a second after the last one ended. */
  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.panel.visible) {
      this.#ready = false;
      return;
    }
    this.#timer = setTimeout(() => {
      void this.#session.poll().finally(() => this.#schedule(pollEvery));
    }, delay);
  }
}

function pageFor(webview: vscode.Webview, assets: vscode.Uri): string {
  const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  return pageOf({
    source: webview.cspSource,
    nonce: nanoid(),
    script: asset('webview.js'),
    style: asset('webview.css'),
    language: vscode.env.language,
    title: vscode.l10n.t('Eddy: Kafka'),
  });
}

/** What a caller passed, as far as it makes sense: commands can be called by anybody. */
function readOptions(value: unknown): OpenPanelOptions {
  if (typeof value !== 'object' || value === null) {
    return {};
  }
  const { view, topic, group } = value as Readonly<Record<string, unknown>>;
  return {
    ...(isPanelView(view) ? { view } : {}),
    ...(typeof topic === 'string' ? { topic } : {}),
    ...(typeof group === 'string' ? { group } : {}),
  };
}

async function openDocument(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
}
