import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createUploads } from '../../../src/core/api/uploads.ts';
import { png } from '../emulator/pictures.ts';
import { apiOf, claudeApi, heard, image, on, question, text, useEmulator } from './harness.ts';

describe('images stored for a conversation', () => {
  const emulator = useEmulator();
  const paths = () => emulator().requests.map(({ method, path }) => `${method} ${path}`);
  const sources = (index: number) =>
    JSON.stringify(emulator().requests.filter(({ path }) => path === '/v1/messages')[index]?.body);

  it('are uploaded once and named in every question', async () => {
    const uploads = createUploads();
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
    const uploads = createUploads();
    const api = claudeApi(emulator().url);
    assert.ok(uploads.isEmpty());
    await heard(uploads.answer(api, question(), on));
    assert.ok(!uploads.isEmpty());
    await uploads.deleteAll(api, on);
    assert.match(paths().at(-1) ?? '', /^DELETE \/v1\/files\/file_/);
    assert.ok(uploads.isEmpty());
  });

  it('are stored anew when the server has lost them', async () => {
    const uploads = createUploads();
    const api = claudeApi(emulator().url);
    await heard(uploads.answer(api, question(), on));
    emulator().reset();
    const { failure, text: answer } = await heard(uploads.answer(api, question(), on));
    assert.equal(failure, undefined);
    assert.notEqual(answer, '');
    assert.deepEqual(paths(), ['POST /v1/messages', 'POST /v1/files', 'POST /v1/messages']);
  });

  it('are sent as bytes to a server that stores none', async () => {
    const uploads = createUploads();
    await heard(uploads.answer(apiOf(emulator().url), question(), on));
    assert.deepEqual(paths(), ['POST /v1/messages']);
    assert.match(sources(0), /base64/);
  });
});
