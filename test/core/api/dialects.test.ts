import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { normalizeBaseUrl } from '../../../src/core/api/address.ts';
import type { AnswerRequest } from '../../../src/core/api/answerTypes.ts';
import { asNative, dialectOf } from '../../../src/core/api/dialects.ts';
import type { FailureError } from '../../../src/core/errors.ts';
import type { DialectName } from '../../emulator/dialects.ts';
import { apiOf, heard, image, key, on, question, text, useEmulator } from './harness.ts';

const schema = {
  type: 'object',
  properties: { alt: { type: 'string' } },
  required: ['alt'],
  additionalProperties: false,
};

/** Asks for everything that is optional, with a short history. */
const demanding = (model: string): AnswerRequest => ({
  ...{ model, maxTokens: 2000, effort: 'high', system: 'Be short.', schema },
  messages: [
    { role: 'user', parts: [image(), text('What is this?')] },
    { role: 'assistant', parts: [text('A square.')] },
    { role: 'user', parts: [text('Which colour?')] },
  ],
});

const servers: readonly (readonly [DialectName, string, string])[] = [
  ['anthropic', 'https://api.anthropic.com', 'claude-sonnet-5-5'],
  ['ollama', 'http://localhost:11434', 'qwen3-vl'],
  ['ollama', 'https://ollama.com', 'qwen3-vl'],
  ['lmstudio', 'http://localhost:1234', 'gemma-4'],
  ['llamacpp', 'http://localhost:8080', 'whatever'],
  ['vllm', 'http://localhost:8000', 'qwen3-vl'],
  ['litellm', 'http://localhost:4000', 'claude-sonnet-5-5'],
  ['openrouter', 'https://openrouter.ai/api/v1', 'anthropic/claude-sonnet-5-5'],
  ['foundry', 'https://mine.services.ai.azure.com/anthropic/', 'claude-sonnet-5-5'],
  ['mantle', 'https://bedrock-mantle.eu-west-1.api.aws/anthropic', 'anthropic.claude-sonnet-5-5'],
];

for (const [dialect, baseUrl, model] of servers)
  describe(`${dialect} at ${baseUrl}`, () => {
    const emulator = useEmulator({ dialect, apiKey: key });
    const api = () => {
      const { origin } = new URL(emulator().url);
      const fetch: typeof globalThis.fetch = (input, init) =>
        globalThis.fetch(String(input).replace(new URL(baseUrl).origin, origin), init);
      return apiOf(baseUrl, { fetch });
    };

    it('answers a question that wants everything', async () => {
      const { failure, text } = await heard(api().answer(demanding(model), on));
      assert.equal(failure, undefined);
      assert.notEqual(text, '');
    });

    it('lists models, or those that are built in', async () => {
      const list = await api().listModels(on);
      if (dialect !== 'foundry' && dialect !== 'mantle') assert.ok(list.length > 0);
      else assert.ok(list.some(({ id }) => id === model));
      assert.ok(list.every(({ lifecycle }) => lifecycle !== 'retired'));
    });

    it('gets the key in the headers it reads, and the body nothing it might not know', async () => {
      await heard(api().answer(demanding(model), on));
      const { headers, body } = await emulator().request(0);
      const { key: header, takes, version } = dialectOf(normalizeBaseUrl(baseUrl));
      assert.equal(headers['authorization'] !== undefined, header !== 'x-api-key');
      assert.equal(headers['x-api-key'] !== undefined, header !== 'bearer');
      assert.equal(headers['anthropic-version'], version);
      const sent = body as Record<string, unknown>;
      assert.equal(JSON.stringify(sent).includes('cache_control'), takes.includes('cacheControl'));
      const allowed = ['model', 'max_tokens', 'messages', 'stream', 'system', 'output_config'];
      assert.deepEqual(
        Object.keys(sent).filter((name) => !allowed.includes(name)),
        [],
      );
      if (!takes.includes('effort')) assert.equal(sent['output_config'], undefined);
    });
  });

describe('a server nobody knows', () => {
  it('gets both headers, the older version and only the least, whatever its port', () => {
    for (const port of [3456, 1234, 4000, 8000, 8080, 11434]) {
      const dialect = dialectOf(`http://127.0.0.1:${port}`);
      assert.equal(dialect.key, 'both');
      assert.equal(dialect.version, '2023-06-01');
      assert.deepEqual(dialect.takes, []);
    }
  });

  it('is not taken for another because of a part of its name', () => {
    for (const url of [
      'https://anthropic.com.evil.example',
      'https://notanthropic.com',
      'https://h/openrouter.ai/',
    ])
      assert.equal(dialectOf(url).name, 'compatible server', url);
  });

  describe('that describes its models as the API does', () => {
    const emulator = useEmulator();

    it('gets what the API takes', async () => {
      const models = await apiOf(emulator().url).listModels(on);
      const api = apiOf(emulator().url, { models });
      assert.ok(asNative(dialectOf(emulator().url)).takes.every((one) => api.dialect.takes.includes(one)));
      const { failure } = await heard(api.answer(demanding('claude-sonnet-5-5'), on));
      assert.equal(failure, undefined);
      const { body } = await emulator().request(0);
      assert.ok(JSON.stringify(body).includes('cache_control'));
      assert.deepEqual((body as { output_config: unknown }).output_config, {
        effort: 'high',
        format: { type: 'json_schema', schema },
      });
    });
  });

  describe('that only lists names', () => {
    const emulator = useEmulator({ dialect: 'litellm' });

    it('still gets only the least', async () => {
      const models = await apiOf(emulator().url).listModels(on);
      assert.ok(models.length > 0);
      assert.deepEqual(apiOf(emulator().url, { models }).dialect.takes, []);
    });
  });
});

describe('a base URL', () => {
  it('may be typed in every usual way', () => {
    const same: Record<string, string> = {
      '': 'https://api.anthropic.com',
      '  https://api.anthropic.com/ ': 'https://api.anthropic.com',
      'https://api.anthropic.com/v1': 'https://api.anthropic.com',
      'https://api.anthropic.com/v1/': 'https://api.anthropic.com',
      'http://localhost:11434/v1/messages': 'http://localhost:11434',
      'HTTP://LocalHost:11434': 'http://localhost:11434',
      'https://openrouter.ai/api/v1': 'https://openrouter.ai/api',
      'https://host/anthropic//': 'https://host/anthropic',
      'https://host/v1beta': 'https://host/v1beta',
      'https://host/path?x=1#y': 'https://host/path',
    };
    for (const [typed, meant] of Object.entries(same)) assert.equal(normalizeBaseUrl(typed), meant);
  });

  it('is refused with a reason when it is none', () => {
    for (const typed of [
      'localhost:11434',
      'api.anthropic.com',
      'ftp://host',
      'http://',
      'https://me:secret@host',
    ])
      assert.throws(
        () => normalizeBaseUrl(typed),
        ({ failure }: FailureError) => failure.kind === 'wrongAddress' && !failure.detail.includes('secret'),
        typed,
      );
  });

  it('leads requests to the one right path', async () => {
    const paths: string[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      paths.push(String(input));
      return Promise.resolve(new Response('{}', { status: 400 }));
    };
    for (const typed of ['http://h', 'http://h/', 'http://h/v1', 'http://h/v1/'])
      await heard(apiOf(typed, { fetch }).answer(question(), on));
    assert.deepEqual(new Set(paths), new Set(['http://h/v1/messages']));
  });
});

describe('an image that is only named', () => {
  const emulator = useEmulator();

  it('is not sent to a server that takes bytes only', async () => {
    const request = question(image(), { type: 'imageUrl', url: 'https://example.com/x.png' }, text('?'));
    const { failure } = await heard(apiOf(emulator().url).answer(request, on));
    assert.equal(failure?.kind, 'imageRefused');
    assert.deepEqual(failure?.images, [{ message: 0, part: 1 }]);
    const file = question({ type: 'imageFile', fileId: 'file_1' }, text('?'));
    assert.equal((await heard(apiOf(emulator().url).answer(file, on))).failure?.code, 'embed_needed');
    assert.equal(emulator().requests.length, 0);
  });
});
