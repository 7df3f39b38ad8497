import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import {
  choose,
  expand,
  notification,
  openContextMenu,
  openFile,
  quickInput,
  runCommand,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { stage } from '../stage.ts';

describe('alt text where images stand', () => {
  const scene = useScene();

  before(() => expand(scene.page, 'docs', 'images'));

  it('is offered for every reference, and written once it was reviewed', async () => {
    const { page, emulator, workspace } = scene;
    // One answer for the panel and one for the reference; which is asked for first is open.
    for (let asked = 0; asked < 2; asked += 1)
      emulator.script({ kind: 'answer', text: json('Buoys send to a map') });
    await openContextMenu(page, 'architecture.png');
    await choose(page, 'Ask Claude About Image', 'Write Alt Text');
    await notification(page, 'architecture.png is shown by 1 reference').waitFor();
    await page.getByRole('button', { name: 'Every Reference in the Workspace (1)' }).click();
    const row = quickInput(page).locator('.monaco-list-row', { hasText: 'Buoys send to a map' });
    await row.waitFor();
    const path = join(workspace, 'docs', 'how-it-works.md');
    const before = await readFile(path, 'utf8');
    await quickInput(page).getByRole('button', { name: 'OK' }).click();
    await page.getByRole('tab', { name: 'how-it-works.md' }).waitFor();
    await page.keyboard.press('ControlOrMeta+s');
    const text = await changed(path, before);
    assert.equal(text, before.replace('![image](', '![Buoys send to a map]('));
  });
});

describe('a pasted image', () => {
  // Before the page opens: no page says when it has read a changed setting.
  before(async () => (await stage()).editor.configure({ 'askClaude.altText.onPaste': true }));
  const scene = useScene();

  it('gets its alt text when that arrives, if that is wished', async () => {
    const { page, emulator, workspace } = scene;
    await expand(page, 'docs');
    await openFile(page, 'visitors.md');
    await page.keyboard.press('ControlOrMeta+End');
    // Once it has answered, the extension is awake; an image that is pasted earlier gets lost.
    await runCommand(page, 'Ask Claude: Write Alt Text at Cursor');
    await notification(page, 'There is no image at the cursor.').waitFor();
    emulator.script({ kind: 'answer', text: json('Pasted quay'), held: true });
    await copyPicture(page, await readFile(join(workspace, 'images', 'snippet.png')));
    await page.keyboard.press('ControlOrMeta+v');
    const line = page.locator('.view-line', { hasText: '![](image.png)' });
    await line.waitFor();
    emulator.release();
    await page.locator('.view-line', { hasText: '![Pasted quay](image.png)' }).waitFor();
    assert.deepEqual((await readdir(join(workspace, 'docs'))).includes('image.png'), true);
  });
});

function json(alt: string): string {
  return JSON.stringify({ alt, decorative: false, confidence: 'high' });
}

async function copyPicture(page: Page, bytes: Buffer): Promise<void> {
  await page.evaluate(async (base64) => {
    const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const blob = new Blob([binary], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, bytes.toString('base64'));
}

/** The text of a file as soon as it is another one. */
async function changed(path: string, before: string): Promise<string> {
  for (;;) {
    const text = await readFile(path, 'utf8');
    if (text !== before) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
