import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import sharp from 'sharp';
import { dialectOf } from '../../../src/core/api/dialects.ts';
import { modelFacts } from '../../../src/core/api/models/models.ts';
import { buildRequest } from '../../../src/core/api/request.ts';
import { emptyConversation } from '../../../src/core/ask/conversation.ts';
import { readStored, storedText } from '../../../src/core/ask/storedConversation.ts';
import { answer, calling, held, zoom } from '../../emulator/faults.ts';
import type { ScriptedCall } from '../../emulator/script.ts';
import { never } from '../../fixtures/pool.ts';
import { type Asking, asked, lastOf, notesOf, useRunner } from './asking.ts';

type Block = Readonly<Record<string, unknown>> & { readonly type: string };
interface Body {
  readonly messages: readonly { readonly role: string; readonly content: readonly Block[] }[];
  readonly tools?: readonly { readonly name: string }[];
  readonly tool_choice?: unknown;
}

/** Every pixel differs from its neighbours, so that a part that is off by one shows. */
const width = 4000;
const height = 2000;
const noise = Buffer.from({ length: width * height * 3 }).map((_, at) => ((at * 2654435761) >>> 13) & 255);

describe('looks', function () {
  this.timeout(30_000);
  const begun = useRunner({ native: true });
  let file: Buffer;
  let other: Buffer;
  before(async () => {
    file = await sharp(noise, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    other = await sharp(file).negate().png({ compressionLevel: 1 }).toBuffer();
  });

  const asking = (zooms = 4): Asking => {
    const one = begun();
    one.files.set('large.png', file);
    Object.assign(one.options, { zoom: zooms });
    return one;
  };
  const body = (request: number) => begun().emulator.requests[request]!.body as Body;
  const resultsIn = (request: number) =>
    body(request).messages.flatMap(({ content }) => content.filter(({ type }) => type === 'tool_result'));
  const lookWith = async (...calls: ScriptedCall[]) => {
    const { emulator, ask } = asking();
    emulator.script(calling('Let me look.', ...calls), answer('Done.'));
    const after = await ask(emptyConversation, 'What?', ['large.png', 'a.png']);
    return { after, results: resultsIn(1) };
  };

  it('shows every pixel of the part at full resolution, and nothing else', async () => {
    const { after, results } = await lookWith(zoom(1, [257, 129, 513, 385]));
    assert.equal(lastOf(after).answer, 'Let me look.\n\nDone.');
    // The file is legal and would not get smaller: the server scales it.
    assert.equal(lastOf(after).images[0]!.sent!.width, width);
    const sent = { width: 2576, height: 1288 };
    const { shown } = lastOf(after).looks![0]!;
    const { x, y, ...size } = shown!.image.region!;
    assert.equal(x, Math.floor((257 * width) / sent.width));
    assert.equal(x + size.width, Math.ceil((513 * width) / sent.width));
    assert.equal(y, Math.floor((129 * height) / sent.height));
    assert.equal(y + size.height, Math.ceil((385 * height) / sent.height));
    const picture = await pixelsOf(results[0]!);
    const part = { left: x, top: y, ...size };
    const wanted = await sharp(noise, { raw: { width, height, channels: 3 } })
      .extract(part)
      .raw()
      .toBuffer();
    assert.deepEqual(picture.info.width, size.width);
    assert.ok(picture.data.equals(wanted));
  });

  it('shows of a redacted image what the image shows, and nothing outside its region', async () => {
    const { emulator, ask } = asking();
    const box = { x: 1000, y: 500, width: 500, height: 500 };
    const region = { x: 500, y: 0, width: 3200, height: 1600 };
    emulator.script(calling('Let me look.', zoom(1, [300, 300, 900, 900])), answer('Done.'));
    const image = { name: 'large.png', redactions: [box], region };
    const after = await ask(emptyConversation, 'What?', [image]);
    const { x, y, ...size } = lastOf(after).looks![0]!.shown!.image.region!;
    assert.ok(x >= region.x && x < box.x + box.width && y < box.y + box.height);
    const black = {
      create: { width: box.width, height: box.height, channels: 3, background: 'black' },
    } as const;
    const redacted = await sharp(file)
      .composite([{ input: black, left: box.x, top: box.y }])
      .png()
      .toBuffer();
    const wanted = await sharp(redacted)
      .extract({ left: x, top: y, ...size })
      .removeAlpha()
      .raw()
      .toBuffer();
    const { data } = await pixelsOf(resultsIn(1)[0]!);
    assert.ok(data.equals(wanted));
  });

  it('answers whatever cannot be shown by a sentence, and goes on', async () => {
    const { after, results } = await lookWith(
      zoom(3, [0, 0, 10, 10]),
      zoom(1, [500, 0, 100, 10]),
      zoom(1, [0, 0, 90_000, 10]),
      { name: 'shell', input: { command: 'true' } },
    );
    assert.deepEqual(
      results.map((result) => result['is_error']),
      [true, true, true, true],
    );
    assert.match(JSON.stringify(results[0]), /no image 3.*from 1 to 2/);
    assert.match(JSON.stringify(results[1]), /no pixels of image 1, which is 2576 × 1288/);
    assert.match(JSON.stringify(results[3]), /no tool of that name/);
    assert.equal(lastOf(after).status, 'done');
    assert.equal(lastOf(after).looks?.length, 4);
  });

  it('answers input that is no JSON, and an image that was sent whole', async () => {
    const { results } = await lookWith({ name: 'zoom', input: '{"image": 1, "x1"' }, zoom(2, [0, 0, 10, 10]));
    assert.match(JSON.stringify(results[0]), /must be JSON/);
    assert.match(JSON.stringify(results[1]), /was sent at full resolution/);
    assert.deepEqual(body(1).messages[1]!.content.at(-2)!['input'], { INVALID_JSON: '{"image": 1, "x1"' });
  });

  it('offers the tool only where an image has more to show and looks are allowed', async () => {
    const { ask } = asking();
    await ask(emptyConversation, 'Small?', ['a.png']);
    assert.equal(body(0).tools, undefined);
    const first = await ask(emptyConversation, 'Large?', ['large.png']);
    assert.deepEqual(
      body(1).tools?.map(({ name }) => name),
      ['zoom'],
    );
    await ask(first, 'More?');
    assert.deepEqual(body(2).tools, body(1).tools);
    await asking(0).ask(emptyConversation, 'Off?', ['large.png']);
    assert.equal(body(3).tools, undefined);
  });

  it('closes the tool to a model that goes on after its last look', async () => {
    const { emulator, ask } = asking(1);
    const look = () => calling('', zoom(1, [0, 0, 100, 100]));
    emulator.script(look(), look(), look(), answer('Enough.'));
    const after = await ask(emptyConversation, 'What?', ['large.png']);
    assert.equal(lastOf(after).answer, 'Enough.', JSON.stringify(lastOf(after).failure));
    assert.match(JSON.stringify(resultsIn(2).at(-1)), /No look is left/);
    assert.equal(body(2).tool_choice, undefined);
    assert.deepEqual(body(3).tool_choice, { type: 'none' });
  });

  it('ends with a server that overlooks that the tool is closed', async () => {
    const { emulator, ask } = asking(1);
    const look = () => calling('And?', zoom(1, [0, 0, 100, 100]));
    emulator.script(...Array.from({ length: 12 }, look));
    const after = await ask(emptyConversation, 'What?', ['large.png']);
    assert.equal(emulator.requests.length, 4);
    assert.equal(lastOf(after).status, 'done');
    assert.equal(lastOf(after).answer, 'And?\n\nAnd?\n\nAnd?\n\nAnd?');
  });

  it('makes the same part once', async () => {
    const { results } = await lookWith(zoom(1, [0, 0, 100, 100]), zoom(1, [0, 0, 100, 100]));
    assert.deepEqual(results[0]!['content'], results[1]!['content']);
  });

  it('adds up what all requests used, and repeats only the last in the estimate', async () => {
    const { after } = await lookWith(zoom(1, [0, 0, 100, 100]));
    const { usage, context } = lastOf(after);
    const input = usage!.input + usage!.cacheRead + usage!.cacheWrite;
    assert.ok(context! > input / 2 && context! < input);
  });

  it('repeats the same messages in a follow-up, and after the window was reloaded', async () => {
    const { ask, reopened } = asking();
    begun().emulator.script(
      calling('First.', zoom(1, [0, 0, 200, 100]), zoom(1, [9, 9, 9, 9])),
      calling('Then.', zoom(1, [50, 60, 300, 200])),
      answer('Seen.'),
    );
    const first = await ask(emptyConversation, 'What?', ['large.png']);
    const second = await ask(first, 'And now?');
    const history = (request: number) => body(request).messages.map(({ content }) => content.flatMap(plain));
    assert.deepEqual(history(3).slice(0, 5), history(2));
    assert.deepEqual(history(3)[5], [{ type: 'text', text: 'Seen.' }]);
    const stored = readStored(storedText(second));
    assert.ok('conversation' in stored);
    const third = await reopened().ask(stored.conversation, 'Again?');
    assert.equal(lastOf(third).status, 'done');
    assert.deepEqual(history(4).slice(0, 7), history(3));
    assert.deepEqual(notesOf(third), []);
  });

  it('says so once when the file has changed since', async () => {
    const { ask, reopened, files } = asking();
    begun().emulator.script(calling('', zoom(1, [0, 0, 200, 100])), answer('Seen.'));
    const first = await ask(emptyConversation, 'What?', ['large.png']);
    files.set('large.png', other);
    const second = await reopened().ask(first, 'Again?');
    assert.deepEqual(notesOf(second), ['large.png changedOnDisk']);
    files.delete('large.png');
    const third = await reopened().ask(first, 'Once more?');
    assert.deepEqual(notesOf(third), ['large.png leftOut']);
    assert.equal(lastOf(third).status, 'done');
  });

  it('shows nothing of a file that changed while it was asked about', async () => {
    const { emulator, ask, files } = asking();
    emulator.script(calling('', zoom(1, [0, 0, 200, 100])), answer('Seen.'));
    const running = ask(emptyConversation, 'What?', ['large.png']);
    await emulator.request(0);
    files.set('large.png', other);
    await running;
    assert.match(JSON.stringify(resultsIn(1)), /changed since it was sent/);
  });

  it('stops between two looks, and is asked about again', async () => {
    const { emulator, ask } = asking();
    emulator.script(calling('One.', zoom(1, [0, 0, 200, 100])), held('Never'));
    const stop = new AbortController();
    const running = ask(emptyConversation, 'What?', ['large.png'], stop.signal);
    await emulator.request(1);
    stop.abort();
    const stopped = await running;
    assert.equal(lastOf(stopped).status, 'stopped');
    assert.equal(lastOf(stopped).looks?.length, 1);
    emulator.script(answer('On.'));
    const after = await ask(stopped, 'And?');
    assert.equal(lastOf(after).answer, 'On.');
    assert.deepEqual(
      body(2).messages.map(({ content }) => content.map(({ type }) => type)),
      [
        ['image', 'text'],
        ['text', 'tool_use'],
        ['tool_result', 'text'],
      ],
    );
  });

  it('shows what was looked at to a model that takes no tools', async () => {
    const { emulator, ask, runner, options } = asking();
    emulator.script(calling('One.', zoom(1, [0, 0, 200, 100])), answer('Two.'));
    const first = await ask(emptyConversation, 'What?', ['large.png']);
    const request = await runner.request(asked(first, 'And?'), 'And?', options, never);
    const { body: sent } = buildRequest(request, modelFacts('llava'), dialectOf('http://localhost:11434'));
    assert.equal(sent.tools, undefined);
    assert.deepEqual(
      sent.messages.map(({ content }) =>
        [content].flat().map((block) => typeof block === 'object' && block.type),
      ),
      [['image', 'text'], ['text'], ['text', 'image'], ['text'], ['text']],
    );
  });
});

/** Without what a follow-up leaves out: the breakpoints of the cache, and thoughts. */
function plain({ cache_control: _, ...block }: Block): readonly Block[] {
  return block.type === 'thinking' ? [] : [block];
}

async function pixelsOf(result: Block) {
  const content = result['content'] as readonly { readonly source?: { readonly data: string } }[];
  const data = content.find(({ source }) => source)!.source!.data;
  return sharp(Buffer.from(data, 'base64')).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}
