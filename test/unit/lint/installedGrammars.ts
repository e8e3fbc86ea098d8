/** The grammars as they lie in `node_modules`, for tests of the sources. */
import { join } from 'node:path';
import { Grammars } from '../../../src/lint/grammars.ts';

const modules = join(import.meta.dirname, '..', '..', '..', 'node_modules');

export function installedGrammarFile(file: string): string {
  return file === 'tree-sitter-kotlin.wasm'
    ? join(modules, '@tree-sitter-grammars', 'tree-sitter-kotlin', file)
    : join(modules, '@vscode', 'tree-sitter-wasm', 'wasm', file);
}

export const installedGrammars = new Grammars(installedGrammarFile);
