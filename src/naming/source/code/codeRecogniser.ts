/** Makes a recogniser of a language's syntax and the rules of its libraries. */
import type { GrammarName, Recogniser } from '../recogniser.ts';
import { readProgram, type Syntax } from './readProgram.ts';
import { type Dialect, findNames } from './rules.ts';

export interface Language extends Dialect {
  readonly paths: RegExp;
  /** Stands in every file that holds a name. */
  readonly gate: RegExp;
  readonly grammar: GrammarName;
  readonly syntax: Syntax;
}

export function codeRecogniser({ paths, gate, grammar, syntax, ...dialect }: Language): Recogniser {
  return {
    paths,
    gate,
    grammar,
    find: ({ root }) => (root === undefined ? { names: [] } : findNames(readProgram(root, syntax), dialect)),
  };
}
