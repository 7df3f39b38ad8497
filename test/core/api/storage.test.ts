import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AnswerRequest } from '../../../src/core/api/answerTypes.ts';
import { overloaded } from '../../emulator/faults.ts';
import { png } from '../emulator/pictures.ts';
import { apiOf, claudeApi, failureOf, heard, image, on, question, text, useEmulator } from './harness.ts';

const upload = { name: 'chart.png', mediaType: 'image/png', bytes: png(64, 64), expiresIn: 3600 } as const;

describe('a file that is uploaded once', () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const emulator = useEmulator({ now: () => now });
  const withFile = (fileId: string): AnswerRequest => question({ type: 'imageFile', fileId }, text('?'));

  it('is asked about by its id, and has a type and an end of its life', async () => {
    const api = claudeApi(emulator().url);
    const fileId = await api.uploadFile(upload, on);
    const { events, failure } = await heard(api.answer(withFile(fileId), on));
    assert.equal(failure, undefined);
    const usage = events.findLast((event) => event.type === 'usage')?.usage;
    assert.ok(usage && usage.input + usage.cacheWrite >= 9);
    const stored = await (
      await fetch(`${emulator().url}/v1/files/${fileId}`, {
        headers: { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' },
      })
    ).json();
    assert.equal(stored.mime_type, 'image/png');
    assert.equal(stored.filename, 'chart.png');
    assert.equal(stored.size_bytes, upload.bytes.length);
    assert.equal(stored.expires_at, '2026-11-22T13:00:00.000Z');
  });

  it('may have any name on disk', async () => {
    const api = claudeApi(emulator().url);
    for (const name of ['a"b\\c/d:e.png', 'Größe\r\nx.png', '', 'x'.repeat(400)])
      assert.match(await api.uploadFile({ ...upload, name }, on), /^file_/);
  });

  it('is refused as an image once it has expired', async () => {
    const api = claudeApi(emulator().url);
    const fileId = await api.uploadFile(upload, on);
    now += 3_601_000;
    const { failure } = await heard(api.answer(withFile(fileId), on));
    assert.equal(failure?.kind, 'imageRefused');
  });

  it('is deleted, and being gone already is as good', async () => {
    const api = claudeApi(emulator().url);
    const fileId = await api.uploadFile(upload, on);
    await api.deleteFile(fileId, on);
    await api.deleteFile(fileId, on);
    const { failure } = await heard(api.answer(withFile(fileId), on));
    assert.equal(failure?.kind, 'imageRefused');
  });

  it('is not uploaded to a server without files', async () => {
    const { kind, code } = await failureOf(apiOf(emulator().url).uploadFile(upload, on));
    assert.deepEqual([kind, code], ['badRequest', 'not_offered']);
    assert.equal(emulator().requests.length, 0);
  });

  it('fails with a reason', async () => {
    const short = claudeApi(emulator().url).uploadFile({ ...upload, expiresIn: 5 }, on);
    assert.match((await failureOf(short)).detail, /expires_in_seconds/);
  });
});

describe('counting tokens', () => {
  const emulator = useEmulator();
  const ollama = useEmulator({ dialect: 'ollama' });

  it('asks the server, with what would be sent', async () => {
    const request = question(image(png(2000, 1500)), text('What is this?'));
    const tokens = await claudeApi(emulator().url).countTokens(request, on);
    assert.ok(tokens >= 3888 && tokens < 4000);
    const { body } = await emulator().request(0, '/v1/messages/count_tokens');
    assert.ok(!('max_tokens' in (body as object)) && !('stream' in (body as object)));
  });

  it('is repeated like everything else', async () => {
    emulator().script({
      ...overloaded(),
      path: '/v1/messages/count_tokens',
      headers: { 'retry-after-ms': '1' },
    });
    assert.ok((await claudeApi(emulator().url).countTokens(question(), on)) > 0);
    assert.equal(emulator().requests.length, 2);
  });

  it('is asked of every server, and says so where one cannot', async () => {
    assert.ok((await apiOf(emulator().url).countTokens(question(), on)) > 0);
    const { kind, code } = await failureOf(apiOf(ollama().url).countTokens(question(), on));
    assert.deepEqual([kind, code], ['badRequest', 'not_offered']);
  });

  it('can be stopped', async () => {
    emulator().script({ kind: 'hang', path: '/v1/messages/count_tokens' });
    const stop = new AbortController();
    const counting = claudeApi(emulator().url).countTokens(question(), stop.signal);
    const request = await emulator().request(0, '/v1/messages/count_tokens');
    stop.abort(new Error('stopped'));
    await assert.rejects(counting, /stopped/);
    await request.closedByClient;
  });
});
