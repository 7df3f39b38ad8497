import type { AltAnswer } from '../altText/altAnswer.ts';
import { plainLine } from '../escape.ts';
import type { AltState } from '../imageReference.ts';
import {
  type BatchOutcome,
  heldRows,
  movedBatch,
  openBatches,
  type ReviewBatch,
  withOutcomes,
  withoutRows,
} from './reviewBatch.ts';

/** Alt texts that were proposed, and what the reviewer decided about each. It is kept as answers arrive. */
export interface Review {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly rows: readonly ReviewRow[];
  /** USD of all answers, where the price is known. */
  readonly spent: number;
  /** Message Batches that answer rows, oldest first: those under way, and those that were sent along with them. */
  readonly batches?: readonly ReviewBatch[];
}

/** An image at one place of a document. */
export interface ReviewRow {
  readonly id: string;
  /** Address of the document. */
  readonly document: string;
  readonly place: Place;
  readonly image: { readonly name: string; readonly uri?: string };
  /** The headings it stands under, the outermost first. */
  readonly headings: readonly string[];
  /** The sentences around it. */
  readonly context: { readonly before: string; readonly after: string };
  readonly caption?: string;
  readonly current: CurrentAlt;
  /** Id of the rule that found fault with the current text. */
  readonly rule?: string;
  readonly status: RowStatus;
  /** Why there is no answer, or why the text was not written: a sentence. */
  readonly problem?: string;
  readonly answer?: Pick<AltAnswer, 'confidence' | 'reason' | 'longDescription'>;
  /** The text that was written last; '' where the image was marked as decorative. */
  readonly written?: string;
  /** What would be written. With `decorative` it is not, but comes back when the reviewer takes that back. */
  readonly text: string;
  readonly decorative: boolean;
  readonly decision: RowDecision;
  /** The long description goes below the image as well. */
  readonly describes?: boolean;
}

/** What a reference said when its row was made. */
export interface CurrentAlt {
  readonly state: AltState;
  readonly text: string;
  /** The markup or a comment called it decorative. */
  readonly decorative?: boolean;
}

/** Where a reference stands: the n-th of its document (from 0) with this source; `start` is its offset by then. */
export interface Place {
  readonly source: string;
  readonly occurrence: number;
  /** How many of its document have this source. */
  readonly total?: number;
  readonly start: number;
  /** From 0. */
  readonly line: number;
}

export type RowStatus = 'waiting' | 'asking' | 'answered' | 'failed' | 'written';
export type RowDecision = 'open' | 'accepted' | 'skipped';

export type ReviewEvent =
  | { readonly type: 'asking'; readonly rows: readonly string[] }
  | { readonly type: 'answered'; readonly row: string; readonly answer: AltAnswer }
  | { readonly type: 'failed'; readonly row: string; readonly problem: string }
  /** The run was stopped: what was not answered waits again, unless a batch is to answer it. Without `rows`, all. */
  | { readonly type: 'stopped'; readonly rows?: readonly string[] }
  | { readonly type: 'edited'; readonly row: string; readonly text: string }
  | { readonly type: 'decided'; readonly row: string; readonly decision: RowDecision }
  | { readonly type: 'decorative'; readonly row: string }
  | { readonly type: 'describes'; readonly row: string; readonly describes: boolean }
  | { readonly type: 'written'; readonly rows: readonly string[] }
  /** What was written was taken back in the documents. */
  | { readonly type: 'undone'; readonly rows: readonly string[] }
  /** Something was in the way. With `again`, the next Apply writes it. */
  | {
      readonly type: 'unwritten';
      readonly rows: readonly string[];
      readonly problem: string;
      readonly again?: boolean;
    }
  | { readonly type: 'spent'; readonly usd: number }
  /** A batch exists now. */
  | { readonly type: 'batched'; readonly batch: ReviewBatch }
  | ({ readonly type: 'batchMoved' } & Pick<ReviewBatch, 'id' | 'state' | 'done'>)
  /** Outcomes of requests of a batch, with what they have cost in USD. */
  | {
      readonly type: 'settled';
      readonly batch: string;
      readonly outcomes: readonly BatchOutcome[];
      readonly usd: number;
    };

/** The only place that says what an event does to a review. Pure: the old one stays as it was. */
export function advanceReview(review: Review, event: ReviewEvent): Review {
  switch (event.type) {
    case 'asking':
      return mapRows(review, event.rows, ({ problem: _, ...row }) => ({ ...row, status: 'asking' }));
    case 'answered':
      return mapRows(free(review, [event.row]), [event.row], (row) => answered(row, event.answer));
    case 'failed':
      return mapRows(free(review, [event.row]), [event.row], (row) => failed(row, event.problem));
    case 'stopped':
      return stopped(review, event.rows);
    case 'edited':
      return mapRows(review, [event.row], (row) => edited(row, event.text));
    case 'decided':
      return mapRows(review, [event.row], (row) => decided(row, event.decision));
    case 'decorative':
      return mapRows(review, [event.row], decorated);
    case 'describes':
      return mapRows(review, [event.row], (row) => ({ ...row, describes: event.describes }));
    case 'written':
      return mapRows(review, event.rows, written);
    case 'undone':
      return mapRows(review, event.rows, (row) => ({ ...row, status: 'answered' }));
    case 'unwritten':
      return mapRows(review, event.rows, (row) => ({
        ...{ ...row, problem: event.problem },
        decision: event.again ? row.decision : 'open',
      }));
    case 'spent':
      return { ...review, spent: review.spent + event.usd };
    case 'batched':
      return batched(review, event.batch);
    case 'batchMoved':
      return mapBatch(review, event.id, (batch) => movedBatch(batch, event));
    case 'settled':
      return settled(review, event);
  }
}

/** Rows whose text goes into its document with the next Apply. */
export function acceptedRows({ rows }: Review): readonly ReviewRow[] {
  return rows.filter(
    ({ decision, status, text, decorative }) =>
      decision === 'accepted' && status !== 'written' && (decorative || text.trim() !== ''),
  );
}

/** Whether there is a row that is neither written nor skipped. */
export function hasOpenRows({ rows }: Review): boolean {
  return rows.some(({ status, decision }) => status !== 'written' && decision !== 'skipped');
}

/** Rows that nobody has asked about yet. */
export function unansweredRows({ rows }: Review): readonly ReviewRow[] {
  return rows.filter(({ status, decision }) => status === 'waiting' && decision !== 'skipped');
}

/**
 * A sure text is accepted until the reviewer says otherwise. One that the model is not sure of, and one that would take
 * words away, waits for them. What they have decided before it arrived stands.
 */
function answered(given: ReviewRow, answer: AltAnswer): ReviewRow {
  if (given.status === 'answered' || given.status === 'written') return given;
  const { problem: _, ...row } = given;
  const { alt, decorative, confidence, reason, longDescription } = answer;
  const takesWords = decorative && row.current.state === 'text';
  return {
    ...{ ...row, status: 'answered', text: alt, decorative },
    answer: {
      confidence,
      ...(reason !== undefined && { reason }),
      ...(longDescription !== undefined && { longDescription }),
    },
    decision:
      row.decision === 'skipped' ? 'skipped' : confidence === 'low' || takesWords ? 'open' : 'accepted',
  };
}

/** A text that somebody wrote is meant. */
function edited(row: ReviewRow, text: string): ReviewRow {
  return {
    ...row,
    text,
    decorative: false,
    status: 'answered',
    decision: text.trim() === '' ? 'open' : 'accepted',
  };
}

/** A second time takes it back: the text that was paid for or typed is there again. */
function decorated(row: ReviewRow): ReviewRow {
  const { decorative, decision, status, text, answer } = row;
  if (!decorative || decision !== 'accepted' || status === 'written')
    return { ...row, decorative: true, decision: 'accepted', status: 'answered' };
  if (text !== '') return { ...row, decorative: false, decision: 'open' };
  // Claude called it decorative, or nobody was asked.
  return answer
    ? { ...row, decision: 'open' }
    : { ...row, decorative: false, decision: 'open', status: 'waiting' };
}

function failed(row: ReviewRow, problem: string): ReviewRow {
  return { ...row, status: 'failed', problem };
}

function stopped(review: Review, rows: readonly string[] = review.rows.map(({ id }) => id)): Review {
  const held = heldRows(review.batches);
  return mapRows(
    review,
    rows.filter((id) => !held.has(id)),
    unasked,
  );
}

/** Its rows are asked about, and no other batch answers them. Those that were done before are forgotten. */
function batched(review: Review, batch: ReviewBatch): Review {
  const ids = batch.requests.flatMap(({ rows }) => rows);
  const { batches = [] } = openBatches(review.batches).length > 0 ? free(review, ids) : {};
  const asked = mapRows(review, ids, ({ problem: _, ...row }) => ({ ...row, status: 'asking' }));
  return { ...asked, batches: [...batches, batch] };
}

/** Rows that somebody has settled by hand meanwhile stay as they are. */
function settled(review: Review, event: Extract<ReviewEvent, { type: 'settled' }>): Review {
  const outcomes = new Map(event.outcomes.map((outcome) => [outcome.request, outcome]));
  const batch = review.batches?.find(({ id }) => id === event.batch);
  const ofRow = new Map<string, BatchOutcome>();
  for (const request of batch?.requests ?? []) {
    const outcome = outcomes.get(request.id);
    if (outcome) for (const row of request.rows) ofRow.set(row, outcome);
  }
  const after = mapRows(review, [...ofRow.keys()], (row) => {
    const outcome = ofRow.get(row.id);
    return outcome && row.status === 'asking' ? withOutcome(row, outcome) : row;
  });
  const read = mapBatch(after, event.batch, (one) => withOutcomes(one, outcomes));
  return { ...read, spent: review.spent + event.usd };
}

function withOutcome(row: ReviewRow, outcome: BatchOutcome): ReviewRow {
  switch (outcome.type) {
    case 'answered':
      return answered(row, outcome.answer);
    case 'failed':
      return failed(row, outcome.problem);
    case 'canceled':
      return unasked(row);
    case 'expired':
      return row;
  }
}

function mapBatch(review: Review, id: string, change: (batch: ReviewBatch) => ReviewBatch): Review {
  const { batches } = review;
  if (!batches) return review;
  return { ...review, batches: batches.map((batch) => (batch.id === id ? change(batch) : batch)) };
}

/** No batch answers these rows any more. */
function free(review: Review, rows: readonly string[]): Review {
  const { batches } = review;
  return batches ? { ...review, batches: withoutRows(batches, new Set(rows)) } : review;
}

/** What was written is written once more when it is accepted again. */
function decided(row: ReviewRow, decision: RowDecision): ReviewRow {
  const again = row.status === 'written' && decision === 'accepted';
  return { ...row, decision, ...(again && { status: 'answered' }) };
}

function written({ problem: _, ...row }: ReviewRow): ReviewRow {
  return { ...row, status: 'written', written: row.decorative ? '' : plainLine(row.text) };
}

/** One that was asked about once more keeps what it had. */
function unasked(row: ReviewRow): ReviewRow {
  if (row.status !== 'asking') return row;
  return { ...row, status: row.text !== '' || row.decorative ? 'answered' : 'waiting' };
}

function mapRows(review: Review, ids: readonly string[], change: (row: ReviewRow) => ReviewRow): Review {
  const wanted = new Set(ids);
  return { ...review, rows: review.rows.map((row) => (wanted.has(row.id) ? change(row) : row)) };
}
