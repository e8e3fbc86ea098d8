/** Long work in short pieces, so that the extension host answers everybody else in between. */
import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds of work before others have their turn. */
const stretch = 12;

/** Items between two looks at the clock. */
const stride = 32;

/** Calls `work` with each item, giving others a turn every few milliseconds; after each `goOn` says whether to end. */
export async function inSlices<Item>(
  items: readonly Item[],
  work: (item: Item) => void,
  goOn: () => boolean,
): Promise<void> {
  let until = performance.now() + stretch;
  for (let index = 0; index < items.length; index++) {
    work(items[index] as Item);
    if ((index + 1) % stride === 0 && performance.now() >= until) {
      await turn();
      if (!goOn()) {
        return;
      }
      until = performance.now() + stretch;
    }
  }
}
