import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answerGrowth } from '../../../src/host/panel/answerGrowth.ts';
import type { PanelState } from '../../../src/protocol.ts';
import { withMoreAnswer } from '../../../src/webview/moreAnswer.ts';
import { emptyState, turn } from '../../webview/states.ts';

const state = (...answers: string[]): PanelState =>
  emptyState({ turns: answers.map((answer, index) => turn(`${index}`, { answer, status: 'streaming' })) });

describe('more of an answer', () => {
  it('is posted alone, and makes the same state of the one before', () => {
    const [before, after] = [state('One.', 'Two'), state('One.', 'Two and three')];
    const growth = answerGrowth(before, after);
    assert.deepEqual(growth, { turn: '1', from: 3, text: ' and three' });
    assert.deepEqual(growth && withMoreAnswer(before, growth), after);
  });

  it('is not enough when anything else has changed', () => {
    const before = state('One.', 'Two');
    const after = state('One.', 'Two and three');
    const others: PanelState[] = [
      before,
      state('Another.', 'Two and three'),
      state('One.', 'Two and', ''),
      state('One.', 'No'),
      { ...after, running: !after.running },
      { ...after, notice: { text: 'A notice', actions: [] } },
    ];
    for (const other of others) assert.equal(answerGrowth(before, other), undefined);
  });

  it('is not taken where it does not begin at the end of the answer', () => {
    const more = { turn: '1', from: 2, text: 'x' };
    for (const one of [undefined, state('One.'), state('One.', 'Two')])
      assert.equal(withMoreAnswer(one, more), undefined);
  });
});
