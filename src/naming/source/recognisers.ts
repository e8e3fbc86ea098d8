/** Every kind of file that names are looked for in. The first recogniser whose `paths` matches reads the file. */
import { codeRecogniser } from './code/codeRecogniser.ts';
import { csharpLibraries, csharpRules, withoutSettings } from './code/csharpRules.ts';
import { csharpSyntax } from './code/csharpSyntax.ts';
import { goLibraries, goNeutral, goRules } from './code/goRules.ts';
import { goSyntax } from './code/goSyntax.ts';
import { javaSyntax } from './code/javaSyntax.ts';
import { jvmLibraries, jvmNeutral, jvmRules } from './code/jvmRules.ts';
import { kotlinSyntax } from './code/kotlinSyntax.ts';
import { phpLibraries, phpNeutral, phpRules } from './code/phpRules.ts';
import { phpSyntax } from './code/phpSyntax.ts';
import { pythonLibraries, pythonNeutral, pythonRules } from './code/pythonRules.ts';
import { pythonSyntax } from './code/pythonSyntax.ts';
import { rubyLibraries, rubyNeutral, rubyRules } from './code/rubyRules.ts';
import { rubySyntax } from './code/rubySyntax.ts';
import { rustLibraries, rustNeutral, rustRules, withoutGaps } from './code/rustRules.ts';
import { rustSyntax } from './code/rustSyntax.ts';
import { expandPlaceholders } from './code/springPlaceholder.ts';
import { typescriptLibraries, typescriptNeutral, typescriptRules } from './code/typescriptRules.ts';
import { typescriptSyntax } from './code/typescriptSyntax.ts';
import type { Recogniser } from './recogniser.ts';
import { textRecognisers } from './text/textRecognisers.ts';

const jvm = {
  rules: jvmRules,
  libraries: jvmLibraries,
  neutral: jvmNeutral,
  expand: expandPlaceholders,
  gate: /kafka|\.reactive\.messaging|cloud\.stream/i,
};

const typescript = {
  rules: typescriptRules,
  libraries: typescriptLibraries,
  neutral: typescriptNeutral,
  gate: /kafka/i,
  syntax: typescriptSyntax,
};

const code: readonly Recogniser[] = [
  codeRecogniser({ ...jvm, paths: /\.java$/, grammar: 'java', syntax: javaSyntax }),
  codeRecogniser({ ...jvm, paths: /\.kts?$/, grammar: 'kotlin', syntax: kotlinSyntax }),
  codeRecogniser({
    rules: goRules,
    libraries: goLibraries,
    neutral: goNeutral,
    paths: /\.go$/,
    gate: /kafka|sarama|goka|kgo/i,
    grammar: 'go',
    syntax: goSyntax,
  }),
  codeRecogniser({ ...typescript, paths: /\.[cm]?ts$/, grammar: 'typescript' }),
  codeRecogniser({ ...typescript, paths: /\.(?:tsx|jsx|[cm]?js)$/, grammar: 'tsx' }),
  codeRecogniser({
    rules: pythonRules,
    libraries: pythonLibraries,
    neutral: pythonNeutral,
    paths: /\.py$/,
    gate: /kafka|faust|quixstreams/i,
    grammar: 'python',
    syntax: pythonSyntax,
  }),
  codeRecogniser({
    rules: rubyRules,
    libraries: rubyLibraries,
    neutral: rubyNeutral,
    paths: /\.(?:rb|rake|ru)$/,
    gate: /ka(?:ra)?fka|water_?drop|racecar|delivery_?boy|phobos|deimos|poseidon|ApplicationConsumer/i,
    grammar: 'ruby',
    syntax: rubySyntax,
  }),
  codeRecogniser({
    rules: phpRules,
    libraries: phpLibraries,
    neutral: phpNeutral,
    paths: /\.php$/,
    gate: /kafka/i,
    grammar: 'php',
    syntax: phpSyntax,
  }),
  codeRecogniser({
    rules: csharpRules,
    libraries: csharpLibraries,
    expand: withoutSettings,
    paths: /\.cs$/,
    gate: /kafka|Streamiz/i,
    grammar: 'c-sharp',
    syntax: csharpSyntax,
  }),
  codeRecogniser({
    rules: rustRules,
    libraries: rustLibraries,
    neutral: rustNeutral,
    expand: withoutGaps,
    paths: /\.rs$/,
    gate: /kafka|samsa|schema_registry/i,
    grammar: 'rust',
    syntax: rustSyntax,
  }),
];

const recognisers: readonly Recogniser[] = [...code, ...textRecognisers];

/** The recogniser of a file, undefined when no name is looked for in such a file. `path` is relative, with `/`. */
export function recogniserOf(path: string): Recogniser | undefined {
  return recognisers.find(({ paths }) => paths.test(path));
}
