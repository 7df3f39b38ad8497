import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AnswerRequest, Message, MessagePart } from '../../../src/core/api/answerTypes.ts';
import { breakpoints } from '../../../src/core/api/cacheBreakpoints.ts';
import { dialectOf } from '../../../src/core/api/dialects.ts';
import { modelFacts } from '../../../src/core/api/models/models.ts';
import { buildRequest } from '../../../src/core/api/request.ts';
import type { FailureError } from '../../../src/core/errors.ts';
import { image, question, text } from './harness.ts';

const claude = dialectOf('https://api.anthropic.com');
const build = (request: AnswerRequest, dialect = claude) =>
  buildRequest(request, modelFacts(request.model), dialect).body;
const user = (...parts: MessagePart[]): Message => ({ role: 'user', parts });
const assistant = (words: string): Message => ({ role: 'assistant', parts: [text(words)] });

describe('the body of a request', () => {
  it('never holds what models reject', () => {
    for (const model of ['claude-sonnet-5-5', 'claude-haiku-4-5', 'qwen']) {
      const body = build({ ...question(), model, effort: 'max' });
      for (const name of ['temperature', 'top_p', 'top_k', 'thinking', 'tool_choice', 'stop_sequences'])
        assert.ok(!(name in body), name);
    }
  });

  it('holds no image for a model of which the server says that it takes none', () => {
    const blind = { ...modelFacts('qwen'), imageInput: false };
    assert.throws(
      () => buildRequest(question(), blind, claude),
      ({ failure }: FailureError) => failure.kind === 'noImageInput',
    );
    assert.ok(buildRequest(question(text('Hello')), blind, claude).body);
  });

  it('leaves room for thinking where the model thinks, within what it can give', () => {
    assert.equal(build({ ...question(), model: 'claude-haiku-4-5' }).max_tokens, 1000);
    assert.ok(build({ ...question(), effort: 'low' }).max_tokens >= 1000 + 4096);
    assert.ok(build({ ...question(), effort: 'max' }).max_tokens > build(question()).max_tokens);
    assert.equal(build({ ...question(), maxTokens: 200_000 }).max_tokens, 128_000);
    assert.equal(build({ ...question(), model: 'claude-haiku-4-5', maxTokens: 200_000 }).max_tokens, 64_000);
    assert.equal(build({ ...question(), model: 'qwen', maxTokens: 200_000 }).max_tokens, 200_000);
  });

  it('holds the effort the model has', () => {
    const effort = (model: string, wanted: AnswerRequest['effort']) =>
      build({ ...question(), model, ...(wanted && { effort: wanted }) }).output_config?.effort;
    assert.equal(effort('claude-sonnet-5-5', 'xhigh'), 'xhigh');
    assert.equal(effort('claude-opus-4-6', 'xhigh'), 'high');
    assert.equal(effort('claude-opus-4-5', 'max'), 'high');
    assert.equal(effort('claude-sonnet-4-5', 'high'), undefined);
    assert.equal(effort('claude-haiku-4-5', 'low'), undefined);
    assert.equal(effort('claude-sonnet-5-5', undefined), undefined);
    assert.equal(effort('qwen', 'low'), undefined);
  });

  it('puts a schema into words where it cannot be a field', () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const field = build({ ...question(), schema });
    assert.deepEqual(field.output_config?.format, { type: 'json_schema', schema });
    const words = build({ ...question(), schema }, dialectOf('http://localhost:11434'));
    assert.equal(words.output_config, undefined);
    assert.ok(JSON.stringify(words.messages.at(-1)).includes('additionalProperties'));
  });

  it('holds the instruction for the whole conversation, and addresses and ids as such', () => {
    const url: MessagePart = { type: 'imageUrl', url: 'https://example.com/x.png' };
    const body = build({ ...question(url, { type: 'imageFile', fileId: 'file_1' }), system: 'Be short.' });
    assert.equal(body.system, 'Be short.');
    const [first, second] = body.messages[0]!.content as { source?: object }[];
    assert.deepEqual(first?.source, { type: 'url', url: 'https://example.com/x.png' });
    assert.deepEqual(second?.source, { type: 'file', file_id: 'file_1' });
    assert.ok(!('system' in build(question())));
  });

  it('joins turns of one side and drops empty text', () => {
    const messages = [user(image(), text('')), user(text('One')), assistant(' '), user(text('Two'))];
    const { body, origin } = buildRequest({ ...question(), messages }, modelFacts('x'), claude);
    assert.equal(body.messages.length, 1);
    assert.deepEqual(
      (body.messages[0]!.content as { type: string }[]).map(({ type }) => type),
      ['image', 'text', 'text'],
    );
    assert.deepEqual(origin({ message: 0, part: 2 }), { message: 3, part: 0 });
    assert.equal(origin({ message: 1, part: 0 }), undefined);
  });

  it('does not begin the answer itself, nor ask nothing', () => {
    for (const messages of [[user(text('Hi')), assistant('Hel')], [], [user(text(' '))]])
      assert.throws(
        () => build({ ...question(), messages }),
        ({ failure }: FailureError) => failure.kind === 'badRequest',
      );
  });
});

describe('cache breakpoints', () => {
  const marks = (messages: readonly Message[]) =>
    breakpoints(messages.map(({ role, parts }) => ({ role, content: parts })))
      .map(({ message, part }) => `${message}.${part}`)
      .sort();

  it('are after the images and at the end of the first question', () => {
    assert.deepEqual(marks([user(image(), text('Image 2'), image(), text('?'))]), ['0.2', '0.3']);
  });

  it('are at the ends of the two newest questions, too', () => {
    const history = [
      user(image(), text('?')),
      assistant('A'),
      user(text('?')),
      assistant('B'),
      user(text('?')),
    ];
    assert.deepEqual(marks(history), ['0.0', '2.0', '4.0']);
  });

  it('are never more than four, whatever the history holds', () => {
    const turns = Array.from({ length: 9 }, () => [user(image(), text('?')), assistant('A')]).flat();
    const all = [...turns, user(image(), text('?'))];
    assert.deepEqual(marks(all), ['16.0', '16.1', '18.0', '18.1']);
    const body = build({ ...question(), messages: all });
    assert.equal(JSON.stringify(body).split('cache_control').length - 1, 4);
  });

  it('are not set where the server does not know them, or nobody will ask again', () => {
    const plain = JSON.stringify(build(question(), dialectOf('http://localhost:1234')));
    const once = JSON.stringify(build({ ...question(), cache: false }));
    assert.ok(!plain.includes('cache_control') && !once.includes('cache_control'));
  });

  it('stay where they were when a question is added, so that the older ones are found', () => {
    const first = [user(image(), text('?'))];
    const second = [...first, assistant('A'), user(text('?'))];
    assert.ok(marks(second).includes('0.1') && marks(first).includes('0.1'));
  });
});
