/** Which nodes something is done to that `healNode` ends. Pure. */
import type { NodeStatus } from '../../server/control.ts';

export function isDrilled({ drill, faults = [] }: NodeStatus): boolean {
  return drill !== undefined || faults.length > 0;
}
