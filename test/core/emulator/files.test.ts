import assert from 'node:assert/strict';
import Anthropic, { toFile } from '@anthropic-ai/sdk';
import type { ImageBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { describe, it } from 'mocha';
import { clientOf, question, useEmulator } from './harness.ts';
import { png } from './pictures.ts';

const day = 24 * 3_600_000;

describe('the stand-in keeps files', () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const emulator = useEmulator({ now: () => now });
  const files = () => clientOf(emulator()).files;
  const picture = (name = 'a.png') => toFile(png(40, 30), name, { type: 'image/png' });
  const refer = (file_id: string): ImageBlockParam => ({ type: 'image', source: { type: 'file', file_id } });
  const ask = (id: string) => clientOf(emulator()).messages.stream(question('x', [refer(id)]));

  it('uploads, shows, uses and deletes one', async () => {
    const file = await files().upload({ file: await picture() });
    assert.match(file.id, /^file_/);
    assert.equal(file.mime_type, 'image/png');
    assert.equal(file.size_bytes, png(40, 30).length);
    assert.equal(file.expires_at, null);
    assert.deepEqual(await files().retrieveMetadata(file.id), file);
    assert.match(await ask(file.id).finalText(), /\| image\/png \| 40 × 30 \| 4 \| file \|/);
    assert.deepEqual(await files().delete(file.id), { id: file.id, type: 'file_deleted' });
    await assert.rejects(files().retrieveMetadata(file.id).asResponse(), Anthropic.NotFoundError);
    await assert.rejects(ask(file.id).finalText(), Anthropic.NotFoundError);
  });

  it('lists them in pages, newest first', async () => {
    for (const name of ['a.png', 'b.png', 'c.png']) await files().upload({ file: await picture(name) });
    const names: string[] = [];
    for await (const { filename } of files().list({ limit: 2 })) names.push(filename);
    assert.deepEqual(names, ['c.png', 'b.png', 'a.png']);
  });

  it('forgets one when its time is over', async () => {
    const file = await files().upload({ file: await picture(), expires_in_seconds: 3600 });
    assert.equal(file.expires_at, new Date(now + 3_600_000).toISOString());
    now += day;
    const error = await ask(file.id)
      .finalText()
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Anthropic.NotFoundError);
    assert.equal(error.errorCode, 'file_expired');
  });

  it('refuses short lives, bad names and downloads', async () => {
    const short = files().upload({ file: await picture(), expires_in_seconds: 60 });
    await assert.rejects(short.asResponse(), Anthropic.BadRequestError);
    await assert.rejects(
      files()
        .upload({ file: await picture('a:b.png') })
        .asResponse(),
      /filename/,
    );
    const { id } = await files().upload({ file: await picture() });
    await assert.rejects(files().download(id).asResponse(), Anthropic.BadRequestError);
  });
});
