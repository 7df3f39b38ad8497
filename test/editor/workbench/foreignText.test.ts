import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { expand, notification, openFile, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

/** A link that would run a command of the editor, which makes one of it in every notification. */
const link = '[Repair it](command:workbench.action.openSettings)';
/** The same as it is shown. */
const shown = /\[Repair it\]\u200b\(command:workbench\.action\.openSettings\)/;

describe('the words of others in a notification', () => {
  const scene = useScene({ fill });

  before(() => expand(scene.page, 'docs'));

  it('are text when they are the path of an image in a document', async () => {
    await writeAltTextIn('path.md');
    await isText(scene.page, /is not where the document says/);
  });

  it('are text when a model gives them as a reason', async () => {
    const alt = { alt: '', decorative: true, reason: `A line. ${link}`, confidence: 'high' };
    scene.emulator.script({ kind: 'answer', text: JSON.stringify(alt) });
    await writeAltTextIn('reason.md');
    await isText(scene.page, shown);
  });

  it('are text when a server fails with them', async () => {
    scene.emulator.script({ kind: 'status', status: 400, message: `No. ${link} $(trash)` });
    await writeAltTextIn('server.md');
    await isText(scene.page, shown);
    assert.equal(await scene.page.locator('.notification-toast .codicon-trash').count(), 0);
  });

  async function writeAltTextIn(name: string): Promise<void> {
    const { page } = scene;
    await openFile(page, name);
    await page.locator('.view-line', { hasText: '![' }).click();
    await runCommand(page, 'Ask Claude: Write Alt Text at Cursor');
  }
});

async function fill(workspace: string): Promise<void> {
  const docs = join(workspace, 'docs');
  await mkdir(docs, { recursive: true });
  const path = 'x/[Repair%20it](command:workbench.action.openSettings).png';
  await writeFile(join(docs, 'path.md'), `![](</${path}>)\n`);
  for (const name of ['reason.md', 'server.md'])
    await writeFile(join(docs, name), '![The coast at dusk, with two boats](../images/coast.jpg)\n');
}

/** The notification is there, holds no link, and pressing its words opens nothing. */
async function isText(page: Page, words: RegExp): Promise<void> {
  const toast = notification(page, words);
  await toast.waitFor();
  assert.equal(await toast.locator('.notification-list-item-message a').count(), 0);
  await toast.locator('.notification-list-item-message').click();
  assert.equal(await page.locator('.settings-editor').count(), 0);
  await runCommand(page, 'Notifications: Clear All Notifications');
}
