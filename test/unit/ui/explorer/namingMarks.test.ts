/** Marks are kept as long as they hold. */
import assert from 'node:assert/strict';
import { check } from '../../../../src/naming/check.ts';
import { defaultConvention } from '../../../../src/naming/convention.ts';
import { NamingMarks } from '../../../../src/ui/explorer/namingMarks.ts';
import { orders, words } from './support.ts';

describe('naming marks', () => {
  it('marks a departure with a word, the reason and the better name', () => {
    const marks = new NamingMarks(
      (name, existing) => check(name, defaultConvention, { service: 'ecommerce', existing }),
      words,
    );
    const mark = marks.mark('order-created', ['order-created']);
    assert.equal(mark?.word, 'naming');
    assert.ok((mark?.explanation ?? '').length > 0);
    assert.ok((mark?.suggestion ?? '').startsWith('ecommerce.'));
    assert.equal(marks.mark(orders, [orders]), undefined);
  });

  it('judges again only when the names on the cluster change', () => {
    let judged = 0;
    const marks = new NamingMarks(() => {
      judged++;
      return [];
    }, words);
    marks.mark('a', ['a', 'b']);
    marks.mark('a', ['a', 'b']);
    assert.equal(judged, 1);
    marks.mark('a', ['a', 'b', 'c']);
    assert.equal(judged, 2);
    marks.forget();
    marks.mark('a', ['a', 'b', 'c']);
    assert.equal(judged, 3);
  });
});
