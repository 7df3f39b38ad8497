import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { choose, expand, openContextMenu } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { imagesIn, outline } from '../sent.ts';

describe('several images', () => {
  const scene = useScene();

  it('go into one request in the order of selection @oldest', async () => {
    const { talk, emulator } = scene;
    // Neither the order of the Explorer nor the last one first.
    await scene.attach('rainfall.png', 'coast.jpg', 'snippet.png');
    emulator.script(answer('They have nothing in common.'));
    const turn = await talk.ask('What do they share?');
    await turn.getByText('They have nothing in common.').waitFor();
    const request = await emulator.request(0);
    assert.deepEqual(outline(request), [
      [
        'user',
        ...['Image 1: rainfall.png', '<image/png>'],
        ...['Image 2: coast.jpg', '<image/jpeg>'],
        ...['Image 3: snippet.png', '<image/png>'],
        'What do they share?',
      ],
    ]);
    const files = ['rainfall.png', 'coast.jpg', 'snippet.png'].map(scene.image);
    assert.deepEqual(imagesIn(request), await Promise.all(files.map((file) => readFile(file))));
  });

  it('go on with their numbers in a follow-up that brings another', async () => {
    const { talk, emulator } = scene;
    await scene.attach('berths.png');
    emulator.script(answer('A table.'));
    const turn = await talk.ask('And this one?');
    await turn.getByText('A table.').waitFor();
    assert.deepEqual(outline(await emulator.request(1)).at(-1), [
      'user',
      'Image 4: berths.png',
      '<image/png>',
      'And this one?',
    ]);
  });

  it('leave out what is no image, and say how many that were', async () => {
    const { page, talk } = scene;
    await expand(page, 'docs');
    await openContextMenu(page, 'README.md', 'visitors.md', 'dashboard.png', 'snippet.png');
    await choose(page, 'Ask Claude');
    await talk.attached('dashboard.png').waitFor();
    await talk.attached('snippet.png').waitFor();
    await talk.form.getByText('2 files were left out', { exact: false }).waitFor();
    assert.equal(await talk.form.getByRole('img').count(), 2);
  });

  it('can be removed one by one before the question', async () => {
    const { talk, emulator } = scene;
    await button(talk.form, 'Remove dashboard.png').click();
    await talk.attached('dashboard.png').waitFor({ state: 'detached' });
    emulator.script(answer('Code.'));
    const turn = await talk.ask('What is left?');
    await turn.getByText('Code.', { exact: true }).waitFor();
    assert.deepEqual(outline(await emulator.request(2)).at(-1), [
      'user',
      'Image 5: snippet.png',
      '<image/png>',
      'What is left?',
    ]);
  });
});
