import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { DialectName } from '../../emulator/dialects.ts';
import { base64Image, clientOf, goodHeaders, post, question, useEmulator, user } from './harness.ts';
import { png } from './pictures.ts';

/** Status of a plain question, with the key in each place; of the endpoints a server may lack; of image sources. */
interface Expected {
  readonly model: string;
  readonly bearer: number;
  readonly xApiKey: number;
  readonly noKey: number;
  readonly models: number;
  readonly countTokens: number;
  readonly files: number;
  readonly batches: number;
  readonly url: number;
  readonly file: number;
  readonly format: number;
  readonly document: number;
}

const open = { bearer: 200, xApiKey: 200, noKey: 200, files: 404, batches: 404, file: 400, format: 200 };
const local = { ...open, model: 'qwen3-vl:8b', models: 200 };
const claude = { ...open, model: 'claude-sonnet-5-5', noKey: 401 };

const table: Readonly<Record<DialectName, Expected>> = {
  anthropic: {
    ...claude,
    models: 200,
    countTokens: 200,
    files: 200,
    batches: 200,
    url: 400,
    file: 404,
    document: 200,
  },
  ollama: { ...local, countTokens: 404, url: 400, document: 400 },
  lmstudio: { ...local, countTokens: 404, url: 400, document: 200 },
  llamacpp: { ...local, countTokens: 200, url: 200, document: 200 },
  vllm: { ...local, countTokens: 200, url: 200, document: 400 },
  litellm: { ...claude, models: 200, countTokens: 200, url: 400, file: 404, document: 200 },
  openrouter: {
    ...claude,
    model: 'anthropic/claude-sonnet-5-5',
    xApiKey: 401,
    models: 200,
    countTokens: 404,
    url: 400,
    document: 200,
  },
  foundry: { ...claude, bearer: 401, models: 404, countTokens: 200, url: 400, format: 400, document: 200 },
  mantle: {
    ...claude,
    model: 'anthropic.claude-sonnet-5-5',
    bearer: 401,
    models: 404,
    countTokens: 200,
    url: 400,
    format: 400,
    document: 200,
  },
};

for (const [name, expected] of Object.entries(table)) {
  describe(`the stand-in as ${name}`, () => {
    const dialect = name as DialectName;
    const emulator = useEmulator({ dialect });
    const both = { authorization: 'Bearer k', 'x-api-key': 'k' };
    const ask = async (body: object, headers: Record<string, string> = both) => {
      const { 'x-api-key': _, ...rest } = goodHeaders;
      const response = await fetch(`${emulator().url}/v1/messages`, {
        method: 'POST',
        headers: { ...rest, ...headers },
        body: JSON.stringify({ ...question(), model: expected.model, ...body }),
      });
      return response.status;
    };
    const source = (image: object) => ({ messages: [user({ type: 'image', source: image } as never)] });
    const get = async (path: string) =>
      (await fetch(`${emulator().url}${path}`, { headers: { ...goodHeaders, ...both } })).status;

    it('wants the key where that server does', async () => {
      assert.equal(await ask({}, { authorization: 'Bearer k' }), expected.bearer);
      assert.equal(await ask({}, { 'x-api-key': 'k' }), expected.xApiKey);
      assert.equal(await ask({}, {}), expected.noKey);
      assert.equal(await ask({}), 200);
    });

    it('has the endpoints of that server', async () => {
      assert.equal(await get('/v1/models'), expected.models);
      assert.equal(await get('/v1/files'), expected.files);
      assert.equal(await get('/v1/messages/batches'), expected.batches);
      const { max_tokens: _, ...body } = question();
      const counted = await fetch(`${emulator().url}/v1/messages/count_tokens`, {
        method: 'POST',
        headers: { ...goodHeaders, ...both },
        body: JSON.stringify({ ...body, model: expected.model }),
      });
      assert.equal(counted.status, expected.countTokens);
    });

    it('takes what that server takes', async () => {
      const text = { type: 'text', media_type: 'text/plain', data: 'x' };
      const document = { messages: [user({ type: 'document', source: text } as never)] };
      const schema = { type: 'object', properties: {}, additionalProperties: false };
      assert.equal(await ask(source({ type: 'url', url: 'https://example.com/gone.png' })), expected.url);
      assert.equal(await ask(source({ type: 'file', file_id: 'file_gone' })), expected.file);
      assert.equal(
        await ask({ output_config: { format: { type: 'json_schema', schema } } }),
        expected.format,
      );
      assert.equal(await ask(document), expected.document);
      assert.equal(await ask({ messages: [user(base64Image())] }), 200);
    });

    it('streams to the SDK', async () => {
      const client = clientOf(emulator(), { defaultHeaders: { 'x-api-key': 'k' } });
      const text = await client.messages.stream({ ...question(), model: expected.model }).finalText();
      assert.match(text, /No model was called/);
    });
  });
}

describe('details of dialects', () => {
  const local = useEmulator({ dialect: 'lmstudio', apiKey: 'right' });
  const bare = useEmulator({ dialect: 'litellm', eventLines: false, usage: false });
  const mantle = useEmulator({ dialect: 'mantle' });
  const router = useEmulator({ dialect: 'openrouter' });

  it('a local server asks for a key once it was given one', async () => {
    assert.equal((await post(local(), question())).status, 401);
    assert.equal((await post(local(), question(), { 'x-api-key': 'right' })).status, 200);
  });

  it('a local server knows no Claude rules, but the model has to be there', async () => {
    const headers = { 'x-api-key': 'right' };
    const body = { ...question('x', [base64Image(png(9000, 2))]), temperature: 0 };
    assert.equal((await post(local(), body, headers)).status, 200);
    assert.equal((await post(local(), { ...body, model: 'missing' }, headers)).status, 404);
  });

  it('leaves out event lines, pings and usage when told to', async () => {
    const text = await (await post(bare(), { ...question(), stream: true })).text();
    assert.match(text, /^data: \{"type":"message_start"/);
    assert.doesNotMatch(text, /^event:/m);
    assert.doesNotMatch(text, /ping|usage/);
  });

  it('shows life by comments', async () => {
    const headers = { authorization: 'Bearer k' };
    const body = { ...question(), model: 'anthropic/claude-opus-5', stream: true };
    assert.match(await (await post(router(), body, headers)).text(), /^: OPENROUTER PROCESSING\r?\n/);
  });

  it('has the lower limits of Bedrock', async () => {
    const image = base64Image(Buffer.concat([png(10, 10), Buffer.alloc(4_000_000)]));
    const body = { ...question('x', [image]), model: 'anthropic.claude-opus-5' };
    assert.match(await (await post(mantle(), body)).text(), /image exceeds 5 MB maximum/);
    assert.equal((await post(mantle(), { ...body, system: 'x'.repeat(20 * 1024 * 1024) })).status, 413);
  });
});
