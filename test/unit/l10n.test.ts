/** Every word that is shown is there in Korean, too, with the same places for values. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const source = join(root, 'src');
const korean = readTable('l10n/bundle.l10n.ko.json');

function readTable(path: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function files(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** The text of a literal as it stands in the source. */
function unquoted(literal: string): string {
  const inside = literal.slice(1, -1);
  return inside.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
}

/** What is asked of `t` with a text of its own. */
function asked(): readonly string[] {
  const call = /\b(?:l10n|words)\.t\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g;
  return files(source).flatMap((text) =>
    [...text.matchAll(call)].map(([, literal = '']) => unquoted(literal)),
  );
}

/** Sentences of the pure parts: they are handed to `t` as templates. */
function templates(): readonly string[] {
  const sentence = /'((?:[^'\\\n]|\\.)*\{0\}(?:[^'\\\n]|\\.)*)'/g;
  return ['naming', 'kafkaFile'].flatMap((folder) =>
    files(join(source, folder)).flatMap((text) =>
      [...text.matchAll(sentence)]
        .map(([literal]) => unquoted(literal))
        .filter((text) => /[a-z]{2}/.test(text)),
    ),
  );
}

function places(text: string): string {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].toSorted().join();
}

describe('Korean', () => {
  it('has every text of the code', () => {
    assert.ok(asked().length > 500 && templates().length > 30, 'the search finds nothing any more');
    assert.deepEqual(
      [...asked(), ...templates()].filter((text) => korean[text] === undefined),
      [],
    );
  });

  it('has no text that nobody asks for', () => {
    const code = [...files(source)].join('\n').replaceAll("\\'", "'");
    const unused = Object.keys(korean).filter(
      (text) => !code.includes(text.replaceAll('\n', '\\n').replaceAll('\\d', '\\\\d')),
    );
    assert.deepEqual(unused, []);
  });

  it('keeps the places for values', () => {
    const wrong = Object.entries(korean).filter(([text, translated]) => places(text) !== places(translated));
    assert.deepEqual(wrong, []);
  });

  it('has every text of the manifest', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const keys = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
    for (const path of ['package.nls.json', 'package.nls.ko.json']) {
      assert.deepEqual(Object.keys(readTable(path)).toSorted(), [...new Set(keys)].toSorted(), path);
    }
  });
});
