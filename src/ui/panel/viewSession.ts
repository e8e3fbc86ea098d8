/**
 * One view's half of the panel's conversation, on the host's side. The session (`session.ts`) owns the connection, the lists and
 * the failures; a view answers the messages that are its own, and is told what happens.
 */
import type { ClusterService } from '../../client/clusterService.ts';
import type { ClusterInfo } from '../../client/model.ts';
import type { StartPracticeConsumer } from '../../client/practiceConsumer.ts';
import type { HostMessage, PanelView } from './messages.ts';

export interface SessionConnection {
  readonly service: Pick<
    ClusterService,
    | 'profile'
    | 'metadata'
    | 'offsets'
    | 'read'
    | 'produce'
    | 'groups'
    | 'describeGroup'
    | 'createTopic'
    | 'admin'
  >;
  readonly startPracticeConsumer: StartPracticeConsumer;
}

/** What a view may know and do outside itself. */
export interface PanelFrame {
  /** undefined while no cluster runs. */
  readonly connection: SessionConnection | undefined;
  /** As of the last look; undefined before the first. */
  readonly cluster: ClusterInfo | undefined;
  /** The view that is in front of the user. */
  readonly view: PanelView;
  post(message: HostMessage): void;
  /** Posts unless the last message of its type said the same. */
  postChanges(message: HostMessage): void;
  /** An action has worked: what failed before is out of date. */
  forgetTrouble(): void;
  /** Polls every view at once. */
  poll(): Promise<void>;
  /** Something was sent or begun: the tree may look again. */
  touched(): void;
  /** The lists of topics and groups are other ones: reads them anew, and polls. */
  changed(): Promise<void>;
  now(): number;
}

export interface ViewSession {
  /**
   * Takes a message of the webview: undefined when it is not one of this view's, or not what it should be. What it
   * rejects with is shown as the failure of an action.
   */
  receive(arrived: unknown): Promise<void> | undefined;
  /** Which view is in front of the user; null while the panel is hidden. What only somebody who looks needs rests meanwhile. */
  attend?(view: PanelView | null): void;
  /** The page is new: posts all there is. */
  greet?(): void;
  /** The connection is another one, or there is none. */
  reconnect?(): Promise<void> | void;
  /** The lists of topics and groups were read. */
  listed?(): void;
  /** Once a second while the panel is visible and there is a connection. */
  poll?(): Promise<void>;
  /** Once a second while the panel is visible, however long the cluster takes to answer: asks no broker. */
  glance?(): Promise<void>;
  /** The panel is gone. */
  close?(): Promise<void>;
}
