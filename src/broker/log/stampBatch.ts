/** What a leader writes into the header of a batch that it takes in: place, leader epoch, and the time where that is the broker's. */
import { crc32c } from '../../protocol/crc32c.ts';
import {
  crcStart,
  logAppendTimeBit,
  readAttributes,
  writeAttributes,
  writeBaseOffset,
  writeCrc,
  writeLeaderEpoch,
  writeMaxTimestamp,
} from '../../protocol/recordBatch.ts';
import type { LogConfig } from './logConfig.ts';

interface Stamp {
  readonly baseOffset: number;
  readonly leaderEpoch: number;
  /** Milliseconds; written with LogAppendTime only. */
  readonly now: number;
  readonly timestampType: LogConfig['messageTimestampType'];
}

/** Changes `batch`, already a copy of ours. The checksum covers neither offset nor epoch: it changes with the time alone. */
export function stampBatch(batch: Buffer, { baseOffset, leaderEpoch, now, timestampType }: Stamp): void {
  writeBaseOffset(batch, 0, baseOffset);
  writeLeaderEpoch(batch, 0, leaderEpoch);
  const attributes = readAttributes(batch, 0);
  const wantsAppendTime = timestampType === 'LogAppendTime';
  if (!wantsAppendTime && (attributes & logAppendTimeBit) === 0) return;
  if (wantsAppendTime) writeMaxTimestamp(batch, 0, now);
  writeAttributes(batch, 0, wantsAppendTime ? attributes | logAppendTimeBit : attributes & ~logAppendTimeBit);
  writeCrc(batch, 0, crc32c(batch, crcStart));
}
