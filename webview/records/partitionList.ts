/** Partitions as a person writes them: `0,2-3`. Pure. */

/** null for all of them; undefined when it is not a list of partitions there are. */
export function parsePartitions(text: string, count: number): readonly number[] | null | undefined {
  if (text.trim() === '') return null;
  const chosen = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || from > to || to >= count) return undefined;
    for (let partition = from; partition <= to; partition++) chosen.add(partition);
  }
  return chosen.size === count ? null : [...chosen].sort((one, other) => one - other);
}

export function writePartitions(partitions: readonly number[] | null): string {
  const parts: string[] = [];
  for (let index = 0; partitions !== null && index < partitions.length; ) {
    const first = partitions[index] ?? 0;
    let last = first;
    while (partitions[index + 1] === last + 1) {
      last += 1;
      index += 1;
    }
    parts.push(first === last ? `${first}` : `${first}-${last}`);
    index += 1;
  }
  return parts.join(',');
}
