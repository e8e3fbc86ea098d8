/** Splitting names into words, and telling names one edit apart. */
import assert from 'node:assert/strict';
import fastCheck from 'fast-check';
import { imperativeOf, isImperative, isPast, pastOf } from '../../../src/naming/verbs.ts';
import { pieceAt, withinOneEdit, wordsOf } from '../../../src/naming/words.ts';

describe('words', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['orderCreated', ['order', 'Created']],
    ['OrderHTTPCreated', ['Order', 'HTTP', 'Created']],
    ['order-created_v2.x', ['order', 'created', 'v2', 'x']],
    ['ORDER_CREATED', ['ORDER', 'CREATED']],
    ['item2Shipped', ['item2', 'Shipped']],
    ['2fa', ['2fa']],
    ['---', []],
  ];
  for (const [text, words] of table) {
    it(text, () => {
      const found = wordsOf(pieceAt(text, 3));
      assert.deepEqual(
        found.map((word) => word.text),
        words,
      );
      assert.ok(found.every((word) => text.slice(word.start - 3, word.end - 3) === word.text));
    });
  }
});

describe('one edit apart', () => {
  it('insertion, deletion, substitution and swap, nothing more', () => {
    for (const [a, b] of [
      ['ab', 'abc'],
      ['abc', 'ac'],
      ['abc', 'axc'],
      ['abc', 'acb'],
      ['', 'a'],
      ['same', 'same'],
    ] as const) {
      assert.ok(withinOneEdit(a, b), `${a} ${b}`);
    }
    for (const [a, b] of [
      ['abc', 'cba'],
      ['ab', 'abcd'],
      ['abcd', 'badc'],
      ['abc', 'xyc'],
      ['', 'ab'],
    ] as const) {
      assert.ok(!withinOneEdit(a, b), `${a} ${b}`);
    }
  });

  it('is symmetric, and holds after any single deletion', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ minLength: 1 }), fastCheck.nat(), (text, at) => {
        const units = text.length;
        const shorter = text.slice(0, at % units) + text.slice((at % units) + 1);
        assert.ok(withinOneEdit(text, shorter) && withinOneEdit(shorter, text));
      }),
    );
  });
});

describe('verbs', () => {
  it('knows pasts from words that merely end alike', () => {
    for (const word of ['created', 'paid', 'sent', 'cancelled', 'shipped']) assert.ok(isPast(word), word);
    for (const word of ['seed', 'feed', 'create', 'red', 'need']) assert.ok(!isPast(word), word);
  });

  it('takes verbs that are nouns as verbs only when asked', () => {
    assert.ok(isImperative('create') && !isImperative('refund') && isImperative('refund', true));
    assert.ok(!isImperative('customer', true));
  });

  it('forms pasts and finds back', () => {
    for (const [verb, past] of [
      ['create', 'created'],
      ['cancel', 'cancelled'],
      ['deny', 'denied'],
      ['ship', 'shipped'],
      ['pay', 'paid'],
      ['deploy', undefined],
    ] as const) {
      assert.equal(pastOf(verb), past);
    }
    assert.equal(imperativeOf('cancelled'), 'cancel');
    assert.equal(imperativeOf('canceled'), 'cancel');
    assert.equal(imperativeOf('sent'), 'send');
    assert.equal(imperativeOf('xyzed'), undefined);
  });
});
