import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AltAnswer } from '../../../src/core/docs/altText/altAnswer.ts';
import {
  acceptedRows,
  advanceReview,
  type Review,
  type ReviewEvent,
  type ReviewRow,
  unansweredRows,
} from '../../../src/core/docs/review/review.ts';
import { readReview, reviewText } from '../../../src/core/docs/review/storedReview.ts';

const row = (id: string, more: Partial<ReviewRow> = {}): ReviewRow => ({
  ...{ id, document: 'file:///a.md', image: { name: `${id}.png` }, headings: ['A'] },
  place: { source: `${id}.png`, occurrence: 0, start: 0, line: 0 },
  context: { before: '', after: '' },
  current: { state: 'empty', text: '' },
  ...{ status: 'waiting', text: '', decorative: false, decision: 'open' },
  ...more,
});
const begun: Review = { id: 'r', title: 'Docs', created: 1, rows: [row('a'), row('b')], spent: 0 };
const answer: AltAnswer = { alt: 'Boats', decorative: false, confidence: 'high', shortened: false };
const reviewAfter = (...events: ReviewEvent[]) => events.reduce(advanceReview, begun);
const first = (review: Review) => review.rows[0] ?? assert.fail('no row');

describe('a review of alt texts', () => {
  it('accepts a sure answer by itself, and leaves one that is not sure open', () => {
    const sure = reviewAfter({ type: 'answered', row: 'a', answer });
    assert.deepEqual(
      acceptedRows(sure).map(({ id }) => id),
      ['a'],
    );
    const unsure = reviewAfter({ type: 'answered', row: 'a', answer: { ...answer, confidence: 'low' } });
    assert.deepEqual(acceptedRows(unsure), []);
    assert.equal(first(unsure).decision, 'open');
  });

  it('does not throw words away by itself', () => {
    const decorative = { ...answer, alt: '', decorative: true, reason: 'A line.' };
    const words = { ...begun, rows: [row('a', { current: { state: 'text', text: 'Waves' } })] };
    const review = advanceReview(words, { type: 'answered', row: 'a', answer: decorative });
    assert.deepEqual(acceptedRows(review), []);
    const none = reviewAfter({ type: 'answered', row: 'a', answer: decorative });
    assert.equal(acceptedRows(none).length, 1);
  });

  it('takes a text that somebody wrote for meant, and an empty one for undecided', () => {
    const edited = reviewAfter({ type: 'edited', row: 'a', text: 'Mine' });
    assert.deepEqual(
      acceptedRows(edited).map(({ text }) => text),
      ['Mine'],
    );
    assert.deepEqual(acceptedRows(advanceReview(edited, { type: 'edited', row: 'a', text: ' ' })), []);
  });

  it('settles an image as decorative without asking', () => {
    const review = reviewAfter({ type: 'decorative', row: 'a' });
    assert.deepEqual(
      acceptedRows(review).map(({ id, decorative }) => [id, decorative]),
      [['a', true]],
    );
    assert.deepEqual(
      unansweredRows(review).map(({ id }) => id),
      ['b'],
    );
  });

  it('asks again about what was being asked when it was stopped, and not about what was skipped', () => {
    const stopped = reviewAfter(
      { type: 'asking', rows: ['a', 'b'] },
      { type: 'answered', row: 'b', answer },
      { type: 'stopped' },
    );
    assert.deepEqual(
      unansweredRows(stopped).map(({ id }) => id),
      ['a'],
    );
    const skipped = advanceReview(stopped, { type: 'decided', row: 'a', decision: 'skipped' });
    assert.deepEqual(unansweredRows(skipped), []);
  });

  it('writes a text once, and opens the row of one that could not be written', () => {
    const written = reviewAfter({ type: 'answered', row: 'a', answer }, { type: 'written', rows: ['a'] });
    assert.deepEqual(acceptedRows(written), []);
    const left = reviewAfter(
      { type: 'answered', row: 'a', answer },
      { type: 'unwritten', rows: ['a'], problem: 'Changed.' },
    );
    assert.deepEqual(
      [first(left).decision, first(left).problem, first(left).text],
      ['open', 'Changed.', 'Boats'],
    );
  });

  it('comes back from storage as it was, with what was being asked waiting again', () => {
    const review = reviewAfter(
      { type: 'answered', row: 'a', answer: { ...answer, longDescription: 'All of it' } },
      { type: 'describes', row: 'a', describes: true },
      { type: 'asking', rows: ['b'] },
      { type: 'spent', usd: 0.1 },
    );
    const back = readReview(reviewText(review));
    assert.deepEqual(back?.rows[0], review.rows[0]);
    assert.equal(back?.rows[1]?.status, 'waiting');
    assert.equal(back?.spent, 0.1);
  });

  for (const text of [
    '',
    '{',
    '[]',
    '{"version":1}',
    '{"version":2,"review":{}}',
    '{"version":1,"review":{"id":"../x"}}',
  ])
    it(`takes anything else for no review: ${text || 'nothing'}`, () => {
      assert.equal(readReview(text), undefined);
    });
});
