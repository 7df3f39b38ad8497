import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AnswerEvent } from '../../src/core/api/types.ts';
import { advance, type ConversationEvent, emptyConversation } from '../../src/core/conversation.ts';
import { totalText, turnCost } from '../../src/host/costs.ts';
import { settings } from './settings.ts';

const turn = { id: 't', title: 'What?', question: 'What?', model: 'claude-opus-5', fresh: false };
const said = (event: Exclude<AnswerEvent, { type: 'retrying' }>): ConversationEvent => ({
  ...{ turn: 't', type: 'answer', event },
});
const used = (input: number) =>
  said({ type: 'usage', usage: { input, output: 0, cacheRead: 0, cacheWrite: 0 } });
const end = said({ type: 'end', reason: 'complete' });
const retried = (model: string): ConversationEvent => ({ type: 'retried', turn: 't', model });
const when = (...events: ConversationEvent[]) =>
  [{ type: 'asked', turn } as const, ...events].reduce(advance, emptyConversation);

describe('what a conversation has cost', () => {
  it('includes the answers that a retry replaced, each at the price of its model', () => {
    const conversation = when(
      ...[used(100_000), end, retried('claude-haiku-4-5'), used(200_000), end],
      ...[retried('claude-opus-5-5'), used(300_000), end],
    );
    assert.equal(totalText(conversation, settings, 0), '600,000 tokens, $1.90');
    const [last] = conversation.turns;
    assert.equal(last && turnCost(last, settings), 1.2);
  });

  it('does not forget an answer while the next one is on its way', () => {
    assert.equal(
      totalText(when(used(100_000), end, retried('claude-opus-5')), settings, 0),
      '100,000 tokens, $0.50',
    );
  });

  it('has nothing to tell of a question that was refused before it was counted', () => {
    const failure = { kind: 'overloaded', detail: '' } as const;
    const failed: ConversationEvent = { turn: 't', type: 'failed', failure };
    assert.equal(totalText(when(failed, retried('claude-opus-5')), settings, 0), undefined);
  });
});
