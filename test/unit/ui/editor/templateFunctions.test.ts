/** faker behind templates: what it offers is found, the seed rules, and nothing else can be called. */
import assert from 'node:assert/strict';
import { faker } from '@faker-js/faker/locale/en';
import { parseTemplate, renderTemplate, unknownCalls } from '../../../../src/kafkaFile/template.ts';
import { templateFunctions } from '../../../../src/ui/editor/templateFunctions.ts';

const functions = templateFunctions(faker);

function render(text: string, seed = 1): string {
  functions.seed(seed);
  const template = parseTemplate(text);
  assert.deepEqual([...template.problems, ...unknownCalls(template, functions)], [], text);
  return renderTemplate(template, 0, functions);
}

describe('template functions', () => {
  it('give the same value for the same seed, another for another', () => {
    assert.equal(render('{{string.uuid}}'), render('{{string.uuid}}'));
    assert.notEqual(render('{{string.uuid}}', 1), render('{{string.uuid}}', 2));
    assert.match(render('{{string.uuid}}'), /^[0-9a-f-]{36}$/);
  });

  it('take arguments in every way they are written', () => {
    assert.match(render("{{helpers.arrayElement(['a','b'])}}"), /^[ab]$/);
    assert.match(render('{{number.int({min: 3, "max": 4})}}'), /^[34]$/);
    assert.match(render('{{number.int(9)}}'), /^\d$/);
    assert.match(render('{{person.firstName(female)}}'), /^\w+$/);
    assert.equal(render('{{lorem.words(2)}}').split(' ').length, 2);
  });

  it('offer what files commonly use', () => {
    for (const name of [
      'person.fullName',
      'internet.email',
      'location.city',
      'commerce.productName',
      'date.past',
      'datatype.boolean',
      'finance.amount',
      'phone.number',
    ]) {
      assert.notEqual(render(`{{${name}}}`), '', name);
    }
  });

  it('offer nothing else', () => {
    for (const [module, method] of [
      ['string', 'constructor'],
      ['string', 'toString'],
      ['constructor', 'call'],
      ['definitions', 'x'],
      ['__proto__', 'toString'],
    ] as const) {
      assert.throws(() => functions.call(module, method, []), /is no template function/);
      assert.notEqual(functions.modules.get(module)?.has(method), true);
    }
  });
});
