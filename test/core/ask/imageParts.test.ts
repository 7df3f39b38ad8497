import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import sharp from 'sharp';
import { advance, emptyConversation } from '../../../src/core/ask/conversation.ts';
import { nextQuestionEstimate } from '../../../src/core/ask/cost.ts';
import { readStored, storedText } from '../../../src/core/ask/storedConversation.ts';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';
import { imagesIn, outline } from '../../editor/sent.ts';
import { dimensionsTooLarge, status } from '../../emulator/faults.ts';
import { never } from '../../fixtures/pool.ts';
import { asked, lastOf, notesOf, useRunner } from './asking.ts';

const marker = 'a-secret-in-the-file';
const redactions = [{ x: 100, y: 40, width: 60, height: 30 }];
const region = { x: 80, y: 20, width: 120, height: 80 };
const secret = { name: 'secret.jpg', redactions };

describe('parts of an image', () => {
  const asking = useRunner();
  let file: Buffer;

  beforeEach(async () => {
    file = await screenshot();
    asking().files.set('secret.jpg', file);
  });

  const sent = (request: number) => asking().emulator.requests[request] ?? assert.fail('not sent');
  const allSent = () => JSON.stringify(asking().emulator.requests.map(({ body }) => body));

  it('that are redacted leave in no request: neither the first nor a follow-up nor a retry', async () => {
    const { ask, retry } = asking();
    const first = await ask(emptyConversation, 'What is this?', [secret]);
    const second = await ask(first, 'And now?');
    await retry(second, 'And now?');
    await retry(first, 'What is this?');
    assert.equal(asking().emulator.requests.length, 4);
    for (const at of [0, 1, 2, 3]) await assertHidden(imagesIn(sent(at)));
    assertUnnamed(allSent(), file);
  });

  it('stay hidden after a reload, where the image is prepared anew from its file', async () => {
    const before = await asking().ask(emptyConversation, 'What is this?', [secret]);
    const stored = readStored(storedText(before));
    assert.ok('conversation' in stored);
    await asking().reopened().ask(stored.conversation, 'And now?');
    await assertHidden(imagesIn(sent(1)));
  });

  it('stay hidden in what is sent in place of an image that the server refused', async () => {
    for (const fault of [
      status(400, 'messages.0.content.0.image.source.base64: Could not process image'),
      dimensionsTooLarge(['messages.0.content.0'], 100),
      status(
        400,
        'messages.0.content.0.image.source.base64: image exceeds 5 MB maximum: 6000000 bytes > 5242880 bytes',
      ),
    ]) {
      asking().emulator.reset();
      asking().emulator.script(fault);
      await asking().ask(emptyConversation, 'What is this?', [secret]);
      assert.equal(asking().emulator.requests.length, 2, fault.message);
      const [again] = imagesIn(sent(1));
      // What was encoded anew already and comes out the same is left out.
      if (again) await assertHidden([again], (await sharp(again).metadata()).width / 300);
      assertUnnamed(allSent(), file);
    }
  });

  it('keep an image from being sent by its address: its bytes are read, or it is left out', async () => {
    const byAddress = { ...secret, uri: 'https://example.com/secret.jpg', byAddress: true };
    await asking().ask(emptyConversation, 'What is this?', [byAddress]);
    await assertHidden(imagesIn(sent(0)));
    asking().files.delete('secret.jpg');
    const gone = await asking().ask(emptyConversation, 'And this?', [byAddress]);
    assert.equal(lastOf(gone).failure?.kind, 'noImageLeft');
    assert.equal(allSent().includes('example.com'), false);
  });

  it('are not in what is sent to have its tokens counted', async () => {
    const { runner, options } = asking();
    const request = await runner.request(asked(emptyConversation, 'Q', [secret]), 'Q', options, never);
    const images = request.messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'image' ? [Buffer.from(part.bytes)] : [])),
    );
    await assertHidden(images);
  });

  it('that were redacted in another version of the file leave the image out', async () => {
    const drawnOn = { ...secret, byteLength: file.length };
    asking().files.set('secret.jpg', await screenshot('white'));
    const conversation = await asking().ask(emptyConversation, 'What is this?', [drawnOn, 'a.png']);
    assert.deepEqual(notesOf(conversation), ['secret.jpg changedSinceRedacted']);
    assert.equal(imagesIn(sent(0)).length, 1);
  });

  it('that were chosen in a file of another size leave the image out, and follow-ups name it no more', async () => {
    const whole = await sharp(file).metadata();
    const header: ImageHeader = {
      ...{ type: 'jpeg', width: whole.width, height: whole.height, orientation: 1, frames: 1 },
      ...{ alpha: false, traits: [] },
    };
    const chosen = { name: 'secret.jpg', region, header };
    const same = await asking().ask(emptyConversation, 'What is this?', [chosen]);
    assert.deepEqual(notesOf(same), []);
    asking().files.set('secret.jpg', await sharp(file).resize(150).jpeg().toBuffer());
    const conversation = await asking().ask(emptyConversation, 'And this?', [chosen, 'a.png']);
    assert.deepEqual(notesOf(conversation), ['secret.jpg resizedSinceChosen']);
    assert.equal(imagesIn(sent(1)).length, 1);
    assert.deepEqual(
      lastOf(conversation).images.map(({ withdrawn = false }) => withdrawn),
      [true, false],
    );
    asking().files.set('secret.jpg', file);
    const again = await asking().retry(conversation, 'And this?');
    assert.deepEqual(
      lastOf(again).images.map(({ withdrawn = false }) => withdrawn),
      [false, false],
    );
  });

  it('make two images of one file, each sent at full resolution', async () => {
    const other = { x: 0, y: 0, width: 50, height: 40 };
    const images = [{ name: 'secret.jpg', region }, { name: 'secret.jpg', region: other }, 'secret.jpg'];
    await asking().ask(emptyConversation, 'What is this?', images);
    const sizes = await Promise.all(
      imagesIn(sent(0)).map(async (one) => (await sharp(one).metadata()).width),
    );
    assert.deepEqual(sizes, [120, 50, 300]);
    assert.deepEqual(
      outline(sent(0))[0]?.filter((part) => part.startsWith('Image')),
      [
        'Image 1: secret.jpg (region 120 × 80 at 80, 20)',
        'Image 2: secret.jpg (region 50 × 40 at 0, 0)',
        'Image 3: secret.jpg',
      ],
    );
  });

  it('are never mistaken for one another under one id', async () => {
    const { runner, options } = asking();
    const id = 'same';
    const start = async (image: { name: string; redactions?: typeof redactions }) =>
      runner.start(asked(emptyConversation, 'Q', [{ ...image, id }]), 'Q', options, () => {}, never);
    await start({ name: 'secret.jpg' });
    asking().files.delete('secret.jpg');
    await start(secret);
    // The file has gone, and what was sent of it before shows what is redacted now.
    assert.equal(asking().emulator.requests.length, 1);
  });

  it('decide what a question costs', () => {
    const header: ImageHeader = {
      ...{ type: 'png', width: 2800, height: 1400, orientation: 6, frames: 1, alpha: false, traits: [] },
    };
    const settings = { model: 'claude-sonnet-5-5', baseUrl: '', imageDetail: 'auto', prices: {} } as const;
    const estimate = (image: object) =>
      nextQuestionEstimate(
        { ...emptyConversation, attached: [{ id: 'a', name: 'a', uri: 'a', header, ...image }] },
        '',
        settings,
      ).tokens;
    const region = { x: 0, y: 0, width: 280, height: 280 };
    assert.equal(estimate({}) - estimate({ region }) > 3000, true);
    const drawing: ImageHeader = { ...header, type: 'svg', orientation: 1 };
    assert.equal(estimate({ header: drawing }) - estimate({ header }) < 100, true);
    assert.equal(estimate({ header: drawing, region }) > 4000, true);
  });

  it('belong to an attached image until it is asked about', () => {
    const attached = { id: 'a', name: 'a', uri: 'a' };
    const parts = { region, redactions };
    const before = advance(emptyConversation, { type: 'attached', images: [attached] });
    const chosen = advance(before, { type: 'partsChosen', image: 'a', parts });
    assert.deepEqual(chosen.attached, [{ ...attached, ...parts }]);
    const turn = { id: 'Q', title: 'Q', question: 'Q', model: '', fresh: false };
    const after = advance(chosen, { type: 'asked', turn });
    const later = advance(after, { type: 'partsChosen', image: 'a', parts: { redactions: [] } });
    assert.deepEqual(lastOf(later).images, [{ ...attached, ...parts }]);
    assert.deepEqual(
      advance(chosen, { type: 'partsChosen', image: 'a', parts: { redactions: [] } }).attached,
      [attached],
    );
    assert.deepEqual(advance(chosen, { type: 'allRemoved' }).attached, []);
  });

  it('come back from what was stored, and boxes that are none are no reason to send without them', () => {
    const conversation = asked(emptyConversation, 'Q', [{ ...secret, region }]);
    const stored = storedText(conversation);
    const read = readStored(stored);
    assert.ok('conversation' in read);
    assert.deepEqual(lastOf(read.conversation).images, lastOf(conversation).images);
    assert.deepEqual(readStored(stored.replace('"width":60', '"width":"60"')), { problem: 'damaged' });
  });
});

/** A photograph-like page with a bright secret in it, and a marker in its metadata and its embedded thumbnail. */
function screenshot(background = 'grey'): Promise<Buffer> {
  const [box = assert.fail()] = redactions;
  const input = {
    create: { width: box.width, height: box.height, channels: 3, background: '#ff00ff' },
  } as const;
  return sharp({ create: { width: 300, height: 200, channels: 3, background } })
    .composite([{ input, left: box.x, top: box.y }])
    .withExif({ IFD0: { ImageDescription: marker } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** The one image has no colour left, and black where the box is. */
async function assertHidden(images: readonly Uint8Array[], scale = 1): Promise<void> {
  assert.equal(images.length, 1);
  const { data, info } = await sharp(images[0]).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += 3) {
    const rgb = [...data.subarray(at, at + 3)];
    assert.ok(Math.max(...rgb) - Math.min(...rgb) < 24, `${(at / 3) % info.width}: ${rgb}`);
  }
  const center = Math.floor(55 * scale) * info.width + Math.floor(130 * scale);
  assert.ok((data[center * 3] ?? 255) < 24);
}

/** Neither the bytes of the file nor its metadata, in whatever form they would travel. */
function assertUnnamed(requests: string, file: Buffer): void {
  const base64 = file.toString('base64');
  assert.equal(requests.includes(base64.slice(200, 280)), false);
  const decoded = [...requests.matchAll(/"data":"([^"]+)"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64'),
  );
  assert.ok(decoded.length > 0 && file.includes(marker));
  assert.equal(
    decoded.some((bytes) => bytes.includes(marker)),
    false,
  );
}
