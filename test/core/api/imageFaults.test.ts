import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Failure } from '../../../src/core/errors.ts';
import { dimensionsTooLarge, status } from '../../emulator/faults.ts';
import { png } from '../emulator/pictures.ts';
import { apiOf, heard, image, on, question, text, useEmulator } from './harness.ts';

describe('an image at fault', () => {
  const emulator = useEmulator({ imageLimit: 5 * 1024 * 1024 });
  const ask = async (request = question()): Promise<Failure> => {
    const { failure } = await heard(apiOf(emulator().url).answer(request, on));
    assert.ok(failure);
    return failure;
  };

  it('is found by its path, and so is the size that would do', async () => {
    const failure = await ask(question(image(), image(png(8001, 10)), text('?')));
    assert.equal(failure.kind, 'imageRefused');
    assert.deepEqual(failure.images, [{ message: 0, part: 1 }]);
    assert.equal(failure.maxSide, 8000);
  });

  it('is found by the code before any text', async () => {
    emulator().script(dimensionsTooLarge(['messages.0.content.0', 'messages.0.content.2']));
    const failure = await ask(question(image(), image(), image(), text('?')));
    assert.equal(failure.code, 'image_dimensions_too_large');
    assert.equal(failure.maxSide, 2000);
    assert.deepEqual(failure.images, [
      { message: 0, part: 0 },
      { message: 0, part: 2 },
    ]);
  });

  it('is found at the place where it was asked for, not where it was sent', async () => {
    const request = question(text('  '), text(''), image(), image(png(8001, 10)), text('?'));
    assert.deepEqual((await ask(request)).images, [{ message: 0, part: 3 }]);
  });

  it('may have too many bytes', async () => {
    const bytes = Buffer.concat([png(64, 64), Buffer.alloc(4 * 1024 * 1024)]);
    const failure = await ask(question(image(bytes), text('?')));
    assert.equal(failure.kind, 'imageRefused');
    assert.equal(failure.maxBase64Bytes, 5 * 1024 * 1024);
  });

  it('may be of another type than it says', async () => {
    const lying = { type: 'image', mediaType: 'image/jpeg', bytes: png(9, 9) } as const;
    const failure = await ask(question(lying, text('?')));
    assert.equal(failure.kind, 'imageRefused');
    assert.deepEqual(failure.images, [{ message: 0, part: 0 }]);
  });

  it('may be unreadable', async () => {
    const failure = await ask(question(image(Buffer.from('no image at all')), text('?')));
    assert.equal(failure.kind, 'imageRefused');
  });

  // Word for word as reported of the live service, 2024 to 2026.
  const place = 'messages.0.content.0.image.source.base64';
  const known = [
    `${place}: image exceeds 5 MB maximum: 5327908 bytes > 5242880 bytes`,
    'image exceeds 10 MB maximum: 23045044 bytes > 10485760 bytes',
    `${place}.data: At least one of the image dimensions exceed max allowed size: 8000 pixels`,
    'At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels',
    'messages.0.content.0: image dimensions 1920x1080 exceed the maximum image size of a model named on this request and would be downsized to 1456x819; scale the image to at most 1456x819 or set the image\'s oversized_image setting to "downsize"',
    'Could not process image',
    'The image was specified using the image/jpeg media type, but the image appears to be a image/png image',
    'Only HTTPS URLs are supported.',
    'Unable to download the file. Please verify the URL and try again.',
    "This URL is disallowed by the website's robots.txt file.",
    `${place}: something new`,
    'File not found: file_011CNha8iCJcU1wXNR6q4V8w',
  ];
  const sizes = [undefined, undefined, 8000, 2000, 1456];
  for (const [index, message] of known.entries())
    it(`is known by the text "${message.slice(0, 80)}"`, async () => {
      emulator().script(status(400, message));
      const failure = await ask();
      assert.equal(failure.kind, 'imageRefused');
      assert.equal(failure.maxSide, sizes[index]);
      assert.deepEqual(
        failure.images,
        message.startsWith('messages.') ? [{ message: 0, part: 0 }] : undefined,
      );
    });

  it('is not what a text says where a code says something else', async () => {
    const coded = (error_code: string, message: string) => status(400, message, { error_code });
    emulator().script(coded('organization_on_hold', 'Could not process image'));
    const other = await ask();
    assert.deepEqual([other.kind, other.images], ['forbidden', undefined]);
    emulator().script(coded('file_expired', `${place}: this model does not support images of this age`));
    const expired = await ask();
    assert.deepEqual([expired.kind, expired.images?.length], ['imageRefused', 1]);
  });

  it('is not a file that a local server misses', async () => {
    emulator().script(status(404, 'model file not found: qwen.gguf'));
    assert.equal((await ask()).kind, 'unknownModel');
  });

  it('is not blamed for other errors', async () => {
    emulator().script(
      status(400, 'max_tokens: 128001 > 64000, which is the maximum allowed number of output tokens'),
    );
    const failure = await ask();
    assert.equal(failure.kind, 'badRequest');
    assert.equal(failure.images, undefined);
  });
});
