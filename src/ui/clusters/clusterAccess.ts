/**
 * How the other views reach the cluster: the current connection, and a polite way to get one. Types only;
 * `clusters.ts` implements it.
 */
import type { Event } from 'vscode';
import type { ClusterService } from '../../client/clusterService.ts';
import type { StartPracticeConsumer } from '../../client/practiceConsumer.ts';

import type { OwnCluster } from '../panel/cluster/clusterSession.ts';

export interface ClusterConnection {
  /** One object per connection: a restarted cluster is a new one, the old one is closed. */
  readonly service: ClusterService;
  /** Real group members over the wire, for watching lag without an application. */
  readonly startPracticeConsumer: StartPracticeConsumer;
}

/** Whoever has borrowed it closes it. */
export interface BorrowedService {
  readonly service: ClusterService;
  close(): Promise<void>;
}

export interface ClusterAccess {
  /** undefined while no cluster runs and none is attached. */
  readonly current: ClusterConnection | undefined;
  /** The clusters there are to choose from, the selected one among them. */
  readonly choices: {
    readonly selected: string;
    readonly all: readonly { readonly id: string; readonly name: string; readonly readOnly: boolean }[];
  };
  /** The embedded cluster, while it runs and is the one that is worked with. */
  readonly own: OwnCluster | undefined;
  /** A connection to any of the choices, for one task beside what is selected; undefined when the embedded cluster does not run. */
  borrow(id: string): Promise<BorrowedService | undefined>;
  /** Works with another cluster: `embedded`, or the id of an added one. */
  select(id: string): Promise<void>;
  readonly onDidChange: Event<ClusterConnection | undefined>;
  /** The connection; when there is none, asks the user to start the cluster. undefined = they declined. */
  ensure(): Promise<ClusterConnection | undefined>;
}
