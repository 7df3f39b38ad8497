import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { AnswerEvent } from '../../../../src/core/api/answerTypes.ts';
import { maxAnswerLength } from '../../../../src/core/api/stream/blocks.ts';
import { readAnswer } from '../../../../src/core/api/stream/stream.ts';
import { heard, on } from '../harness.ts';

const cases = Math.min(Number(process.env['FUZZ_CASES'] ?? 200), 2000);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const usage = {
  input_tokens: 5,
  output_tokens: 1,
  cache_read_input_tokens: 2,
  cache_creation_input_tokens: 3,
};
const message: Json = { type: 'message', model: 'local', content: [], usage };

const events: readonly Json[] = [
  { type: 'message_start', message },
  { type: 'ping' },
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm.' } },
  { type: 'content_block_start', index: 1, content_block: { type: 'text', text: 'A' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: ' cat.' } },
  { type: 'content_block_stop', index: 1 },
  { type: 'message_delta', delta: { stop_reason: 'refusal', stop_details: { explanation: 'No.' } }, usage },
  { type: 'message_stop' },
];
const whole: Json = {
  ...(message as object),
  content: [{ type: 'text', text: 'A cat.' }],
  stop_reason: 'end_turn',
};
const error: Json = {
  type: 'error',
  error: {
    type: 'invalid_request_error',
    message: 'messages.0.content.1.image.source',
    details: { paths: ['messages.0.content.0'] },
  },
};

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, '', '__proto__', 'constructor', -1, 0.5, 1e300, [], {}, true, 'x'.repeat(5000)),
  fc.constantFrom<Json>(...events, whole, error),
  fc.jsonValue() as fc.Arbitrary<Json>,
);

/** Every object and every list inside a value, the value itself included. */
function containers(json: Json): (Json[] | { [key: string]: Json })[] {
  if (typeof json !== 'object' || json === null) return [];
  return [json, ...Object.values(json).flatMap(containers)];
}

interface Mutation {
  readonly container: number;
  readonly key: number;
  readonly value: Json;
}

function mutate(json: Json, mutations: readonly Mutation[]): Json {
  const copy = structuredClone(json);
  for (const { container, key, value } of mutations) {
    const all = containers(copy);
    const chosen = all[container % all.length];
    const keys = Object.keys(chosen ?? {});
    if (chosen && keys.length > 0)
      Object.assign(chosen, { [keys[key % keys.length] ?? '']: structuredClone(value) });
  }
  return copy;
}

const stream = fc.record({
  events: fc.oneof(
    fc.constant(events),
    fc.constant([...events.slice(0, 4), error]),
    fc.shuffledSubarray([...events]),
  ),
  mutations: fc.array(fc.record({ container: fc.nat(40), key: fc.nat(6), value }), { maxLength: 4 }),
  damage: fc.array(fc.record({ at: fc.nat(2000), byte: fc.nat(255) }), { maxLength: 3 }),
  pieces: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }),
  inOnePiece: fc.boolean(),
});

function bodyOf({
  events: chosen,
  mutations,
  damage,
  inOnePiece,
}: typeof stream extends fc.Arbitrary<infer T> ? T : never): Buffer {
  const text = inOnePiece
    ? JSON.stringify(mutate(whole, mutations))
    : (mutate([...chosen], mutations) as Json[])
        .map((event) => `data: ${JSON.stringify(event)}\n\n`)
        .join('');
  const bytes = Buffer.from(text);
  for (const { at, byte } of damage) bytes[at % bytes.length] = byte;
  return bytes;
}

function inPieces(bytes: Buffer, sizes: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0;
  let turn = 0;
  return new ReadableStream({
    pull: (controller) => {
      const size = sizes[turn % sizes.length] ?? 1;
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
      turn += 1;
      if (at >= bytes.length) controller.close();
    },
  });
}

const isCount = (tokens: number) => Number.isSafeInteger(tokens) && tokens >= 0;

function check(event: AnswerEvent): void {
  if (event.type === 'text') assert.equal(typeof event.text, 'string');
  if (event.type === 'started') assert.ok(typeof event.model === 'string' && event.model.length <= 256);
  if (event.type === 'usage') assert.ok(Object.values(event.usage).every(isCount));
  if (event.type !== 'end') return;
  assert.match(event.reason, /^(complete|refusal|outputLimit|contextFull|paused)$/);
  assert.match(typeof event.explanation, /^(string|undefined)$/);
}

describe('a mutated stream', () => {
  it('is an answer with an end, or a failure, and nothing else', async function () {
    this.timeout(300_000);
    const property = fc.asyncProperty(stream, async (mutated) => {
      const type = mutated.inOnePiece ? 'application/json' : 'text/event-stream';
      const body = inPieces(bodyOf(mutated), mutated.pieces);
      const response = new Response(body, { headers: { 'content-type': type } });
      // Anything thrown but a FailureError is thrown on.
      const { events: got, text, failure } = await heard(readAnswer(response, 5000, on));
      got.forEach(check);
      assert.ok(text.length <= maxAnswerLength);
      assert.equal(
        got.some((event) => event.type === 'end'),
        failure === undefined,
      );
      assert.notEqual(failure?.kind, 'unexpected');
      assert.ok((failure?.detail.length ?? 0) <= 2000);
    });
    await fc.assert(property, { numRuns: cases });
  });
});
