/**
 * The door to tree-sitter: loads a grammar when a file of its language is first met, and parses. The only importer of
 * the parser; what a tree means is `naming/`'s matter.
 */
import { join } from 'node:path';
import type { Language } from '@vscode/tree-sitter-wasm';
import type { GrammarName } from '../naming/source/recogniser.ts';
import type { SyntaxNode } from '../naming/source/syntaxNode.ts';

export class Grammars {
  readonly #fileOf: (name: string) => string;
  readonly #languages = new Map<GrammarName, Promise<Language>>();
  #library: Promise<typeof import('@vscode/tree-sitter-wasm')> | undefined;

  /** `fileOf` tells where `tree-sitter.wasm` and `tree-sitter-java.wasm` lie. */
  constructor(fileOf: (name: string) => string) {
    this.#fileOf = fileOf;
  }

  /** Hands the root of the text's syntax tree to `use`; the nodes are gone when it returns. */
  async parse<T>(grammar: GrammarName, text: string, use: (root: SyntaxNode) => T): Promise<T> {
    const library = await this.#start();
    const parser = new library.Parser();
    try {
      parser.setLanguage(await this.#language(grammar));
      // The Kotlin grammar never returns from a text that ends in an annotation: none ends so with a newline added.
      const tree = parser.parse(`${text}\n`);
      if (tree === null) throw new Error(`the ${grammar} grammar gave no tree`);
      try {
        return use(tree.rootNode);
      } finally {
        tree.delete();
      }
    } finally {
      parser.delete();
    }
  }

  #start(): Promise<typeof import('@vscode/tree-sitter-wasm')> {
    this.#library ??= import('@vscode/tree-sitter-wasm').then(async ({ default: library }) => {
      await library.Parser.init({ locateFile: (file) => this.#fileOf(file) });
      return library;
    });
    return this.#library;
  }

  async #language(grammar: GrammarName): Promise<Language> {
    const { Language } = await this.#start();
    const loaded = this.#languages.get(grammar) ?? Language.load(this.#fileOf(`tree-sitter-${grammar}.wasm`));
    this.#languages.set(grammar, loaded);
    return loaded;
  }
}

/** The grammars as they lie in a bundle's folder. */
export function bundledGrammars(): Grammars {
  return new Grammars((file) => join(__dirname, 'grammars', file));
}
