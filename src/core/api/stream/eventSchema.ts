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

const piece = v.optional(v.string(), '');

/** A block as it begins; in an answer that comes in one piece, as it is. */
const block = v.union([
  v.object({ type: v.literal('text'), text: piece }),
  v.object({ type: v.literal('thinking'), thinking: piece, signature: piece }),
  v.object({ type: v.literal('redacted_thinking'), data: piece }),
  v.object({
    ...{ type: v.literal('tool_use'), id: name, name },
    input: v.optional(v.record(v.string(), v.unknown()), {}),
  }),
  other('text', 'thinking', 'redacted_thinking', 'tool_use'),
]);

/** More of the block that has begun. */
const delta = v.union([
  v.object({ type: v.literal('text_delta'), text: v.string() }),
  v.object({ type: v.literal('thinking_delta'), thinking: piece }),
  v.object({ type: v.literal('signature_delta'), signature: piece }),
  v.object({ type: v.literal('input_json_delta'), partial_json: piece }),
  other('text_delta', 'thinking_delta', 'signature_delta', 'input_json_delta'),
]);

const startFields = { model: lenient(name), usage };

export const eventSchema = v.union([
  v.object({ type: v.literal('message_start'), message: lenient(v.object(startFields)) }),
  v.object({ type: v.literal('content_block_start'), content_block: block }),
  v.object({ type: v.literal('content_block_delta'), delta }),
  v.object({ type: v.literal('content_block_stop') }),
  v.object({ type: v.literal('message_delta'), delta: lenient(v.object(stopFields)), usage }),
  v.object({ type: v.literal('message_stop') }),
  other(
    ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop'],
    ...['message_delta', 'message_stop'],
  ),
]);

/** An answer in one piece. */
export const messageSchema = v.object({
  ...{ type: v.literal('message'), content: v.array(block) },
  ...startFields,
  ...stopFields,
});

export type BlockStart = v.InferOutput<typeof block>;
export type BlockDelta = v.InferOutput<typeof delta>;
type WholeMessage = v.InferOutput<typeof messageSchema>;
export type UsageReport = NonNullable<WholeMessage['usage']>;
export type StopFields = Pick<WholeMessage, 'stop_reason' | 'stop_details'>;
