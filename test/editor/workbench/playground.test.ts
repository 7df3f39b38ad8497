import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { answer } from '../../emulator/faults.ts';
import { type Conversation, conversation } from '../../launch/conversation.ts';
import { type Editor, launchEditor } from '../../launch/editor.ts';
import { packageExtension } from '../../launch/packageExtension.ts';
import { openWorkbench } from '../../launch/workbench.ts';
import { type Stage, stage } from '../stage.ts';

describe('the playground of npm start', () => {
  let folder: string;
  let shared: Stage;
  let editor: Editor;
  let page: Page;
  let talk: Conversation;

  before(async () => {
    shared = await stage();
    shared.emulator.reset();
    const { lane, browser, emulator } = shared;
    folder = await mkdtemp(join(tmpdir(), 'ask-claude-opener-'));
    const opener = await packageExtension('scripts/playground', folder);
    const { workspace } = shared.editor;
    editor = await launchEditor({
      ...{ lane, workspace, extension: { vsix: 'ask-claude-images.vsix' }, others: [opener] },
      settings: { 'askClaude.baseUrl': emulator.url },
      env: { ANTHROPIC_API_KEY: 'sk-ant-stand-in' },
    });
    page = await openWorkbench(browser, editor);
    talk = conversation(page);
  });

  after(async () => {
    await page?.context().close();
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens the panel by itself, with an image to ask about', async () => {
    await talk.attached('architecture.png').waitFor();
    await talk.focusedBox.waitFor();
    shared.emulator.script(answer('Boxes and arrows.'));
    await page.keyboard.press('Enter');
    await talk.turn('Describe').getByText('Boxes and arrows.', { exact: true }).waitFor();
  });
});
