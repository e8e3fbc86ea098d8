/** What the Publish view and its host say to each other. Types only: the validators are in `publishArrival.ts`. */

import type { Acks } from '../../../client/model.ts';
import type { ProducerText } from '../../../kafkaFile/producerText.ts';
import type { ProducerField } from '../../../kafkaFile/record.ts';

export type { ProducerField } from '../../../kafkaFile/record.ts';

/** From the webview. */
export type PublishRequest =
  /** Asks for `facts` about the topic and the key as they stand in the form. */
  | { readonly type: 'inspect'; readonly topic: string; readonly key: string; readonly keyFormat: string }
  | { readonly type: 'publish'; readonly id: string; readonly draft: Draft }
  /** Publishes now and then again, as often as the form says, until it is stopped. One runs at a time. */
  | { readonly type: 'schedule'; readonly id: string; readonly draft: Draft }
  | { readonly type: 'stopSchedule' }
  /** Fills the form with the first PRODUCER block of the clipboard. */
  | { readonly type: 'pasteKafka' }
  /** Opens the form as a .kafka document. */
  | { readonly type: 'saveKafka'; readonly draft: Draft }
  | { readonly type: 'clearSends' }
  | { readonly type: 'createTopic'; readonly topic: string }
  | { readonly type: 'explainNaming' };

/** To the webview. */
export type PublishNews =
  | { readonly type: 'facts'; readonly facts: DraftFacts }
  /** Nothing was sent, for these reasons. */
  | { readonly type: 'draftProblems'; readonly id: string; readonly problems: readonly DraftProblem[] }
  /** null = none runs. */
  | { readonly type: 'schedule'; readonly schedule: Schedule | null }
  | { readonly type: 'progress'; readonly id: string; readonly sent: number; readonly total: number }
  /** The newest first. `finished` is the id of the publish that has just ended. */
  | { readonly type: 'sends'; readonly sends: readonly Send[]; readonly finished: string | null };

/** A record as the form holds it: text, before templates are filled in and anything is encoded. */
export interface Draft extends ProducerText {
  /** How many times the record is sent by one press of Publish; each time its templates are filled in anew. */
  readonly copies: number;
  /** A schedule ends by itself after so many sends; null = it goes on until it is stopped. */
  readonly stopAfter: number | null;
}

/** Why the form cannot be sent. */
export interface DraftProblem {
  /** null = it shows only when the record is made. */
  readonly field: ProducerField | null;
  /** Translated. */
  readonly message: string;
}

/** Publishing that repeats itself. */
export interface Schedule {
  /** Of the send that it adds up to. */
  readonly id: string;
  readonly topic: string;
  /** Milliseconds. */
  readonly interval: number;
  /** Records so far. */
  readonly sent: number;
}

/** What is known about the topic and the key in the form, before anything is sent. */
export interface DraftFacts {
  readonly topic: string;
  readonly key: string;
  readonly keyFormat: string;
  readonly exists: boolean;
  /** Partitions of the topic; of the topic that would be created when it does not exist. */
  readonly partitions: number;
  readonly replicas: number;
  /** Where the key lands; null without a key or a topic, or when it is not the same each time. */
  readonly keyPartition: number | null;
  /** The key is a template: each copy has its own. */
  readonly keyVaries: boolean;
  readonly finding: NameFinding | null;
  /** Why a topic of this name may not be created, translated; null when it may, or is there already. */
  readonly refusal: string | null;
}

/** The linter's word on a topic name. */
export interface NameFinding {
  /** Kafka itself refuses the name: nothing can be created or sent. */
  readonly blocking: boolean;
  /** Translated; one sentence each. */
  readonly messages: readonly string[];
  /** A better name that can be used as it is; null when a part of it has to be made up by a person. */
  readonly suggestion: string | null;
  readonly ruler: readonly {
    readonly segment: string;
    readonly text: string;
    readonly state: 'kept' | 'added' | 'wrong';
  }[];
}

/** One press of Publish and what became of it. */
export interface Send {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly topic: string;
  /** The key, shortened; empty without a key. */
  readonly key: string;
  readonly tombstone: boolean;
  readonly copies: number;
  /** Where the records went: first and last offset per partition. */
  readonly partitions: readonly {
    readonly partition: number;
    readonly first: number;
    readonly last: number;
    readonly count: number;
  }[];
  readonly milliseconds: number;
  readonly acks: Acks;
  /** Of the partition that had fewest in sync when it was sent to; null when nothing was sent. */
  readonly replicas: { readonly inSync: number; readonly all: number } | null;
  /** What failed on the way and was sent again; each reason once. */
  readonly retries: { readonly count: number; readonly reasons: readonly string[] };
  readonly error: SendError | null;
  /** For the pencil; null when the record was too large to be kept. */
  readonly draft: Draft | null;
}

export interface SendError {
  /** As Kafka calls it. */
  readonly name: string;
  readonly message: string;
  readonly retriable: boolean;
  /** Why acks=all was refused, where that was it: how many replicas were in sync, and how many `min.insync.replicas` wants. */
  readonly shortage?: { readonly inSync: number; readonly needed: number } | undefined;
}
