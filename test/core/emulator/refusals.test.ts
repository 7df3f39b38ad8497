import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { goodHeaders, post, question, useEmulator, user } from './harness.ts';

type Body = Record<string, unknown>;
type Row = readonly [what: string, change: Body, message: RegExp, status?: number];

const current = { 'anthropic-version': '2026-10-21' };
const message = (role: string, content: unknown) => ({ role, content });
const text = (words: string, more: Body = {}) => ({ type: 'text', text: words, ...more });
const tool = { name: 'crop', input_schema: { type: 'object' } };
const format = (schema: Body) => ({ output_config: { format: { type: 'json_schema', schema } } });
const cached = { cache_control: { type: 'ephemeral' } };

describe('the stand-in refuses requests as the API does', () => {
  const emulator = useEmulator();

  const rows: readonly Row[] = [
    ['no model', { model: undefined }, /^model: Field required$/],
    ['an unknown model', { model: 'claude-does-not-exist-9' }, /^model: claude-does-not-exist-9$/, 404],
    ['a retired model', { model: 'claude-opus-4-1' }, /^model: claude-opus-4-1$/, 404],
    ['no max_tokens', { max_tokens: undefined }, /^max_tokens: Field required$/],
    ['negative max_tokens', { max_tokens: -1 }, /^max_tokens: Input should be greater than or equal to 0$/],
    [
      'max_tokens over the model’s maximum',
      { model: 'claude-opus-4-5', max_tokens: 128_001 },
      /^max_tokens: 128001 > 64000, which is the maximum allowed number of output tokens for claude-opus-4-5-20251101$/,
    ],
    ['an unknown field', { colour: 'red' }, /^colour: Extra inputs are not permitted$/],
    ['no messages', { messages: undefined }, /^messages: Field required$/],
    ['an empty list of messages', { messages: [] }, /^messages: at least one message is required$/],
    ['an unknown role', { messages: [message('robot', 'x')] }, /^messages\.0\.role: Input should be/],
    [
      'a first turn of the assistant',
      { messages: [message('assistant', 'x')] },
      /first message must use the "user" role/,
    ],
    [
      'empty content',
      { messages: [message('user', []), message('user', 'x')] },
      /^messages\.0: all messages must have non-empty content except/,
    ],
    ['empty text', { messages: [user(text('') as never)] }, /text content blocks must be non-empty/],
    ['blank text', { messages: [user(text(' \n') as never)] }, /must contain non-whitespace text/],
    ['an unknown block', { messages: [message('user', [{ type: 'video' }])] }, /Input tag 'video' found/],
    [
      'prefill',
      { messages: [message('user', 'x'), message('assistant', '{')] },
      /^This model does not support assistant message prefill\. The conversation must end with a user message\.$/,
    ],
    ['sampling on a current model', { temperature: 0.2 }, /^`temperature` is deprecated for this model\.$/],
    [
      'thinking off where it is always on',
      { thinking: { type: 'disabled' } },
      /"thinking\.type\.disabled" is not supported/,
    ],
    [
      'a thinking budget on a current model',
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
      /^"thinking\.type\.enabled" is not supported for this model\. Use "thinking\.type\.adaptive"/,
    ],
    [
      'adaptive thinking on an older model',
      { model: 'claude-haiku-4-5', thinking: { type: 'adaptive' } },
      /"thinking\.type\.adaptive" is not supported/,
    ],
    [
      'a small thinking budget',
      { model: 'claude-haiku-4-5', thinking: { type: 'enabled', budget_tokens: 1000 } },
      /greater than or equal to 1024$/,
    ],
    [
      'a thinking budget over max_tokens',
      { model: 'claude-haiku-4-5', thinking: { type: 'enabled', budget_tokens: 2000 } },
      /`max_tokens` must be greater than `thinking\.budget_tokens`/,
    ],
    ['an unknown effort', { output_config: { effort: 'huge' } }, /^output_config\.effort: Input should be/],
    [
      'effort where there is none',
      { model: 'claude-haiku-4-5', output_config: { effort: 'low' } },
      /^This model does not support the effort parameter\.$/,
    ],
    [
      'an effort the model lacks',
      { model: 'claude-opus-4-5', output_config: { effort: 'max' } },
      /does not support effort level 'max'/,
    ],
    [
      'high effort without thinking',
      { model: 'claude-haiku-5-5', thinking: { type: 'disabled' }, output_config: { effort: 'max' } },
      /^output_config\.effort 'max' is not supported when thinking is disabled on this model\./,
    ],
    [
      'a forced tool',
      { tools: [tool], tool_choice: { type: 'any' } },
      /tool_choice: type 'any' is not supported/,
    ],
    [
      'a forced tool with thinking',
      {
        model: 'claude-opus-4-8',
        thinking: { type: 'adaptive' },
        tools: [tool],
        tool_choice: { type: 'any' },
      },
      /^Thinking may not be enabled when tool_choice forces tool use\.$/,
    ],
    [
      'five cache breakpoints',
      {
        system: [text('a', cached)],
        messages: [
          message(
            'user',
            ['b', 'c', 'd', 'e'].map((word) => text(word, cached)),
          ),
        ],
      },
      /^A maximum of 4 blocks with cache_control may be provided\. Found 5\.$/,
    ],
    [
      'a schema open to more',
      format({ type: 'object' }),
      /'additionalProperties' must be explicitly set to false/,
    ],
    [
      'a schema with bounds',
      format({
        type: 'object',
        additionalProperties: false,
        properties: { a: { type: 'number', minimum: 1 } },
      }),
      /For 'number' type, properties minimum are not supported/,
    ],
    [
      'a prompt longer than the context',
      { model: 'claude-haiku-4-5', messages: [message('user', 'x'.repeat(900_000))] },
      /^prompt is too long: \d+ tokens > 200000 maximum$/,
    ],
  ];

  for (const [what, change, expected, status = 400] of rows) {
    it(what, async () => {
      const response = await post(emulator(), { ...question(), ...change });
      assert.equal(response.status, status);
      await assertError(response, expected, status === 404 ? 'not_found_error' : 'invalid_request_error');
    });
  }

  const headerRows: readonly (readonly [string, Record<string, string>, number, RegExp])[] = [
    ['no key', { 'x-api-key': '' }, 401, /^x-api-key header is required$/],
    ['a wrong key', { 'x-api-key': 'invalid' }, 401, /^API key is invalid\.$/],
    ['a wrong bearer token', { 'x-api-key': '', authorization: 'Bearer invalid' }, 401, /required|invalid/],
    ['no version', { 'anthropic-version': '' }, 400, /^anthropic-version: /],
    [
      'an unknown version',
      { 'anthropic-version': '2020-01-01' },
      400,
      /"2020-01-01" is not a valid version$/,
    ],
    ['another content type', { 'content-type': 'text/plain' }, 400, /^content-type: /],
  ];

  for (const [what, headers, status, expected] of headerRows) {
    it(what, async () => {
      const response = await post(emulator(), question(), headers);
      assert.equal(response.status, status);
      await assertError(
        response,
        expected,
        status === 401 ? 'authentication_error' : 'invalid_request_error',
      );
    });
  }

  it('takes either header for the key', async () => {
    const { 'x-api-key': key, ...rest } = goodHeaders;
    const response = await fetch(`${emulator().url}/v1/messages`, {
      method: 'POST',
      headers: { ...rest, authorization: `Bearer ${key}` },
      body: JSON.stringify(question()),
    });
    assert.equal(response.status, 200);
  });

  it('sampling of every model and documents of the assistant, since version 2026-10-21', async () => {
    const older = { ...question(), model: 'claude-sonnet-4-6', temperature: 1 };
    assert.equal((await post(emulator(), older)).status, 200);
    await assertError(
      await post(emulator(), older, current),
      /^temperature: Extra inputs are not permitted$/,
    );
    const source = { type: 'text', media_type: 'text/plain', data: 'x' };
    const document = message('assistant', [{ type: 'document', source }]);
    const body = { ...question(), messages: [message('user', 'x'), document, message('user', 'y')] };
    assert.equal((await post(emulator(), body)).status, 200);
    await assertError(
      await post(emulator(), body, current),
      /document blocks are not permitted in assistant/,
    );
  });

  it('a body that is not JSON', async () => {
    await assertError(await post(emulator(), '{"model":'), /^The request body is not valid JSON: /);
  });

  it('a body over 32 MB, with the page of the proxy in front', async () => {
    const response = await post(emulator(), { ...question(), system: 'x'.repeat(32 * 1024 * 1024) });
    assert.equal(response.status, 413);
    assert.equal(response.headers.get('content-type'), 'text/html');
    assert.match(await response.text(), /<title>413 Request Entity Too Large<\/title>[\s\S]*cloudflare/);
  });

  it('a path it does not have, such as a doubled /v1', async () => {
    const response = await fetch(`${emulator().url}/v1/v1/messages`, {
      method: 'POST',
      headers: goodHeaders,
    });
    assert.equal(response.status, 404);
  });
});

async function assertError(
  response: Response,
  message: RegExp,
  type = 'invalid_request_error',
): Promise<void> {
  const body = await response.json();
  assert.match(body.error.message, message);
  assert.equal(body.type, 'error');
  assert.equal(body.error.type, type);
  assert.equal(body.request_id, response.headers.get('request-id'));
}
