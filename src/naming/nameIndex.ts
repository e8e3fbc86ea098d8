/**
 * Many names, so that those which bear upon one are found without looking at all: its twins in metrics, its other
 * versions, names one letter away. What is to be said of them is `check.ts`'s matter.
 */

export class NameIndex {
  readonly #all = new Set<string>();
  readonly #byKey = new Map<string, string[]>();

  add(name: string): void {
    if (this.#all.has(name)) return;
    this.#all.add(name);
    for (const key of keysOf(name)) {
      const same = this.#byKey.get(key);
      if (same === undefined) this.#byKey.set(key, [name]);
      else same.push(name);
    }
  }

  /** A superset of the names that `check` may have a word about beside this one. Order does not change with the name. */
  near(name: string): readonly string[] {
    const near = new Set<string>();
    for (const key of keysOf(name)) for (const other of this.#byKey.get(key) ?? []) near.add(other);
    return [...near].sort();
  }
}

/**
 * Names share a key when they are one in metrics, versions of one name, or one edit apart: two such texts become the
 * same by leaving out at most one letter of each.
 */
function keysOf(name: string): ReadonlySet<string> {
  const unified = name.replaceAll('.', '_');
  const keys = new Set([unified, `stem ${unified.replace(/[_-]v\d+$/, '')}`]);
  // Longer texts are no names, and their keys would be many.
  if (unified.length > 250) return keys;
  for (let index = 0; index < unified.length; index += 1) {
    keys.add(unified.slice(0, index) + unified.slice(index + 1));
  }
  return keys;
}
