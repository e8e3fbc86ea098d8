/**
 * Which segments a log may drop by its settings, oldest first: those before its start, those too many by size, those too
 * old. Decides only; the log removes them.
 */
import type { LogConfig } from './logConfig.ts';
import type { Segment } from './segment.ts';

/**
 * How many of `segments`, counted from the oldest, may go. Never one with an offset at or beyond the high watermark: a
 * consumer could not have read it yet. The active segment may be among them.
 */
export function expiredSegments(
  segments: readonly Segment[],
  config: LogConfig,
  now: number,
  highWatermark: number,
): number {
  if (!config.cleanupPolicy.includes('delete')) return 0;
  let size = segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
  let expired = 0;
  for (const segment of segments) {
    if (segment.nextOffset > highWatermark) break;
    const isSurplus = config.retentionBytes >= 0 && size - segment.sizeBytes >= config.retentionBytes;
    if (!isSurplus && !isTooOld(segment, config, now)) break;
    size -= segment.sizeBytes;
    expired++;
  }
  return expired;
}

function isTooOld(segment: Segment, config: LogConfig, now: number): boolean {
  return config.retentionMs >= 0 && now - segment.newestTime > config.retentionMs;
}
