import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { button } from '../../launch/conversation.ts';
import { quickPick, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

describe('the language models of the editor', () => {
  const scene = useScene();
  before(() => scene.editor.configure({ 'askClaude.provider': 'vscode', 'chat.disableAIFeatures': false }));
  // The editor keeps the user's settings for all its pages.
  after(() => rm(join(scene.editor.serverDataDir, 'data', 'User', 'settings.json'), { force: true }));

  it('are chosen from a list, and need no key', async () => {
    const { page, talk } = scene;
    await scene.attach('coast.jpg');
    await runCommand(page, 'Ask Claude: Select Model');
    await quickPick(page, 'Echo').click();
    await talk.frame.getByText('Language models of VS Code: no prices').waitFor();
    await talk.frame.getByRole('button', { name: 'Model: test-models/echo' }).waitFor();
  });

  it('answer a question about an image, which they are sent as bytes', async () => {
    const { talk, emulator } = scene;
    await talk.box.fill('What is it?');
    await talk.box.press('Enter');
    const turn = talk.turn('What is it?');
    await turn.getByText(/<image\/jpeg \d+ bytes> What is it\?/).waitFor();
    assert.equal(emulator.requests.length, 0);
  });

  it('stop when they are told to, though the extension behind them goes on', async () => {
    const { talk } = scene;
    await talk.box.fill('Hang!');
    await talk.box.press('Enter');
    await button(talk.form, 'Stop').click();
    await talk.turn('Hang!').getByText('Stopped.', { exact: true }).waitFor();
  });

  it('end in a sentence of ours when they fail', async () => {
    const { talk } = scene;
    const turn = await talk.ask('Fail!');
    await turn.getByText(/Your quota of this month is used up/).waitFor({ state: 'attached' });
  });
});
