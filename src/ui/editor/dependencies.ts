/** What the composition root hands to `registerKafkaFiles`. Types only. */
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import type { Conventions } from '../naming/conventions.ts';
import type { KnownTopics } from '../naming/knownTopics.ts';
import type { Templates } from './templates.ts';

export interface KafkaFileDependencies {
  readonly clusters: ClusterAccess;
  /** Made once by the composition root (`new KnownTopics(clusters)`), shared with `registerNaming`. */
  readonly topics: KnownTopics;
  readonly conventions: Conventions;
  readonly templates: Templates;
  /** Whether the cluster creates unknown topics by itself; undefined when nobody knows. */
  autoCreatesTopics(): boolean | undefined;
}
