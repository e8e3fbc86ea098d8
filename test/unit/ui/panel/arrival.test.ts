import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFrameRequest } from '../../../../src/ui/panel/arrival.ts';
import { parseGroupsRequest } from '../../../../src/ui/panel/groups/groupsArrival.ts';
import type { WebviewMessage } from '../../../../src/ui/panel/messages.ts';
import { draftLimits, parsePublishRequest } from '../../../../src/ui/panel/publish/publishArrival.ts';
import { parseRecordsRequest } from '../../../../src/ui/panel/records/recordsArrival.ts';
import { draft } from '../../webview/fixtures/story.ts';

const watch = { group: 'billing', topic: 'a.b' };
const query = { topic: 'a.b', from: { kind: 'offset', offset: 7 }, partitions: null } as const;
const place = { partition: 1, offset: 20_149 };

const good: readonly WebviewMessage[] = [
  { type: 'ready', view: 'messages' },
  { type: 'openView', view: 'cluster' },
  { type: 'watch', watch: { group: '', topic: '' } },
  { type: 'inspect', topic: 'a.b', key: '', keyFormat: '' },
  { type: 'publish', id: 'x', draft },
  {
    type: 'publish',
    id: 'x',
    draft: { ...draft, partition: 2, copies: draftLimits.copies, tombstone: true },
  },
  { type: 'clearSends' },
  { type: 'createTopic', topic: 'a.b' },
  { type: 'practice', watch, count: 5 },
  { type: 'practiceRate', name: null, messagesPerSecond: 50 },
  { type: 'practiceRate', name: 'practice-1', messagesPerSecond: 1 },
  { type: 'killPractice', name: 'practice-1' },
  { type: 'groupAction', action: 'resetOffsets', group: 'billing' },
  { type: 'startCluster' },
  { type: 'selectCluster', id: 'x' },
  { type: 'retry' },
  { type: 'explainNaming' },
  { type: 'readRecords', query },
  { type: 'readRecords', query: { topic: '', from: { kind: 'latest' }, partitions: [0, 2] } },
  { type: 'readRecords', query: { ...query, from: { kind: 'time', at: 5, until: null } } },
  { type: 'readRecords', query: { ...query, from: { kind: 'time', at: 5, until: 9 } } },
  { type: 'filterRecords', filter: { text: 'a', mode: 'expression', matchCase: false } },
  { type: 'recordsWindow', first: 99_000, count: 300 },
  { type: 'holdRecords', held: true },
  { type: 'selectRecord', place, all: false },
  { type: 'selectRecord', place: null, all: true },
  { type: 'cancelRecords' },
  { type: 'recordsRange', range: null },
  { type: 'recordsRange', range: { from: 1, until: 2 } },
  { type: 'copyRecord', place, part: 'kafka' },
  { type: 'resendRecord', place },
  { type: 'exportRecords' },
];

/** The message as the one part of the panel that it is for takes it; two that take the same are a mistake. */
function parse(value: unknown): WebviewMessage | undefined {
  const parsers = [parseFrameRequest, parsePublishRequest, parseGroupsRequest, parseRecordsRequest];
  const taken = parsers.map((one) => one(value)).filter((message) => message !== undefined);
  assert.ok(taken.length < 2, `${taken.length} take ${JSON.stringify(value)}`);
  return taken[0];
}

describe('messages from the webview', () => {
  it('takes every kind of message as it was sent', () => {
    for (const message of good) {
      assert.deepEqual(parse(JSON.parse(JSON.stringify(message))), message);
    }
  });

  it('drops fields nobody asked for', () => {
    const sent = { type: 'publish', id: 'x', draft: { ...draft, evil: 1 }, more: true };
    assert.deepEqual(parse(sent), { type: 'publish', id: 'x', draft });
  });

  for (const [what, message] of Object.entries({
    'an unknown type': { type: 'eval', code: '1' },
    'no type': { watch },
    'a draft without topic': { type: 'publish', id: 'x', draft: { ...draft, topic: '' } },
    'a draft without id': { type: 'publish', id: '', draft },
    'no copies': { type: 'publish', id: 'x', draft: { ...draft, copies: 0 } },
    'too many copies': { type: 'publish', id: 'x', draft: { ...draft, copies: draftLimits.copies + 1 } },
    'half a copy': { type: 'publish', id: 'x', draft: { ...draft, copies: 1.5 } },
    'a negative partition': { type: 'publish', id: 'x', draft: { ...draft, partition: -1 } },
    'a missing partition': { type: 'publish', id: 'x', draft: { ...draft, partition: undefined } },
    'a header without value': { type: 'publish', id: 'x', draft: { ...draft, headers: [{ key: 'a' }] } },
    'too many headers': {
      type: 'publish',
      id: 'x',
      draft: { ...draft, headers: Array(draftLimits.headers + 1).fill({ key: 'a', value: 'b' }) },
    },
    'a huge value': {
      type: 'publish',
      id: 'x',
      draft: { ...draft, value: 'x'.repeat(draftLimits.valueLength + 1) },
    },
    'a view there is not': { type: 'openView', view: 'toString' },
    'six practice consumers': { type: 'practice', watch, count: 6 },
    'a rate of nothing': { type: 'practiceRate', name: null, messagesPerSecond: 0 },
    'a start there is not': { type: 'readRecords', query: { ...query, from: { kind: 'middle' } } },
    'an offset before the first': {
      type: 'readRecords',
      query: { ...query, from: { kind: 'offset', offset: -1 } },
    },
    'partitions that are words': { type: 'readRecords', query: { ...query, partitions: ['0'] } },
    'a filter of books': {
      type: 'filterRecords',
      filter: { text: 'x'.repeat(2_001), mode: 'text', matchCase: true },
    },
    'a window of everything': { type: 'recordsWindow', first: 0, count: 100_000 },
    'a time that runs backwards': { type: 'recordsRange', range: { from: 2, until: 1 } },
    'a copy of nothing': { type: 'copyRecord', place: null, part: 'key' },
    'a watch that is a list': { type: 'watch', watch: [] },
  })) {
    it(`refuses ${what}`, () => assert.equal(parse(message), undefined));
  }

  it('answers anything at all without throwing', () => {
    const types = fc.constantFrom(...good.map((message) => message.type));
    fc.assert(fc.property(fc.anything(), (value) => void parse(value)));
    fc.assert(
      fc.property(types, fc.object(), (type, rest) => {
        const parsed = parse({ ...rest, type });
        return parsed === undefined || parsed.type === type;
      }),
    );
  });
});
