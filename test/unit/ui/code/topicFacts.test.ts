/** What is said above a topic's name in source code, and in its hover. */
import assert from 'node:assert/strict';
import { factsOf, readersText, sizeText, type TopicFacts } from '../../../../src/ui/code/topicFacts.ts';
import { orders, reading, words } from '../explorer/support.ts';

function facts(): TopicFacts {
  const found = factsOf(reading()).get(orders);
  assert.ok(found !== undefined);
  return found;
}

/** The group of the reading, under several ids. */
function readBy(...ids: readonly string[]): TopicFacts {
  const [billing] = facts().groups;
  assert.ok(billing !== undefined);
  return { ...facts(), groups: ids.map((groupId) => ({ ...billing, group: { ...billing.group, groupId } })) };
}

describe('what is said of a topic in code', () => {
  it('who reads it, and how far behind', () => {
    assert.equal(readersText(facts(), words), 'billing: lag 3');
    assert.equal(readersText(readBy('a', 'b'), words), 'a: lag 3 · b: lag 3');
  });

  it('that nobody does', () => {
    assert.equal(readersText({ ...facts(), groups: [] }, words), 'no consumer group');
  });

  it('as many groups as a line holds', () => {
    assert.match(readersText(readBy('a', 'b', 'c', 'd'), words), /c: lag 3 · 1 more group$/);
    assert.match(readersText(readBy('a', 'b', 'c', 'd', 'e'), words), / · 2 more groups$/);
  });

  it('how large it is, as far as anybody can say', () => {
    assert.equal(sizeText(facts(), words), '3 partitions · 3,003 records');
    assert.equal(sizeText({ ...facts(), partitions: 1, records: undefined }, words), '1 partition');
  });

  it('nothing of a topic that is not there', () => {
    assert.equal(factsOf(reading()).get('orders'), undefined);
  });
});
