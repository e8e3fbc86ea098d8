/** The snippets and the colours of the language: what a snippet inserts is a file without problems. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faker } from '@faker-js/faker/locale/en';
import { diagnose } from '../../../src/kafkaFile/diagnose.ts';
import { parseKafkaFile } from '../../../src/kafkaFile/parse.ts';
import { templateFunctions } from '../../../src/ui/editor/templateFunctions.ts';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const media = join(import.meta.dirname, '..', '..', '..', 'media');
const read = (name: string): unknown => JSON.parse(readFileSync(join(media, name), 'utf8'));
const snippets = Object.values(read('kafka.snippets.json') as Readonly<Record<string, Snippet>>);

/** What the editor inserts when every placeholder is accepted as it is. */
function inserted({ body }: Snippet): string {
  return body
    .join('\n')
    .replace(/\$0/g, '')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/\\([\\}$])/g, '$1');
}

describe('snippets', () => {
  it('are those people know', () => {
    const prefixes = snippets.map(({ prefix }) => prefix);
    for (const prefix of ['producer', 'json-producer', 'consumer', 'comment', 'separator']) {
      assert.ok(prefixes.includes(prefix), prefix);
    }
  });

  for (const snippet of snippets) {
    it(`${snippet.prefix} inserts a file without problems`, () => {
      const file = parseKafkaFile(inserted(snippet));
      assert.deepEqual(diagnose(file, templateFunctions(faker)), []);
      const isBlock = !['comment', 'separator'].includes(snippet.prefix);
      assert.equal(file.blocks.length, isBlock ? 1 : 0);
    });
  }

  it('the JSON snippet inserts JSON once its templates are filled in', () => {
    const json = snippets.find(({ prefix }) => prefix === 'json-producer');
    assert.ok(json);
    const [block] = parseKafkaFile(inserted(json)).blocks;
    const value = block?.kind === 'producer' ? (block.value?.text ?? '') : '';
    JSON.parse(value.replace('{{string.uuid}}', 'x').replace('{{$timestamp}}', '1'));
  });
});

describe('colours', () => {
  it('every pattern is a regular expression, every reference is defined', () => {
    const grammar = read('kafka.tmLanguage.json') as {
      readonly repository: Readonly<Record<string, unknown>>;
    };
    const visit = (value: unknown, key: string): void => {
      if (typeof value === 'string' && ['match', 'begin', 'end'].includes(key)) {
        assert.ok(new RegExp(value));
      } else if (typeof value === 'string' && key === 'include') {
        assert.ok(grammar.repository[value.slice(1)], value);
      } else if (typeof value === 'object' && value !== null) {
        for (const [name, inner] of Object.entries(value)) visit(inner, name);
      }
    };
    visit(grammar, '');
  });
});
