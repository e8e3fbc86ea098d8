import assert from 'node:assert/strict';
import { filterOptions, shownOptions } from '../../../webview/filter.ts';
import { byteLength, clock, fill, Numbers } from '../../../webview/words.ts';

describe('words', () => {
  it('fill placeholders, and leave those without a value', () => {
    assert.equal(fill('{1} of {0} {2}', 'a', 3), '3 of a {2}');
    assert.equal(fill('nothing'), 'nothing');
  });

  it('are not filled twice: a value with braces stays as it is', () => {
    assert.equal(fill('{0} {1}', '{1}', 'x'), '{1} x');
  });

  it('write counts with separators and rates with one digit below a hundred', () => {
    const numbers = new Numbers('en');
    assert.equal(numbers.count(1_204.4), '1,204');
    assert.equal(numbers.rate(21.16), '21.2');
    assert.equal(numbers.rate(32), '32.0');
    assert.equal(numbers.rate(150.4), '150');
  });

  it('write times in seconds, then in minutes', () => {
    const numbers = new Numbers('en');
    assert.equal(numbers.duration(400), '0.4 s');
    assert.equal(numbers.duration(37_640), '37.6 s');
    assert.equal(numbers.duration(125_000), '2 min 5 s');
    assert.equal(numbers.seconds(40), '40 s');
    assert.equal(numbers.seconds(190), '3 min 10 s');
  });

  it('follow the language, and fall back when it is none', () => {
    assert.equal(new Numbers('de').count(1_204), '1.204');
    assert.equal(new Numbers('qps-ploc_!').count(1_204), '1,204');
  });

  it('tell the local time of day', () => {
    assert.equal(clock(new Date(2026, 0, 2, 4, 5, 6).getTime()), '04:05:06');
  });

  it('measure text in UTF-8', () => assert.equal(byteLength('aé값'), 6));
});

describe('options', () => {
  const options = ['ecommerce.order.event.created.v1', 'ecommerce.pay.cmd.refund_requested.v1', 'Shipping'];

  it('are left when they contain every word typed, in their own order', () => {
    assert.deepEqual(filterOptions(options, 'v1 ecom').shown, options.slice(0, 2));
    assert.deepEqual(filterOptions(options, 'SHIP').shown, ['Shipping']);
    assert.deepEqual(filterOptions(options, ' ').shown, options);
    assert.deepEqual(filterOptions(options, 'x').shown, []);
  });

  it('are cut at a hundred, and the rest is counted', () => {
    const many = Array.from({ length: 250 }, (_, index) => `topic-${index}`);
    const { shown, more } = filterOptions(many, 'topic');
    assert.equal(shown.length, shownOptions);
    assert.equal(more, 150);
  });
});
