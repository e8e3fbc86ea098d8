/**
 * Makes a deliberate mistake in the sources that this thread is about to load; the files stay as they are. A mutation
 * whose text is no longer there, or there twice, is an error: it would prove nothing.
 */
import { registerHooks } from 'node:module';
import type { Mutation } from './mutationList.ts';

/** For modules that are imported from now on. */
export function installMutation(mutation: Mutation): void {
  const end = `/src/${mutation.file}`;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!new URL(url).pathname.endsWith(end)) return loaded;
      return { ...loaded, source: mutate(String(loaded.source), mutation) };
    },
  });
}

/** @throws when the text to replace is not there exactly once */
export function mutate(source: string, { file, find, replace }: Mutation): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} of: ${find}`);
  return parts.join(replace);
}
