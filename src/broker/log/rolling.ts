/** When a segment is closed and another one begun: `segment.bytes`, `segment.ms` and `segment.jitter.ms`. */
import { noTimestamp, readBatchSize, readMaxTimestamp } from '../../protocol/recordBatch.ts';
import { type LogConfig, longestSegmentMs } from './logConfig.ts';
import type { Segment } from './segment.ts';

/** Whether the batch at `position` of `view` may not be added to a segment any more. @param now milliseconds */
export function isFull(
  segment: Segment,
  view: Buffer,
  position: number,
  configs: LogConfig,
  now: number,
): boolean {
  if (segment.sizeBytes === 0) return false;
  if (segment.sizeBytes + readBatchSize(view, position) > configs.segmentBytes) return true;
  const { firstTimestamp = noTimestamp, created, rollJitterMs } = segment;
  const ageMs = firstTimestamp >= 0 ? readMaxTimestamp(view, position) - firstTimestamp : now - created;
  return ageMs > longestSegmentMs(configs) - rollJitterMs;
}

/** By how much sooner a new segment is closed. @param random from 0 to 1, exclusive */
export function rollJitterMs({ segmentJitterMs, segmentMs }: LogConfig, random: () => number): number {
  return segmentJitterMs === 0 ? 0 : Math.floor(random() * Math.min(segmentJitterMs, segmentMs));
}
