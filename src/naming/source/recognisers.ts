/** Every kind of file that names are looked for in. The first recogniser whose `paths` matches reads the file. */
import type { Recogniser } from './recogniser.ts';

const recognisers: readonly Recogniser[] = [];

/** The recogniser of a file, undefined when no name is looked for in such a file. `path` is relative, with `/`. */
export function recogniserOf(path: string): Recogniser | undefined {
  return recognisers.find(({ paths }) => paths.test(path));
}
