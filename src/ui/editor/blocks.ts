/**
 * Blocks of open `.kafka` files by a key that survives editing: what runs is found again after its text has
 * changed. Parses each version of a document once; imports types of vscode only.
 */
import type { TextDocument } from 'vscode';
import { parseKafkaFile } from '../../kafkaFile/parse.ts';
import type { KafkaFile, KafkaFileBlock } from '../../kafkaFile/syntax.ts';

export const languageId = 'kafka';

export function isKafkaFile(document: TextDocument): boolean {
  return document.languageId === languageId;
}

/** Which block of which file; travels as an argument of commands. */
export interface BlockReference {
  readonly uri: string;
  /** Kind, label, and which of several with the same label, e.g. `consumer my-group 1`. */
  readonly key: string;
}

export interface KeyedBlock {
  readonly key: string;
  readonly block: KafkaFileBlock;
}

const parses = new WeakMap<TextDocument, { readonly version: number; readonly file: KafkaFile }>();

/** The parse of a document's present text. */
export function parseDocument(document: TextDocument): KafkaFile {
  const known = parses.get(document);
  if (known?.version === document.version) {
    return known.file;
  }
  const file = parseKafkaFile(document.getText());
  parses.set(document, { version: document.version, file });
  return file;
}

export function keyedBlocks(file: KafkaFile): readonly KeyedBlock[] {
  const seen = new Map<string, number>();
  return file.blocks.map((block) => {
    const name = `${block.kind} ${block.label.text}`;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return { key: `${name} ${number}`, block };
  });
}

/** The reference as one string, for maps. */
export function idOf(reference: BlockReference): string {
  return `${reference.uri}\n${reference.key}`;
}

/** Commands may be called by anybody with anything: a reference, if the argument is one. */
export function asReference(argument: unknown): BlockReference | undefined {
  const isReference =
    typeof argument === 'object' &&
    argument !== null &&
    'uri' in argument &&
    'key' in argument &&
    typeof argument.uri === 'string' &&
    typeof argument.key === 'string';
  return isReference ? { uri: String(argument.uri), key: String(argument.key) } : undefined;
}
