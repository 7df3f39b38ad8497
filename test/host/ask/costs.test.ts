import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { advance, type ConversationEvent, emptyConversation } from '../../../src/core/ask/conversation.ts';
import { needsConfirmation, nextQuestionEstimate, turnCost } from '../../../src/core/ask/cost.ts';
import type { AskAnswerEvent, AttachedImage } from '../../../src/core/ask/question.ts';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';
import { totalText, usageText } from '../../../src/host/ask/costText.ts';
import { estimateText, estimateView } from '../../../src/host/ask/estimateText.ts';
import { createSpending } from '../../../src/host/ask/spending.ts';
import { settings } from '../settings.ts';

const turn = { id: 't', title: 'What?', question: 'What?', model: 'claude-opus-5', fresh: false };
const said = (event: AskAnswerEvent): ConversationEvent => ({
  ...{ turn: 't', type: 'answer', event },
});
const used = (input: number) =>
  said({ type: 'usage', usage: { input, output: 0, cacheRead: 0, cacheWrite: 0 } });
const end = said({ type: 'end', reason: 'complete' });
const retried = (model: string): ConversationEvent => ({
  ...{ type: 'retried', turn: 't', model, version: 'again' },
});
const when = (...events: ConversationEvent[]) =>
  [{ type: 'asked', turn } as const, ...events].reduce(advance, emptyConversation);

const header: ImageHeader = {
  ...{ type: 'png', width: 2000, height: 1500, orientation: 1, frames: 1, alpha: false, traits: [] },
};
const picture = (id: string): AttachedImage => ({ id, name: id, uri: id, header });
const attached = (...ids: string[]): ConversationEvent => ({ type: 'attached', images: ids.map(picture) });

describe('what the next question costs', () => {
  const asks = (id: string, fresh = false): ConversationEvent => ({
    type: 'asked',
    turn: { ...turn, id, fresh, question: '' },
  });
  const tokens = (...events: ConversationEvent[]) =>
    nextQuestionEstimate(events.reduce(advance, emptyConversation), '', settings).tokens;

  it('is its images by their patches, and its text', () => {
    assert.equal(tokens(attached('a', 'b')), 2 * 3888);
    const { tokens: count, usd } = nextQuestionEstimate(emptyConversation, 'What is this?', settings);
    assert.ok(count > 3 && count < 10);
    assert.ok(usd !== undefined && usd > 0 && usd < 0.01);
  });

  it('holds what was counted before, and the images of answers that nobody has counted', () => {
    const usage = { input: 100, output: 20, cacheRead: 3000, cacheWrite: 888 };
    const count: ConversationEvent = { turn: '1', type: 'answer', event: { type: 'usage', usage } };
    assert.equal(tokens(attached('a'), asks('1'), count), 4008);
    assert.ok(tokens(attached('a'), asks('1')) >= 3888);
    assert.ok(tokens(attached('a'), asks('1'), count, attached('b'), asks('2')) >= 4008 + 3888);
  });

  it('holds nothing of the subjects before', () => {
    assert.ok(tokens(attached('a'), asks('1'), asks('2', true)) < 10);
  });

  it('is asked about first only above the limit of the settings', () => {
    const asked = [0.5, 0.51, undefined].map((usd) =>
      needsConfirmation({ tokens: 1, ...(usd !== undefined && { usd }) }, 0.5),
    );
    assert.deepEqual(asked, [false, true, false]);
    assert.equal(needsConfirmation({ tokens: 1, usd: 100 }, 0), false, '0 never asks');
  });
});

describe('the estimate of a question', () => {
  const estimated = { tokens: 4812, inputUsd: 0.01203, usd: 0.01803 };

  it('says what goes in and what an answer may cost, before and after an exact count', () => {
    const { input, answer, detail } = estimateView(estimated, undefined, settings);
    assert.equal(input, 'about 4,812 tokens in, $0.012');
    // 500 tokens of the settings and 16,384 for thinking, at 10 USD a million.
    assert.equal(answer, 'answer up to $0.17');
    assert.match(detail, /for the 4,812 tokens of input\. A usual answer costs about \$0\.006, the longest/);
    assert.doesNotMatch(detail, /looks closer/);
    // 4,784 tokens of a part at 2 USD a million, and the question from the cache.
    const looking = estimateView(estimated, undefined, { ...settings, zoom: 6 });
    assert.match(looking.detail, /each of at most 6 looks adds up to \$0\.011\./);
    const counted = estimateView(estimated, 4700, settings);
    assert.deepEqual([counted.input, counted.answer], ['4,700 tokens in, $0.012', 'answer up to $0.17']);
  });

  it('is of tokens alone where no price is known', () => {
    const { input, answer, detail } = estimateView({ tokens: 4812 }, undefined, {
      ...settings,
      model: 'qwen',
    });
    assert.deepEqual([input, answer], ['about 4,812 tokens in', undefined]);
    assert.match(detail, /^The price of qwen is not known\./);
  });

  it('says of a price for documents that it holds the answer', () => {
    assert.equal(estimateText(estimated), 'about 4,812 tokens in, $0.018 with the answer');
    assert.equal(estimateText({ tokens: 5 }), 'about 5 tokens in');
  });
});

describe('what an answer has cost', () => {
  it('is told with what came from the cache, and without a price where nobody knows it', () => {
    const usage = { input: 200, output: 300, cacheRead: 4000, cacheWrite: 800 };
    const answered = (model: string) => {
      const [first] = when(said({ type: 'started', model }), said({ type: 'usage', usage }), end).turns;
      return first && usageText(first, settings);
    };
    // 200 × 2 + 300 × 10 + 4,000 × 0.2 + 800 × 2.5 = 6,200 millionths of a dollar
    assert.equal(answered('claude-sonnet-5-5'), '5,000 tokens in (4,000 from the cache), 300 out · $0.0062');
    assert.equal(answered('qwen'), '5,000 tokens in (4,000 from the cache), 300 out');
  });
});

describe('what a day has cost', () => {
  const memento = (state: Map<string, unknown>) => ({
    keys: () => [...state.keys()],
    get: <T>(key: string, otherwise?: T) => (state.get(key) as T) ?? otherwise,
    update: async (key: string, value: unknown) => void state.set(key, value),
  });

  it('adds up over windows and ends with the day', () => {
    const state = new Map<string, unknown>();
    createSpending(memento(state)).add(0.25);
    const spending = createSpending(memento(state));
    spending.add(0.5);
    assert.equal(spending.today(), 0.75);
    assert.equal(totalText(when(used(100_000), end), settings, 0.75), '100,000 tokens, $0.50 · today: $0.75');
    state.set('spending', { day: '2020-01-01', usd: 9 });
    assert.equal(spending.today(), 0);
    spending.add(1);
    assert.equal(spending.today(), 1);
  });
});

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
