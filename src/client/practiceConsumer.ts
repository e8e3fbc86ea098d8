/** draft of the signatures; see below */
import type { ClusterProfile } from './model.ts';
import type { KafkaError } from './errors.ts';

export interface PracticeConsumerOptions {
  readonly profile: ClusterProfile;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Shown as the member's client id, e.g. `practice-1`. */
  readonly clientId: string;
  /** How fast it works; 0 = it owns its partitions and does nothing. */
  readonly messagesPerSecond: number;
}

/** `idle` = a member without partitions: there are more members than partitions. */
export type PracticePhase = 'joining' | 'consuming' | 'idle' | 'closed' | 'killed' | 'failed';

export interface PracticeState {
  readonly phase: PracticePhase;
  readonly memberId: string | undefined;
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  /** Records processed since it was started. */
  readonly processed: number;
  readonly messagesPerSecond: number;
  readonly error: KafkaError | undefined;
}

export interface PracticeConsumer {
  readonly options: PracticeConsumerOptions;
  readonly state: PracticeState;
  /** Called after every change of `state` (many times a second while consuming). Returns the unsubscriber. */
  onChange(listener: (state: PracticeState) => void): () => void;
  setMessagesPerSecond(rate: number): void;
  /** Stops like a crash: no LeaveGroup, nothing more committed; the coordinator notices by session timeout. */
  kill(): Promise<void>;
  /** Commits and leaves the group. */
  close(): Promise<void>;
}

export type StartPracticeConsumer = (options: PracticeConsumerOptions) => PracticeConsumer;
