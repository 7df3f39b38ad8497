import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import sharp from 'sharp';
import { type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import { imagesIn, outline } from '../../editor/sent.ts';
import { answer, dimensionsTooLarge, errorMidStream, status } from '../../emulator/faults.ts';
import { fixture } from '../../fixtures/images.ts';
import { lastOf, notesOf, useRunner } from './asking.ts';

const unreadable = (place?: string) =>
  status(400, `${place ? `${place}.image.source.base64: ` : ''}Could not process image`);
/** Where the n-th of several images stands, behind its label. */
const nth = (n: number) => `messages.0.content.${2 * n - 1}`;

describe('an image that the server refuses', () => {
  const asking = useRunner();

  const sent = (request: number) => asking().emulator.requests[request] ?? assert.fail('not sent');
  const typesOf = (request: number) => outline(sent(request))[0]?.filter((part) => part.startsWith('<'));
  const sentLines = (conversation: Conversation) =>
    lastOf(conversation).images.map(({ sent }) => sent && `${sent.width} × ${sent.height}`);
  const sizesIn = (request: number) =>
    Promise.all(
      imagesIn(sent(request)).map(async (bytes) => {
        const { width, height } = await sharp(bytes).metadata();
        return `${width} × ${height}`;
      }),
    );

  it('is encoded anew when it could not be read, and sent once more', async () => {
    const { ask, emulator } = asking();
    emulator.script(unreadable(nth(1)));
    const asked = await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']);
    assert.equal(lastOf(asked).status, 'done');
    assert.deepEqual(notesOf(asked), ['a.png reencoded']);
    const [first, second] = [imagesIn(sent(0)), imagesIn(sent(1))];
    assert.notDeepEqual(first[0], second[0]);
    assert.deepEqual(first[1], second[1]);
  });

  it('is encoded anew as a whole, also when it is stored lying on its side', async () => {
    const { ask, emulator, files } = asking();
    files.set('turned.jpg', await fixture('jpeg turned 6'));
    emulator.script(unreadable());
    await ask(emptyConversation, 'Which?', ['turned.jpg']);
    assert.deepEqual(await sizesIn(1), ['32 × 48']);
  });

  it('becomes a note when it is refused again, and the question goes on', async () => {
    const { ask, emulator } = asking();
    emulator.script(unreadable(nth(1)), unreadable(nth(1)), answer('The other one.'));
    const first = await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']);
    assert.deepEqual([lastOf(first).status, lastOf(first).answer], ['done', 'The other one.']);
    assert.deepEqual(notesOf(first), ['a.png reencoded', 'a.png refusedByServer']);
    assert.deepEqual(sentLines(first), [undefined, '48 × 32']);
    const [words = ''] = outline(sent(2))[0]?.slice(1) ?? [];
    assert.match(words, /a\.png is not included: .*Could not process image.* attach it again/);
    await ask(first, 'And now?');
    assert.deepEqual(outline(sent(3)).slice(0, 1), outline(sent(2)));
  });

  it('is not repeated by the note about it, though the server quotes it', async () => {
    const { ask, emulator } = asking();
    const quoting = status(400, `messages.0.content.0.image.source: input_value='${'iVBOR'.repeat(1000)}'`);
    emulator.script(quoting);
    await ask(emptyConversation, 'Which?', ['a.png']);
    assert.ok((outline(sent(1))[0]?.[1] ?? assert.fail()).length < 500);
  });

  it('is one of several that are refused one after the other, each twice', async () => {
    const { ask, emulator, files } = asking();
    files.set('c.png', await fixture('png of greys'));
    emulator.script(...[1, 1].map((n) => unreadable(nth(n))));
    // Where the first one was there is now one part less.
    const moved = ['messages.0.content.2', 'messages.0.content.2'];
    emulator.script(...moved.map(unreadable), answer('Only the last.'));
    const asked = await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg', 'c.png']);
    assert.equal(lastOf(asked).answer, 'Only the last.');
    assert.deepEqual(notesOf(asked), [
      ...['a.png reencoded', 'a.png refusedByServer'],
      ...['b.jpg reencoded', 'b.jpg refusedByServer'],
    ]);
    assert.deepEqual(typesOf(4), ['<image/png>']);
  });

  it('is sent as small as the server says, and the panel is told that size', async () => {
    const { ask, emulator } = asking();
    emulator.script(dimensionsTooLarge(['messages.0.content.0'], 40));
    const asked = await ask(emptyConversation, 'Which?', ['a.png']);
    assert.equal(lastOf(asked).status, 'done');
    assert.deepEqual(lastOf(asked).notes, [
      { what: 'shrunk', image: 'a.png', width: 28, height: 19, why: 'refusedByServer' },
    ]);
    assert.deepEqual(sentLines(asked), ['28 × 19']);
    assert.deepEqual(await sizesIn(1), ['28 × 19']);
  });

  it('is made smaller, too, when it has just the size that the server says it takes', async () => {
    const { ask, emulator } = asking();
    emulator.script(dimensionsTooLarge(['messages.0.content.0'], 48));
    assert.deepEqual(notesOf(await ask(emptyConversation, 'Which?', ['a.png'])), ['a.png shrunk']);
  });

  it('is made to have no more bytes than the server takes', async () => {
    const { ask, emulator } = asking();
    emulator.script(status(400, 'image exceeds 1 kB maximum: 1260 bytes > 1000 bytes'));
    const asked = await ask(emptyConversation, 'Which?', ['a.png']);
    assert.deepEqual(notesOf(asked), ['a.png shrunk']);
    assert.ok((lastOf(asked).images[0]?.sent?.byteLength ?? 1000) <= 750);
  });

  it('still tells what was done to it before', async () => {
    const { ask, retry, emulator, files } = asking();
    files.set('scan.bmp', await fixture('bmp'));
    emulator.script(dimensionsTooLarge(['messages.0.content.0'], 40));
    const asked = await ask(emptyConversation, 'Which?', ['scan.bmp']);
    const { images } = lastOf(asked);
    assert.equal(images[0]?.header?.type, 'bmp');
    assert.deepEqual(
      images[0]?.sent?.steps.map(({ what }) => what),
      ['converted', 'resized'],
    );
    assert.deepEqual(notesOf(await retry(asked, 'Which?')), []);
  });

  it('is mended also when the server says so only in its answer', async () => {
    const { ask, emulator } = asking();
    emulator.script(errorMidStream(0, 'invalid_request_error', 'Could not process image'));
    const asked = await ask(emptyConversation, 'Which?', ['a.png']);
    assert.deepEqual([lastOf(asked).status, notesOf(asked)], ['done', ['a.png reencoded']]);
  });

  it('is made no smaller than the server wants, though it takes more bytes than before', async () => {
    const { ask, emulator, files } = asking();
    files.set('chart.png', await chart(1440, 900));
    emulator.script(dimensionsTooLarge(['messages.0.content.0'], 1000));
    await ask(emptyConversation, 'Which?', ['chart.png']);
    assert.ok(imagesIn(sent(1))[0]!.length > imagesIn(sent(0))[0]!.length);
    assert.deepEqual(await sizesIn(1), ['980 × 612']);
  });

  it('leaves the smaller ones as they are when the server does not say which is too large', async () => {
    const { ask, emulator, files } = asking();
    files.set('chart.png', await chart(300, 200));
    emulator.script(status(400, 'At least one of the image dimensions exceed max allowed size: 100 pixels'));
    const asked = await ask(emptyConversation, 'Which?', ['a.png', 'chart.png']);
    assert.deepEqual(await sizesIn(1), ['48 × 32', '84 × 56']);
    assert.deepEqual(notesOf(asked), ['chart.png shrunk']);
  });

  it('is looked for among the older ones once the newest are gone', async () => {
    const { ask, emulator } = asking();
    const first = await ask(emptyConversation, 'First?', ['a.png']);
    emulator.script(unreadable(), unreadable(), unreadable(), unreadable());
    const second = await ask(first, 'Second?', ['b.jpg']);
    assert.equal(lastOf(second).status, 'done');
    assert.deepEqual(notesOf(second), [
      ...['b.jpg reencoded', 'b.jpg refusedByServer'],
      ...['a.png reencoded', 'a.png refusedByServer'],
    ]);
    assert.deepEqual(typesOf(5), []);
  });

  it('is not sent for ever: each is tried twice, and then the failure is shown', async () => {
    const { ask, emulator } = asking();
    emulator.script(...Array.from({ length: 20 }, () => unreadable()));
    const asked = await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']);
    assert.equal(lastOf(asked).failure?.kind, 'imageRefused');
    assert.equal(emulator.requests.length, 3);
  });

  it('does not make an answer begin twice', async () => {
    const { ask, emulator } = asking();
    emulator.script(errorMidStream(2, 'invalid_request_error', 'Could not process image'));
    const asked = await ask(emptyConversation, 'Which?', ['a.png']);
    assert.equal(lastOf(asked).failure?.kind, 'imageRefused');
    assert.notEqual(lastOf(asked).answer, '');
    assert.equal(emulator.requests.length, 1);
  });

  it('is tried as it is when the question is asked again', async () => {
    const { ask, retry, emulator } = asking();
    emulator.script(unreadable(), unreadable());
    const first = await ask(emptyConversation, 'Which?', ['a.png']);
    const again = await retry(first, 'Which?');
    assert.deepEqual([lastOf(again).status, notesOf(again)], ['done', []]);
    assert.deepEqual(imagesIn(sent(3)), imagesIn(sent(0)));
  });
});

/** Few colours, so that any other size of it needs more bytes. */
function chart(width: number, height: number): Promise<Buffer> {
  const columns = Array.from(
    { length: Math.floor(width / 12) },
    (_, column) => `<rect x="${column * 12}" y="${(column * 37) % height}" width="5" height="${height}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="white"/>${columns.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 2 }).toBuffer();
}
