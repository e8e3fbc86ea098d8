/** The topic names of one file: chooses the recogniser, and parses for it if it needs a tree. */
import type { Found, Source } from '../naming/source/recogniser.ts';
import { recogniserOf } from '../naming/source/recognisers.ts';
import type { Grammars } from './grammars.ts';

const nothing: Found = { names: [] };

/** `path` is relative to the folder that is looked through; a file of no kind that can hold a name has none. */
export async function namesInFile(grammars: Grammars, source: Omit<Source, 'root'>): Promise<Found> {
  const recogniser = recogniserOf(source.path);
  if (recogniser === undefined || !recogniser.gate.test(source.text)) return nothing;
  const { grammar, find } = recogniser;
  return grammar === undefined
    ? find(source)
    : grammars.parse(grammar, source.text, (root) => find({ ...source, root }));
}
