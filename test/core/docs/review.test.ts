import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AltAnswer } from '../../../src/core/docs/altText/altAnswer.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import {
  acceptedRows,
  advanceReview,
  type Review,
  type ReviewEvent,
  type ReviewRow,
  unansweredRows,
} from '../../../src/core/docs/review/review.ts';
import { placeOfRow, rowContext } from '../../../src/core/docs/review/rowPlace.ts';
import { changesText, readReview, reviewText } from '../../../src/core/docs/review/storedReview.ts';

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

  it('gives the text back that was paid for when an image is decorative after all not', () => {
    const decorative: ReviewEvent = { type: 'decorative', row: 'a' };
    const once = reviewAfter({ type: 'answered', row: 'a', answer }, decorative);
    assert.deepEqual(
      acceptedRows(once).map((one) => one.decorative),
      [true],
    );
    const back = first(advanceReview(once, decorative));
    assert.deepEqual([back.decorative, back.text, back.decision], [false, 'Boats', 'open']);
    const unasked = reviewAfter(decorative, decorative);
    assert.equal(unansweredRows(unasked).length, 2);
    const byClaude = { ...answer, alt: '', decorative: true };
    const left = first(reviewAfter({ type: 'answered', row: 'a', answer: byClaude }, decorative));
    assert.deepEqual([left.decorative, left.decision], [true, 'open']);
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

  it('lets stand what was decided while it was asked', () => {
    const asking: ReviewEvent = { type: 'asking', rows: ['a', 'b'] };
    const skipped = reviewAfter(
      asking,
      { type: 'decided', row: 'a', decision: 'skipped' },
      { type: 'answered', row: 'a', answer },
    );
    assert.deepEqual([first(skipped).decision, first(skipped).text], ['skipped', 'Boats']);
    const typed = reviewAfter(
      asking,
      { type: 'edited', row: 'a', text: 'Mine' },
      { type: 'answered', row: 'a', answer },
    );
    assert.equal(first(typed).text, 'Mine');
    const decorative = reviewAfter(
      asking,
      { type: 'decorative', row: 'a' },
      { type: 'answered', row: 'a', answer },
    );
    assert.ok(first(decorative).decorative);
  });

  it('keeps the text of a row that was asked about once more when that is stopped', () => {
    const again = reviewAfter(
      { type: 'answered', row: 'a', answer },
      { type: 'asking', rows: ['a', 'b'] },
      { type: 'stopped', rows: ['a'] },
    );
    assert.deepEqual(
      again.rows.map(({ status }) => status),
      ['answered', 'asking'],
    );
  });

  it('writes once more what was undone, edited or accepted again', () => {
    const written = reviewAfter({ type: 'answered', row: 'a', answer }, { type: 'written', rows: ['a'] });
    assert.equal(first(written).written, 'Boats');
    for (const event of [
      { type: 'undone', rows: ['a'] },
      { type: 'edited', row: 'a', text: 'Ships' },
      { type: 'decided', row: 'a', decision: 'accepted' },
    ] as const)
      assert.equal(acceptedRows(advanceReview(written, event)).length, 1, event.type);
  });

  it('finds the place of a row by its surroundings, and never where somebody has written', async () => {
    const placeIn = async (text: string, more: Partial<ReviewRow> = {}) => {
      const references = await findImages(text, 'markdown');
      const found = placeOfRow(await rowAt(1, more), references);
      return typeof found === 'string' ? found : text.slice(0, found.range.start).split('\n').length;
    };
    const rowAt = async (place: number, more: Partial<ReviewRow>) => {
      const [text, source] = ['# A\n\n![](a.png)\n\n# B\n\n![](a.png)\n', 'a.png'];
      const reference = (await findImages(text, 'markdown'))[place] ?? assert.fail();
      return row('a', {
        place: { source, occurrence: place, start: 0, line: 0 },
        ...{ headings: reference.headings, context: rowContext(reference), ...more },
      });
    };
    assert.equal(await placeIn('# A\n\n![](a.png)\n\n# B\n\n![](a.png)\n'), 7);
    assert.equal(await placeIn('![](a.png)\n\n# A\n\n![](a.png)\n\n# B\n\n![](a.png)\n'), 9);
    assert.equal(await placeIn('# A\n\n![](a.png)\n\n# C\n\n![](a.png)\n'), 7);
    assert.equal(await placeIn('# B\n\n![](a.png)\n'), 3);
    assert.equal(await placeIn('# A\n\n![](a.png)\n\n# B\n\n![Mine](a.png)\n'), 'changed');
    assert.equal(await placeIn('# B\n\n![Ours](a.png)\n', { written: 'Ours' }), 3);
    assert.equal(await placeIn('# A\n\n![](b.png)\n'), 'gone');
    const two = { place: { source: 'a.png', occurrence: 1, total: 2, start: 0, line: 0 } };
    assert.equal(await placeIn('# A\n\n![](a.png)\n\n# C\n\n![](a.png)\n', two), 7);
    // Two of three may be anyone's.
    assert.equal(await placeIn('# C\n\n![](a.png)\n\n# D\n\n![](a.png)\n\n![](a.png)\n', two), 'gone');
    assert.equal(await placeIn('# B\n\n<!-- ask-claude-decorative -->\n![](a.png)\n'), 'changed');
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
    const again = reviewAfter(
      { type: 'answered', row: 'a', answer },
      { type: 'unwritten', rows: ['a'], problem: 'Apply once more.', again: true },
    );
    assert.equal(acceptedRows(again).length, 1);
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

  it('comes back with what has changed since the whole of it was stored, and with no older changes', () => {
    const decided = reviewAfter(
      { type: 'decided', row: 'b', decision: 'skipped' },
      { type: 'spent', usd: 0.2 },
    );
    const rows = decided.rows.filter(({ id }) => id === 'b');
    const whole = reviewText(begun, 'one');
    assert.deepEqual(readReview(whole, changesText(decided, rows, 'one')), decided);
    for (const older of [changesText(decided, rows, 'zero'), '{', '[]', '{"version":1,"revision":"one"}'])
      assert.deepEqual(readReview(whole, older), begun);
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
