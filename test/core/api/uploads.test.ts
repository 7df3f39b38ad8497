import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Uploads } from '../../../src/core/api/uploads.ts';
import { status } from '../../emulator/faults.ts';
import { png } from '../emulator/pictures.ts';
import { apiOf, claudeApi, heard, image, key, on, question, text, useEmulator } from './harness.ts';

describe('images stored for a conversation', () => {
  const emulator = useEmulator();
  const paths = () => emulator().requests.map(({ method, path }) => `${method} ${path}`);
  const sources = (index: number) =>
    JSON.stringify(emulator().requests.filter(({ path }) => path === '/v1/messages')[index]?.body);

  it('are uploaded once and named in every question', async () => {
    const uploads = new Uploads();
    const api = claudeApi(emulator().url);
    await heard(uploads.answer(api, question(image(), text('First?')), on));
    const second = await heard(
      uploads.answer(api, question(image(), image(png(32, 32)), text('Second?')), on),
    );
    assert.equal(second.failure, undefined);
    assert.deepEqual(paths(), [
      ...['POST /v1/files', 'POST /v1/messages'],
      ...['POST /v1/files', 'POST /v1/messages'],
    ]);
    assert.match(sources(1), /"type":"file","file_id":"file_/);
    assert.doesNotMatch(sources(1), /base64/);
  });

  it('are deleted with the conversation, and not before', async () => {
    const uploads = new Uploads();
    const api = claudeApi(emulator().url);
    await uploads.deleteAll(on);
    assert.deepEqual(paths(), []);
    await heard(uploads.answer(api, question(), on));
    for (let i = 0; i < 2; i++) await uploads.deleteAll(on);
    const [deletion, ...others] = paths().slice(2);
    assert.match(deletion ?? '', /^DELETE \/v1\/files\/file_/);
    assert.deepEqual(others, []);
  });

  it('are deleted at the server that has them, though another is asked by then', async () => {
    const uploads = new Uploads();
    await heard(uploads.answer(claudeApi(emulator().url), question(), on));
    const aws = 'https://aws-external-anthropic.eu-west-1.api.aws';
    const fetch: typeof globalThis.fetch = (input, init) =>
      globalThis.fetch(String(input).replace(aws, emulator().url), init);
    const other = apiOf(aws, { fetch, key: 'sk-of-another-workspace' });
    assert.equal((await heard(uploads.answer(other, question(), on))).failure, undefined);
    await uploads.deleteAll(on);
    const keys = emulator().requests.flatMap(({ method, headers }) =>
      method === 'DELETE' ? [headers['authorization'] ?? headers['x-api-key']] : [],
    );
    assert.deepEqual(keys.sort(), [`Bearer ${key}`, 'sk-of-another-workspace']);
  });

  it('are stored anew when the server has lost them', async () => {
    const uploads = new Uploads();
    const api = claudeApi(emulator().url);
    await heard(uploads.answer(api, question(), on));
    emulator().reset();
    const { failure, text: answer } = await heard(uploads.answer(api, question(), on));
    assert.equal(failure, undefined);
    assert.notEqual(answer, '');
    assert.deepEqual(paths(), ['POST /v1/messages', 'POST /v1/files', 'POST /v1/messages']);
    await uploads.deleteAll(on);
    assert.equal(paths().filter((path) => path.startsWith('DELETE')).length, 2, 'whether lost or not');
  });

  it('are stored anew when they have expired, whatever the status', async () => {
    const uploads = new Uploads();
    emulator().script(status(400, 'Too old.', { error_code: 'file_expired' }));
    const { failure } = await heard(uploads.answer(claudeApi(emulator().url), question(), on));
    assert.equal(failure, undefined);
    assert.equal(paths().filter((path) => path === 'POST /v1/files').length, 2);
  });

  it('are sent as bytes to a server that stores none', async () => {
    const uploads = new Uploads();
    await heard(uploads.answer(apiOf(emulator().url), question(), on));
    assert.deepEqual(paths(), ['POST /v1/messages']);
    assert.match(sources(0), /base64/);
  });
});
