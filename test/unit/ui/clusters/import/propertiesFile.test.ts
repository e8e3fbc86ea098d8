/** .properties files as Java reads them. */
import assert from 'node:assert/strict';
import { readProperties } from '../../../../../src/ui/clusters/import/propertiesFile.ts';

const read = (text: string): unknown => readProperties(text).map((document) => Object.fromEntries(document));

describe('a .properties file', () => {
  it('has keys and values with any of the separators', () => {
    assert.deepEqual(read('a=1\nb: 2\n  c 3\n d = 4 \ne\n=5\nf = \n'), [
      { a: '1', b: '2', c: '3', d: '4 ', e: '', '': '5', f: '' },
    ]);
  });

  it('has comments, and values that hold their signs', () => {
    assert.deepEqual(read('# a=1\n! b=2\n\nurl=https://x/?a=b#c!\n# goes on \\\nc=3'), [
      { url: 'https://x/?a=b#c!', c: '3' },
    ]);
  });

  it('goes on after a backslash, but not after two', () => {
    assert.deepEqual(read('a=one, \\\n    two\nb=C:\\\\\nc=x'), [{ a: 'one, two', b: 'C:\\', c: 'x' }]);
    assert.deepEqual(read('pem=-----BEGIN X-----\\n\\\r\n  AAA\\n\\\r\n  -----END X-----'), [
      { pem: '-----BEGIN X-----\nAAA\n-----END X-----' },
    ]);
  });

  it('has escapes in keys and values', () => {
    assert.deepEqual(read('a\\ b\\=c=\\u00e9\\t\\q'), [{ 'a b=c': '\u00e9\tq' }]);
  });

  it('may hold several documents of Spring, and a byte order mark', () => {
    assert.deepEqual(read('\uFEFFa=1\n#---\nb=2\n!---\nc=3'), [{ a: '1' }, { b: '2' }, { c: '3' }]);
  });
});
