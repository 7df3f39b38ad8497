import * as v from 'valibot';
import { count, lenient, name } from '../schema.ts';

// Of each object only the fields that are used. The API may add types at any time, which are ignored.
function other(...known: readonly string[]) {
  const schema = v.object({ type: v.pipe(v.string(), v.notValues(known)) });
  return v.pipe(
    schema,
    v.transform(() => ({ type: 'other' }) as const),
  );
}

const usage = lenient(
  v.object({
    input_tokens: lenient(count),
    output_tokens: lenient(count),
    cache_read_input_tokens: lenient(count),
    cache_creation_input_tokens: lenient(count),
  }),
);

/** Most characters of a reason to refuse. */
const explanationLength = 4000;

const explanation = lenient(
  v.pipe(
    v.string(),
    v.transform((text) => text.slice(0, explanationLength)),
  ),
);

const stopFields = {
  stop_reason: lenient(name),
  stop_details: lenient(v.object({ explanation, category: explanation })),
};

// A block as it begins and the pieces that follow it become values of one type.
const thinking = { type: 'thinking' } as const;

const block = v.union([
  v.object({ type: v.literal('text'), text: v.optional(v.string(), '') }),
  v.pipe(
    v.object({ type: v.picklist(['thinking', 'redacted_thinking']) }),
    v.transform(() => thinking),
  ),
  other('text', 'thinking', 'redacted_thinking'),
]);

const delta = v.union([
  v.pipe(
    v.object({ type: v.literal('text_delta'), text: v.string() }),
    v.transform(({ text }) => ({ type: 'text', text }) as const),
  ),
  v.pipe(
    v.object({ type: v.literal('thinking_delta') }),
    v.transform(() => thinking),
  ),
  other('text_delta', 'thinking_delta'),
]);

const startFields = { model: lenient(name), usage };

export const eventSchema = v.union([
  v.object({ type: v.literal('message_start'), message: lenient(v.object(startFields)) }),
  v.object({ type: v.literal('content_block_start'), content_block: block }),
  v.object({ type: v.literal('content_block_delta'), delta }),
  v.object({ type: v.literal('message_delta'), delta: lenient(v.object(stopFields)), usage }),
  v.object({ type: v.literal('message_stop') }),
  other('message_start', 'content_block_start', 'content_block_delta', 'message_delta', 'message_stop'),
]);

/** An answer in one piece. */
export const messageSchema = v.object({
  ...{ type: v.literal('message'), content: v.array(block) },
  ...startFields,
  ...stopFields,
});

export type ContentPiece = v.InferOutput<typeof block>;
type WholeMessage = v.InferOutput<typeof messageSchema>;
export type UsageReport = NonNullable<WholeMessage['usage']>;
export type StopFields = Pick<WholeMessage, 'stop_reason' | 'stop_details'>;
