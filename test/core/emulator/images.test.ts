import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import type { ImageBlockParam, MessageParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { describe, it } from 'mocha';
import { base64Image, clientOf, question, useEmulator, user } from './harness.ts';
import { gif, jpeg, png, webp } from './pictures.ts';

const link = (url: string): ImageBlockParam => ({ type: 'image', source: { type: 'url', url } });

describe('the stand-in refuses images as the API does', () => {
  const emulator = useEmulator({
    web: { 'https://example.com/a.png': png(30, 30), 'https://example.com/hidden.png': 'robots' },
  });

  const refused = async (
    images: readonly ImageBlockParam[],
    message: RegExp,
    model = 'claude-sonnet-5-5',
  ) => {
    const body = { ...question('x', images), model };
    await assert.rejects(clientOf(emulator()).messages.create(body), (error) => {
      assert.ok(error instanceof Anthropic.APIError);
      assert.match(error.apiMessage ?? '', message);
      return true;
    });
  };

  it('takes the four formats', async () => {
    const images = [
      base64Image(png(10, 20)),
      base64Image(jpeg(10, 20), 'image/jpeg'),
      base64Image(gif(10, 20), 'image/gif'),
      base64Image(webp(10, 20), 'image/webp'),
    ];
    const text = await clientOf(emulator()).messages.stream(question('x', images)).finalText();
    assert.equal(text.match(/10 × 20/g)?.length, 4);
  });

  it('a media type that is not one of the four', () =>
    refused([base64Image(png(1, 1), 'image/bmp')], /media_type: Input should be 'image\/jpeg'/));

  it('a media type that is not the one of the bytes', () =>
    refused(
      [base64Image(png(1, 1), 'image/jpeg')],
      /^messages\.0\.content\.0\.image\.source\.base64: The image was specified using the image\/jpeg media type, but the image appears to be a image\/png image$/,
    ));

  it('bytes that are no image', () =>
    refused([base64Image(Buffer.from('<html></html>'))], /^Could not process image$/));

  it('files that end early, in each format', async () => {
    const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length - 8);
    await refused([base64Image(cut(png(300, 300)))], /^Could not process image$/);
    await refused([base64Image(cut(jpeg(300, 300)), 'image/jpeg')], /^Could not process image$/);
    await refused([base64Image(gif(300, 300).subarray(0, -2), 'image/gif')], /^Could not process image$/);
    const longer = webp(300, 300);
    longer.writeUInt32LE(500, 4);
    await refused([base64Image(longer, 'image/webp')], /^Could not process image$/);
  });

  it('a PNG with a wrong checksum', async () => {
    const bytes = png(50, 50);
    bytes.writeUInt8(bytes.readUInt8(45) ^ 1, 45);
    await refused([base64Image(bytes)], /^Could not process image$/);
  });

  it('no bytes, and a data: address in place of base64', async () => {
    await refused([base64Image(Buffer.alloc(0))], /image cannot be empty$/);
    const source = { type: 'base64', media_type: 'image/png', data: 'data:image/png;base64,AAAA' } as const;
    await refused([{ type: 'image', source }], /invalid base64 data$/);
  });

  it('more than 8000 pixels on a side, with the places of the images', async () => {
    const failure = await clientOf(emulator())
      .messages.create(question('x', [base64Image(), base64Image(png(8001, 2))]))
      .catch((error: unknown) => error);
    assert.ok(failure instanceof Anthropic.ImageDimensionsTooLargeError);
    assert.deepEqual(failure.details.paths, ['messages.0.content.1']);
    assert.equal(failure.details.max_side_length_pixels, 8000);
    assert.match(
      failure.apiMessage ?? '',
      /^messages\.0\.content\.1\.image\.source\.base64\.data: At least one of the image dimensions exceed max allowed size: 8000 pixels$/,
    );
    await clientOf(emulator()).messages.create(question('x', [base64Image(png(8000, 2))]));
  });

  it('more than 2000 pixels on a side as soon as there are over 20 images, history counted', async () => {
    const small = Array.from({ length: 19 }, () => base64Image());
    const large = base64Image(png(2001, 2));
    const history: MessageParam[] = [user(...small, large), { role: 'assistant', content: 'Fine.' }];
    const ask = (...more: ImageBlockParam[]) =>
      clientOf(emulator()).messages.create({
        ...question(),
        messages: [...history, user(...more, { type: 'text', text: 'x' })],
      });
    await ask();
    await assert.rejects(ask(base64Image()), /for many-image requests: 2000 pixels/);
    history[0] = user(...small, base64Image(png(2000, 2)));
    await ask(base64Image());
  });

  it('images inside tool results count too', async () => {
    const content = [base64Image(png(9000, 1))];
    const messages: MessageParam[] = [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'shot', input: {} }] },
      user({ type: 'tool_result', tool_use_id: 'toolu_1', content }),
    ];
    const failure = await clientOf(emulator())
      .messages.create({ ...question(), messages })
      .catch((error: unknown) => error);
    assert.ok(failure instanceof Anthropic.ImageDimensionsTooLargeError);
    assert.deepEqual(failure.details.paths, ['messages.2.content.0.content.0']);
    assert.match(
      failure.apiMessage ?? '',
      /^messages\.2\.content\.0\.tool_result\.content\.0\.image\.source/,
    );
  });

  it('base64 over 10 MB', () => {
    const bytes = Buffer.concat([png(10, 10), Buffer.alloc(7_864_320)]);
    const length = bytes.toString('base64').length;
    return refused(
      [base64Image(bytes)],
      new RegExp(`source\\.base64: image exceeds 10 MB maximum: ${length} bytes > 10485760 bytes$`),
    );
  });

  it('more than 600 images, or 100 where the context is 200k', async () => {
    const images = (count: number) => Array.from({ length: count }, () => base64Image(png(1, 1)));
    await refused(images(601), /^Too much media: 0 document pages \+ 601 images > 600$/);
    await refused(images(101), /^Too much media: 0 document pages \+ 101 images > 100$/, 'claude-haiku-4-5');
    await clientOf(emulator()).messages.create({ ...question('x', images(100)), model: 'claude-haiku-4-5' });
  });

  it('addresses: only https, only what can be fetched', async () => {
    await refused([link('http://example.com/a.png')], /^Only HTTPS URLs are supported\.$/);
    await refused(
      [link('https://example.com/gone.png')],
      /^Unable to download the file\. Please verify the URL/,
    );
    await refused([link('https://example.com/hidden.png')], /disallowed by the website's robots\.txt/);
    const text = await clientOf(emulator())
      .messages.stream(question('x', [link('https://example.com/a.png')]))
      .finalText();
    assert.match(text, /\| image\/png \| 30 × 30 \| 4 \| url \|/);
  });

  it('images the model would see smaller, when asked not to scale', async () => {
    const image = { ...base64Image(png(1920, 1080)), transformations: { oversized_image: 'error' } } as const;
    await clientOf(emulator()).messages.create(question('x', [image]));
    await refused(
      [image],
      /^messages\.0\.content\.0: image dimensions 1920x1080 exceed .* would be downsized to 1456x819; scale the image to at most 1456x819/,
      'claude-sonnet-4-6',
    );
  });
});

describe('an older limit of the stand-in', () => {
  const emulator = useEmulator({ imageLimit: 5 * 1024 * 1024 });

  it('refuses base64 over 5 MB', async () => {
    const bytes = Buffer.concat([png(10, 10), Buffer.alloc(4_000_000)]);
    const asked = clientOf(emulator()).messages.create(question('x', [base64Image(bytes)]));
    await assert.rejects(asked, /image exceeds 5 MB maximum: \d+ bytes > 5242880 bytes/);
  });
});
