import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AnswerEvent, Message, MessagePart, ModelTool } from '../../../src/core/api/answerTypes.ts';
import { dialectOf } from '../../../src/core/api/dialects.ts';
import { modelFacts } from '../../../src/core/api/models/models.ts';
import { buildRequest } from '../../../src/core/api/request.ts';
import { AnswerDecoder } from '../../../src/core/api/stream/streamEvents.ts';

const tool: ModelTool = {
  name: 'zoom',
  description: 'Shows more.',
  input: { type: 'object', properties: {} },
};
const call: MessagePart = { type: 'toolUse', id: 'toolu_1', name: 'zoom', input: { image: 1 } };
const result: MessagePart = {
  ...{ type: 'toolResult', toolUseId: 'toolu_1', isError: false },
  parts: [
    { type: 'text', text: 'Here.' },
    { type: 'image', mediaType: 'image/png', bytes: new Uint8Array([1]) },
  ],
};
const messages: readonly Message[] = [
  { role: 'user', parts: [{ type: 'text', text: 'What?' }] },
  { role: 'assistant', parts: [{ type: 'thinking', thinking: '', signature: 'abc' }, call] },
  { role: 'user', parts: [result] },
];
const claude = 'https://api.anthropic.com';
const bodyFor = (server: string, model = 'claude-sonnet-5-5', more = {}) =>
  buildRequest(
    { model, maxTokens: 100, messages, tools: [tool], ...more },
    modelFacts(model),
    dialectOf(server),
  ).body;

describe('a request with tools', () => {
  it('holds thoughts, calls and results as the API wants them', () => {
    const body = bodyFor(claude);
    assert.deepEqual(body.tools, [
      { name: 'zoom', description: 'Shows more.', input_schema: { type: 'object', properties: {} } },
    ]);
    assert.equal(body.tool_choice, undefined);
    assert.deepEqual(body.messages.slice(1), [
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: '', signature: 'abc' },
          { type: 'tool_use', id: 'toolu_1', name: 'zoom', input: { image: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          {
            ...{ type: 'tool_result', tool_use_id: 'toolu_1', cache_control: { type: 'ephemeral' } },
            content: [
              { type: 'text', text: 'Here.' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQ==' } },
            ],
          },
        ],
      },
    ]);
    assert.deepEqual(bodyFor(claude, 'claude-sonnet-5-5', { toolsClosed: true }).tool_choice, {
      type: 'none',
    });
  });

  it('offers none to a server or model that is not known to take them', () => {
    const servers = [
      ['http://localhost:11434'],
      ['https://openrouter.ai/api'],
      [claude, 'other-model'],
    ] as const;
    for (const [server, model] of servers) {
      const body = bodyFor(server, model);
      assert.equal(body.tools, undefined, server);
      const types = body.messages.map(({ content }) =>
        [content].flat().map((block) => typeof block === 'object' && block.type),
      );
      assert.deepEqual(types, [['text', 'text', 'image']], server);
    }
    assert.ok(bodyFor('https://bedrock-mantle.eu-west-1.api.aws/anthropic', 'anthropic.claude-opus-5').tools);
  });
});

describe('a stream with calls of tools', () => {
  const start = { type: 'tool_use', id: 'toolu_1', name: 'zoom', input: {} };
  const decode = (...events: object[]) => {
    const decoder = new AnswerDecoder(undefined);
    return events.flatMap((event) => [...decoder.decode(event)]);
  };
  const called = (...pieces: string[]): readonly AnswerEvent[] =>
    decode(
      { type: 'content_block_start', index: 0, content_block: start },
      ...pieces.map((partial_json) => ({
        ...{ type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json } },
      })),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: {} },
      { type: 'message_stop' },
    );

  it('joins the pieces of the input', () => {
    const [block, usage, end] = called('', '{"x1": 1', ', "x2"', ': 2}');
    assert.deepEqual(block, {
      type: 'block',
      block: { type: 'toolUse', id: 'toolu_1', name: 'zoom', input: { x1: 1, x2: 2 } },
    });
    assert.equal(usage?.type, 'usage');
    assert.deepEqual(end, { type: 'end', reason: 'toolUse' });
  });

  it('keeps what is no JSON object, cut short, as the API wants it back', () => {
    const inputs = [['{"x1": 1'], ['[1]'], ['"'.repeat(100_000)]].map((pieces) => {
      const [event] = called(...pieces);
      assert.ok(event?.type === 'block' && event.block.type === 'toolUse');
      return String(event.block.input['INVALID_JSON']);
    });
    assert.deepEqual(inputs.slice(0, 2), ['{"x1": 1', '[1]']);
    assert.equal(inputs[2]?.length, 16_384);
  });

  it('keeps a thought with its signature, and a hidden one', () => {
    const events = decode(
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'thinking', thinking: '', signature: '' },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'So ' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'it is.' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'ab' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'cd' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'redacted_thinking', data: 'xyz' } },
      { type: 'content_block_stop', index: 1 },
    );
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'block' ? [event.block] : [])),
      [
        { type: 'thinking', thinking: 'So it is.', signature: 'abcd' },
        { type: 'redactedThinking', data: 'xyz' },
      ],
    );
  });

  it('takes no endless list of calls', () => {
    const many = Array.from({ length: 65 }, (_, index) => [
      { type: 'content_block_start', index, content_block: { ...start, id: `toolu_${index}` } },
      { type: 'content_block_stop', index },
    ]).flat();
    assert.throws(() => decode(...many), /answerTooLong/);
  });
});
