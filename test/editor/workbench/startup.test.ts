import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { choose, expand, openContextMenu } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { outline } from '../sent.ts';

describe('the first use in a window @oldest', () => {
  const scene = useScene();

  it('takes a question as soon as there is a caret, and asks it with the image', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('Two metres.'));
    await expand(page, 'images');
    await openContextMenu(page, 'dashboard.png');
    await choose(page, 'Ask Claude');
    await talk.focusedBox.waitFor();
    await page.keyboard.type('How high is it?');
    await page.keyboard.press('Enter');
    await page.keyboard.type('And then');
    await talk.turn('How high is it?').getByText('Two metres.', { exact: true }).waitFor();
    assert.deepEqual(outline(await emulator.request(0)), [['user', '<image/png>', 'How high is it?']]);
    assert.equal(await talk.box.inputValue(), 'And then');
    await talk.focusedBox.waitFor();
  });
});
