import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { choose, expand, openContextMenu, quickPick } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { outline } from '../sent.ts';

describe('recipes of the settings', () => {
  const scene = useScene();

  before(() =>
    scene.editor.configure({
      'askClaude.customRecipes': [
        { title: 'Find Typos', prompt: 'List every spelling mistake.' },
        { title: 'Unfinished' },
      ],
    }),
  );

  it('are buttons of the panel, and a wrong one is named with the way to mend it', async () => {
    const { page, talk, emulator } = scene;
    await scene.attach('snippet.png');
    const problem = 'Row 2 of askClaude.customRecipes was left out: it has no prompt.';
    await talk.form.getByText(problem, { exact: false }).waitFor();
    emulator.script(answer('None.'));
    await button(talk.form, 'Find Typos').click();
    await talk.turn('Find Typos').getByText('None.', { exact: true }).waitFor();
    assert.deepEqual(outline(await emulator.request(0)), [
      ['user', '<image/png>', 'List every spelling mistake.'],
    ]);
    await button(talk.form, 'Edit Custom Recipes').click();
    await page.locator('.settings-editor').getByText('Custom Recipes', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.settings-editor').waitFor({ state: 'detached' });
  });

  it('are asked from the menu of an image', async () => {
    const { page, talk, emulator } = scene;
    await expand(page, 'images');
    await openContextMenu(page, 'coast.jpg');
    await choose(page, 'Claude Image Actions', 'Custom Recipe…');
    await quickPick(page, 'Find Typos').waitFor();
    emulator.script(answer('No words at all.'));
    await quickPick(page, 'Find Typos').click();
    await talk.turn('Find Typos').getByText('No words at all.', { exact: true }).waitFor();
    assert.deepEqual(outline(await emulator.request(1)), [
      ['user', '<image/jpeg>', 'List every spelling mistake.'],
    ]);
  });
});
