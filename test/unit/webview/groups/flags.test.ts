import assert from 'node:assert/strict';
import { flagSides, flagWords } from '../../../../webview/groups/chartFlags.ts';
import { strings } from '../fixtures/story.ts';

describe('the words of events on the chart', () => {
  const text = '14:07:31 practice-1 joined';

  it('stand to the right of their line, near the edge to the left', () => {
    assert.deepEqual(flagSides([{ part: 0.1, text }], 800), ['right']);
    assert.deepEqual(flagSides([{ part: 0.95, text }], 800), ['left']);
  });

  it('of an earlier event give way to those of a later one', () => {
    const close = [0.4, 0.45].map((part) => ({ part, text }));
    assert.deepEqual(flagSides(close, 800), ['left', 'right']);
    const near = [0.7, 0.95].map((part) => ({ part, text }));
    assert.deepEqual(flagSides(near, 800), ['left', 'left']);
  });

  it('are left out where both sides are taken', () => {
    const three = [0.4, 0.42, 0.44].map((part) => ({ part, text }));
    assert.deepEqual(flagSides(three, 800), [undefined, 'left', 'right']);
  });

  it('are as long as the letters are wide', () => {
    const korean = [0.3, 0.45].map((part) => ({ part, text: '14:07:31 연습 들어' }));
    const latin = [0.3, 0.45].map((part) => ({ part, text: '14:07:31 ab cd' }));
    assert.deepEqual(flagSides(latin, 760), ['right', 'right']);
    assert.deepEqual(flagSides(korean, 760), ['left', 'right']);
  });

  it('say who came and who went, and on the embedded cluster why, and what was done to brokers', () => {
    const reason = { type: 'sessionTimeout', memberId: 'app-1' } as const;
    const rebalance = { type: 'rebalance', at: 0, groupId: 'g', generation: 4, reason } as const;
    const words = (event: Parameters<typeof flagWords>[0]) => flagWords(event, strings);
    assert.equal(words({ at: 0, kind: 'joined', names: ['a', 'b'] }), 'a, b joined');
    assert.equal(
      words({ at: 0, kind: 'happened', event: { type: 'group', at: 0, event: rebalance } }),
      'app-1 sent no heartbeat in its session timeout (generation 4 ends)',
    );
    const drill = { type: 'drill', at: 0, request: { type: 'killNode', nodeId: 2 } } as const;
    assert.equal(words({ at: 0, kind: 'happened', event: drill }), 'Broker 2 killed');
  });
});
