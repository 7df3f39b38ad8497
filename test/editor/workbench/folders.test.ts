import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { type Conversation, conversation } from '../../launch/conversation.ts';
import { explorerRow, runCommand } from '../../launch/workbench.ts';
import { stage } from '../stage.ts';

describe('a workspace of several folders', () => {
  let page: Page;
  let talk: Conversation;
  let file: string;

  before(async () => {
    const { editor, open } = await stage();
    const folder = join(editor.serverDataDir, 'several');
    await mkdir(join(folder, 'first'), { recursive: true });
    await cp(join(editor.workspace, 'images'), join(folder, 'second'), { recursive: true });
    file = join(folder, 'several.code-workspace');
    await showFolders('first');
    ({ page } = await open({ workspace: file }));
    talk = conversation(page);
  });

  /** The editor follows the file. */
  function showFolders(...names: string[]): Promise<void> {
    return writeFile(file, JSON.stringify({ folders: names.map((path) => ({ path })) }));
  }

  after(() => page?.context().close());

  it('shows the pictures of one that was added while the panel was open', async () => {
    await runCommand(page, 'Ask Claude: Focus on Ask Claude View');
    await talk.box.waitFor();
    await showFolders('first', 'second');
    await explorerRow(page, 'second').waitFor();
    await page.evaluate(() => navigator.clipboard.writeText('coast.jpg'));
    await runCommand(page, 'Ask Claude: Ask About Image in Clipboard');
    const picture = talk.attached('coast.jpg');
    await picture.waitFor();
    await picture.evaluate(async (image: HTMLImageElement) => image.decode());
  });
});
