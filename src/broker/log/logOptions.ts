/** What a log is made with: its settings, what it shares with other logs, and what files hold of it already. */
import type { Compression } from '../../protocol/compression.ts';
import type { EpochEntry } from './leaderEpochCache.ts';
import type { LogConfig } from './logConfig.ts';
import type { LogFiles } from './logFiles.ts';
import type { LogMemory } from './logMemory.ts';
import type { Segment } from './segment.ts';

export interface LogOptions {
  readonly configs: LogConfig;
  /** Where an empty log begins; 0 unless it replaces one that is gone. */
  readonly startOffset?: number;
  /** Opens compressed batches where a rule asks for it; without it they pass unopened. */
  readonly compression?: Compression;
  /** Is told what the log holds; one for all logs of a process. */
  readonly memory?: LogMemory;
  /** From 0 to 1, exclusive; without it segments are closed without jitter. */
  readonly random?: () => number;
  /** Told of every change; a log without lives in memory only. */
  readonly files?: LogFiles;
  /** What files held; together with `startOffset`, where it may be read from. */
  readonly recovered?: RecoveredLog;
}

export interface RecoveredLog {
  readonly segments: readonly Segment[];
  readonly logEndOffset: number;
  readonly epochs: readonly EpochEntry[];
}
