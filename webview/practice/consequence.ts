/**
 * What a number of consumers means for a number of partitions, in the few words that stand under it. Pure.
 */
import type { PanelStrings } from '../../src/ui/panel/messages.ts';
import { fill } from '../words.ts';

/** `own` are members of the group that are no practice consumers. */
export function consequenceOf(
  practice: number,
  own: number,
  partitions: number,
  strings: PanelStrings,
): string {
  const members = practice + own;
  if (practice === 0) {
    return own === 0 ? strings.zeroNobody : strings.zeroYours;
  }
  if (members > partitions) {
    return fill(strings.someIdle, members - partitions);
  }
  if (members === partitions) {
    return strings.oneEach;
  }
  return members === 1
    ? fill(strings.doesAll, partitions)
    : fill(strings.upToEach, Math.ceil(partitions / members));
}
