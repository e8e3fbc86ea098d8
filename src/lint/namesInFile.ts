/** The topic names of one file: chooses the recogniser, and parses for it if it needs a tree. */
import type { Example, Found, Occurrence, Recogniser, Source } from '../naming/source/recogniser.ts';
import { recogniserOf } from '../naming/source/recognisers.ts';
import { moved } from '../naming/source/text/names.ts';
import type { Grammars } from './grammars.ts';

const nothing: Found = { names: [] };

/** `path` is relative to the folder that is looked through; a file of no kind that can hold a name has none. */
export async function namesInFile(grammars: Grammars, source: Omit<Source, 'root'>): Promise<Found> {
  const recogniser = recogniserOf(source.path);
  if (recogniser === undefined) return nothing;
  if (isTooLarge(recogniser, source.text)) return nothing;
  const { grammar, find, gate, readsProperties = false } = recogniser;
  const isAskedFor = readsProperties && source.topicProperties.size > 0;
  if (!isAskedFor && !gate.test(source.text)) return nothing;
  const found =
    grammar === undefined
      ? find(source)
      : await grammars.parse(grammar, source.text, (root) => find({ ...source, root }));
  const examples = await Promise.all((found.examples ?? []).map((one) => namesInExample(grammars, one)));
  return { ...found, names: [...found.names, ...examples.flat()].sort((a, b) => a.start - b.start) };
}

/** A text that may hold names, and is too long to be looked at. */
export function isTooLarge({ largest, gate }: Recogniser, text: string): boolean {
  return largest !== undefined && text.length > largest && gate.test(text);
}

async function namesInExample(
  grammars: Grammars,
  { path, text, start: by }: Example,
): Promise<readonly Occurrence[]> {
  const { names } = await namesInFile(grammars, { path, text, topicProperties: new Set() });
  return names.map((name) => ({ ...moved(name, by), mention: true }));
}
