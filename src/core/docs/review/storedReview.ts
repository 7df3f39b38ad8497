import * as v from 'valibot';
import { advanceReview, type Review, type ReviewRow } from './review.ts';

/** Rises when the stored shape changes in a way that an older version cannot read. */
const version = 1;

/** Bytes of a stored review that are read. */
export const longestReview = 256_000_000;

/** A whole review. `revision` names it for the changes that are stored beside it. */
export function reviewText(review: Review, revision = ''): string {
  return JSON.stringify({ version, revision, review });
}

/** The rows of a review that have changed since the whole of it was stored with this revision, and all that is no row. */
export function changesText(
  { spent, batches }: Review,
  rows: readonly ReviewRow[],
  revision: string,
): string {
  return JSON.stringify({ version, revision, rows, spent, batches });
}

/**
 * What was stored, which may be anything; undefined when it is no review. `changes` count only for the revision that they
 * were made to. What was being asked waits again, unless a batch is to answer it.
 */
export function readReview(text: string, changes = ''): Review | undefined {
  const whole = parsed(stored, text);
  if (!whole) return undefined;
  const since = changes === '' ? undefined : parsed(storedChanges, changes);
  const review = since?.revision === whole.revision ? withChanges(whole.review, since) : whole.review;
  return advanceReview(review, { type: 'stopped' });
}

function withChanges(
  { batches: _, ...review }: Review,
  { rows, spent, batches }: v.InferOutput<typeof storedChanges>,
): Review {
  const changed = new Map(rows.map((one) => [one.id, one]));
  return {
    ...{ ...review, spent, ...(batches && { batches }) },
    rows: review.rows.map((one) => changed.get(one.id) ?? one),
  };
}

function parsed<Output>(schema: v.GenericSchema<unknown, Output>, text: string): Output | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const row: v.GenericSchema<unknown, ReviewRow> = v.object({
  id: v.string(),
  document: v.string(),
  place: v.object({
    ...{ source: v.string(), occurrence: count, total: v.exactOptional(count) },
    ...{ start: count, line: count },
  }),
  image: v.object({ name: v.string(), uri: v.exactOptional(v.string()) }),
  headings: v.array(v.string()),
  context: v.object({ before: v.string(), after: v.string() }),
  caption: v.exactOptional(v.string()),
  current: v.object({
    state: v.picklist(['text', 'empty', 'absent', 'computed']),
    ...{ text: v.string(), decorative: v.exactOptional(v.boolean()) },
  }),
  rule: v.exactOptional(v.string()),
  status: v.picklist(['waiting', 'asking', 'answered', 'failed', 'written']),
  problem: v.exactOptional(v.string()),
  answer: v.exactOptional(
    v.object({
      confidence: v.picklist(['high', 'medium', 'low']),
      reason: v.exactOptional(v.string()),
      longDescription: v.exactOptional(v.string()),
    }),
  ),
  written: v.exactOptional(v.string()),
  text: v.string(),
  decorative: v.boolean(),
  decision: v.picklist(['open', 'accepted', 'skipped']),
  describes: v.exactOptional(v.boolean()),
});

const batch = v.object({
  ...{ id: v.string(), server: v.string(), model: v.string() },
  created: v.pipe(v.number(), v.finite()),
  state: v.picklist(['running', 'canceling', 'ended']),
  ...{ total: count, done: count, again: v.boolean(), canceled: v.exactOptional(v.boolean()) },
  requests: v.array(
    v.object({ id: v.string(), rows: v.array(v.string()), expired: v.exactOptional(v.boolean()) }),
  ),
});

/** What of a review is no row, and is stored with each change. */
const beside = {
  spent: v.pipe(v.number(), v.finite(), v.minValue(0)),
  batches: v.exactOptional(v.array(batch)),
};

const review: v.GenericSchema<unknown, Review> = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
  title: v.string(),
  created: v.pipe(v.number(), v.finite()),
  rows: v.array(row),
  ...beside,
});

const stored = v.object({ version: v.literal(version), revision: v.optional(v.string(), ''), review });

const storedChanges = v.object({
  ...{ version: v.literal(version), revision: v.string(), rows: v.array(row) },
  ...beside,
});
