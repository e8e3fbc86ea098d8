/** Placeholders: where their values come from, and which are asked for. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of Spring look like those of JavaScript.
import assert from 'node:assert/strict';
import { lookUp, resolvePlaceholders } from '../../../../../src/ui/clusters/import/placeholders.ts';

const none = new Map<string, string>();

function resolve(value: string, known: Readonly<Record<string, string>> = {}) {
  const { settings, missing } = resolvePlaceholders(new Map([['key', value]]), (name) => known[name]);
  return [settings.get('key'), ...missing.map(({ name }) => name)];
}

describe('a placeholder', () => {
  it('becomes what is known, else its default', () => {
    assert.deepEqual(resolve('a ${X} b ${Y:z}', { X: '1' }), ['a 1 b z']);
    assert.deepEqual(resolve('${KAFKA:localhost:9092}'), ['localhost:9092']);
    assert.deepEqual(resolve('${A:${B:deep}}'), ['deep']);
    assert.deepEqual(resolve('${A:-shell}'), ['shell']);
    assert.deepEqual(resolve('${EMPTY:}'), ['']);
  });

  it('is missed only when it is needed', () => {
    assert.deepEqual(resolve('${A:${B}}', { A: '1' }), ['1']);
    assert.deepEqual(resolve('${A:${B}} ${C} ${C}'), ['  ', 'B', 'C']);
  });

  it('may lead to another one, but not in circles', () => {
    assert.deepEqual(resolve('${a}', { a: '${b}', b: 'x' }), ['x']);
    assert.match(String(resolve('${a}', { a: '${a}' })[0]), /\$\{a\}/);
  });

  it('is left as it is when it has no end', () => {
    assert.deepEqual(resolve('100 ${ and $5'), ['100 ${ and $5']);
  });

  it('is looked up where Spring does: typed, environment, file', () => {
    const environment = { KAFKA_USER: 'env', HOME_SERVER: 'relaxed' };
    const file = new Map([
      ['KAFKA_USER', 'file'],
      ['app.kafka', 'own'],
    ]);
    const look = (name: string, typed = none) => lookUp(name, { typed, environment, file });
    assert.equal(look('KAFKA_USER'), 'env');
    assert.equal(look('home.server'), 'relaxed');
    assert.equal(look('app.kafka'), 'own');
    assert.equal(look('KAFKA_USER', new Map([['KAFKA_USER', 'typed']])), 'typed');
    assert.equal(look('env:KAFKA_USER'), 'env');
    assert.equal(look('nobody'), undefined);
  });

  it('of a configuration provider is not taken for a default', () => {
    assert.deepEqual(resolve('${file:/etc/secrets:password}'), ['', 'file:/etc/secrets:password']);
  });
});
