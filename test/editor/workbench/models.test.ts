import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import { button } from '../../launch/conversation.ts';
import { answerInput, quickInput, quickPick, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

const settingsOf = (workspace: string) => join(workspace, '.vscode', 'settings.json');

describe('the choice of a model', () => {
  const scene = useScene({
    fill: async (workspace) => {
      await mkdir(join(workspace, '.vscode'), { recursive: true });
      await writeFile(settingsOf(workspace), '{ "askClaude.model": "claude-haiku-4-5" }');
    },
  });

  // The editor keeps the user's settings for all its pages.
  after(() => rm(join(scene.editor.serverDataDir, 'data', 'User', 'settings.json'), { force: true }));

  it('shows price and image size, and is kept where the model of the workspace stands', async () => {
    const { page, talk, workspace } = scene;
    await runCommand(page, 'Ask Claude: Focus on Ask Claude View');
    await button(talk.frame, 'Model: claude-haiku-4-5').click();
    await quickInput(page)
      .getByText('up to 2576 px, 4,784 tokens per image · $4.00 in, $20.00 out per million tokens')
      .waitFor();
    await quickPick(page, 'Claude Opus 5.5').click();
    await button(talk.frame, 'Model: claude-opus-5-5').waitFor();
    assert.match(await readFile(settingsOf(workspace), 'utf8'), /"askClaude\.model": "claude-opus-5-5"/);
  });

  it('is called for where a model is retired, with its successor', async () => {
    const { talk, workspace } = scene;
    await writeFile(settingsOf(workspace), '{ "askClaude.model": "claude-opus-4-1" }');
    await talk.frame.getByText('Claude Opus 4.1 is retired: use claude-opus-5-5.').first().waitFor();
    await button(talk.frame, 'Select Model').waitFor();
  });

  it('is kept for the user where the workspace has none, by any name', async () => {
    const { page, talk, workspace } = scene;
    await writeFile(settingsOf(workspace), '{}');
    await button(talk.frame, 'Model: claude-sonnet-5-5').click();
    await quickInput(page).getByRole('textbox').fill('Another model');
    await quickInput(page).getByRole('option', { name: 'Another model…' }).click();
    await answerInput(page, 'qwen3-vl');
    await button(talk.frame, 'Model: qwen3-vl').waitFor();
    assert.equal(await readFile(settingsOf(workspace), 'utf8'), '{}');
  });

  it('is looked at by the check of the connection, which opens what it found', async () => {
    const { page } = scene;
    await runCommand(page, 'Ask Claude: Check Connection');
    const line = (text: RegExp) => page.locator('.view-line').filter({ hasText: text }).waitFor();
    await line(/✓\sKey:\sfrom\sANTHROPIC_API_KEY/);
    await line(/✓\sProxy:\snone,\sa\slocal\saddress/);
    await line(/✓\sRoute:\sdirect\sfrom\sthe\sextension/);
    await line(/✓\sAnswer:\sHTTP\s200\safter\s\d+\sms/);
    await line(/✗\sModel:\sqwen3-vl\sis\snot\samong\sthe\s\d+\smodels/);
    await line(/Run\s"Ask\sClaude:\sSelect\sModel"/);
  });
});
