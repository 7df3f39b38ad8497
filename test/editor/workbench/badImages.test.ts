import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import sharp from 'sharp';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { useScene } from '../scene.ts';
import { imagesIn, outline, questions } from '../sent.ts';

const pointer =
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';

/** The sentence for each file that cannot be sent. */
const refused = {
  'bad-empty.png': 'bad-empty.png is empty: save or export it again.',
  'bad-text.png': 'bad-text.png holds text, not an image: open it as text, or choose another file.',
  'bad-pointer.png':
    'bad-pointer.png is a Git LFS pointer, not the image itself: run "git lfs pull" to fetch it.',
  'bad-folder.png': 'bad-folder.png is a folder: choose the images inside it.',
  'bad-huge.png': /^bad-huge\.png is too large \([^)]+\): scale it down or crop it first\.$/,
} as const;

async function addBadImages(workspace: string): Promise<void> {
  const path = (name: string) => join(workspace, 'images', name);
  await writeFile(path('bad-empty.png'), '');
  await writeFile(path('bad-text.png'), 'Not a picture.\n');
  await writeFile(path('bad-pointer.png'), pointer);
  await mkdir(path('bad-folder.png'));
  await copyFile(path('dashboard.png'), path('bad-huge.png'));
  await truncate(path('bad-huge.png'), 200e6);
  const whole = await readFile(path('dashboard.png'));
  await writeFile(path('bad-cut.png'), whole.subarray(0, whole.length / 2));
  await copyFile(path('coast.jpg'), path('jpeg.png'));
  const wide = sharp({ create: { width: 8001, height: 500, channels: 3, background: 'teal' } });
  await writeFile(path('wide.png'), await wide.png().toBuffer());
}

describe('images that cannot be used', () => {
  const scene = useScene({ fill: addBadImages });

  it('are named with what to do, and the others go on @oldest', async () => {
    const { talk, emulator } = scene;
    await scene.attach(...Object.keys(refused), 'coast.jpg');
    for (const sentence of Object.values(refused)) await talk.form.getByText(sentence).waitFor();
    emulator.script(answer('A coast.'));
    const turn = await talk.ask('What is it?');
    await turn.getByText('A coast.', { exact: true }).waitFor();
    for (const sentence of Object.values(refused))
      assert.equal(await turn.getByText(sentence).count(), 1, 'it is told at the image, and only there');
    const request = await emulator.request(0);
    assert.deepEqual(imagesIn(request), [await readFile(scene.image('coast.jpg'))]);
    assert.equal(outline(request)[0]?.at(-1), 'What is it?');
  });

  it('keep the question, so that it can be asked when they are mended', async () => {
    const { talk, emulator } = scene;
    await button(talk.frame, 'New conversation').click();
    await scene.attach('bad-cut.png');
    const sentence = 'bad-cut.png is damaged or cut off: save, export or download it again.';
    await talk.form.getByText(sentence).waitFor();
    const turn = await talk.ask('Is it whole?');
    await turn.getByText('None of the images can be sent, so nothing was asked.').waitFor();
    assert.equal(await turn.getByText(sentence).count(), 1);
    assert.equal(questions(emulator).length, 1);

    await copyFile(scene.image('dashboard.png'), scene.image('bad-cut.png'));
    emulator.script(answer('Now it is.'));
    await button(turn, 'Retry').click();
    await turn.getByText('Now it is.', { exact: true }).waitFor();
    assert.deepEqual(outline(await emulator.request(1)), [['user', '<image/png>', 'Is it whole?']]);
    assert.equal(await turn.getByText('Left out').count(), 0);
  });

  it('may have been deleted since they were attached', async () => {
    const { talk, emulator } = scene;
    await scene.attach('rainfall.png', 'berths.png');
    await rm(scene.image('rainfall.png'));
    emulator.script(answer('Only one.'));
    const turn = await talk.ask('How many are there?');
    await turn
      .getByText('Left out: rainfall.png no longer exists: choose it again from its new location.')
      .waitFor();
    await turn.getByText('Only one.', { exact: true }).waitFor();
    const [, ...last] = outline(await emulator.request(2)).at(-1) ?? [];
    assert.equal(last.filter((part) => part === '<image/png>').length, 1);
  });

  it('are not those with the wrong name or more pixels than the server takes', async () => {
    const { talk, emulator } = scene;
    await button(talk.frame, 'New conversation').click();
    await scene.attach('jpeg.png', 'wide.png');
    emulator.script(answer('A coast and teal.'));
    const turn = await talk.ask('What are they?');
    await turn.getByText('A coast and teal.', { exact: true }).waitFor();
    await turn.getByText(/sent 2576 × 161 of 8001 × 500/).waitFor();
    const request = await emulator.request(3);
    const [first, second] = imagesIn(request);
    assert.deepEqual(outline(request), [
      ['user', 'Image 1: jpeg.png', '<image/jpeg>', 'Image 2: wide.png', '<image/png>', 'What are they?'],
    ]);
    assert.deepEqual(first, await readFile(scene.image('coast.jpg')));
    const { width, height } = await sharp(second).metadata();
    assert.deepEqual({ width, height }, { width: 2576, height: 161 });
  });
});
