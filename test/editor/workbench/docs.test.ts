import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import {
  choose,
  expand,
  explorerRow,
  notification,
  openContextMenu,
  openFile,
  review,
  runCommand,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { stage } from '../stage.ts';

describe('alt text where images stand', () => {
  const scene = useScene();

  before(() => expand(scene.page, 'docs', 'images'));

  it('is offered for every reference, and written once it was reviewed', async () => {
    const { page, emulator } = scene;
    // One answer for the panel and one for the reference; which is asked for first is open.
    for (let asked = 0; asked < 2; asked += 1)
      emulator.script({ kind: 'answer', text: json('Buoys send to a map') });
    await openContextMenu(page, 'architecture.png');
    await choose(page, 'Claude Image Actions', 'Write Alt Text');
    await notification(page, '1 reference in the workspace shows architecture.png').waitFor();
    await page.getByRole('button', { name: 'Every Reference in the Workspace (1)' }).click();
    const box = review(page).getByRole('textbox', { name: 'Alt text of architecture.png' });
    await review(page).locator('.progress', { hasText: '1 of 1 answered' }).waitFor();
    assert.equal(await box.inputValue(), 'Buoys send to a map');
    await review(page).getByRole('button', { name: 'Apply', exact: true }).click();
    await review(page).locator('.notice', { hasText: '1 text was written.' }).waitFor();
    await openFile(page, 'how-it-works.md');
    const written = '![Buoys send to a map](../images/architecture.png)';
    await page.locator('.view-line', { hasText: written }).waitFor();
  });
});

describe('a server that fails', () => {
  const scene = useScene();

  it('is named where the alt text would have been written, and can be asked again', async () => {
    const { page, emulator } = scene;
    await expand(page, 'docs');
    await openFile(page, 'visitors.md');
    await page.locator('.view-line', { hasText: '![table][berths]' }).click();
    emulator.script({ kind: 'status', status: 400, message: 'no' });
    await runCommand(page, 'Ask Claude: Write Alt Text at Cursor');
    await notification(page, 'The server refused the request.').waitFor();
    assert.equal(await page.locator('.view-line', { hasText: '![table][berths]' }).count(), 1);
    emulator.script({ kind: 'answer', text: json('Berths by length') });
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.locator('.view-line', { hasText: '![Berths by length][berths]' }).waitFor();
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
    // The focus may still be on its way to the editor.
    await page.locator('.view-line', { hasText: '## Berths and prices' }).click();
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

  it('gets it where it is dropped from the Explorer, too', async () => {
    const { page, emulator } = scene;
    await expand(page, 'images');
    emulator.script({ kind: 'answer', text: json('Dropped rain'), held: true });
    await drop(
      page,
      explorerRow(page, 'rainfall.png'),
      page.locator('.view-line', { hasText: 'Everything is' }),
    );
    await page.locator('.view-line', { hasText: '![](../images/rainfall.png)' }).waitFor();
    emulator.release();
    await page.locator('.view-line', { hasText: '![Dropped rain](../images/rainfall.png)' }).waitFor();
  });
});

function json(alt: string): string {
  return JSON.stringify({ alt, decorative: false, confidence: 'high' });
}

/** With Shift, without which the editor opens what is dropped. */
async function drop(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover();
  await page.mouse.down();
  await page.keyboard.down('Shift');
  // A drag begins with the first move, and the target has to be entered and moved over.
  await to.hover({ position: { x: 20, y: 6 } });
  await to.hover({ position: { x: 30, y: 8 } });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

async function copyPicture(page: Page, bytes: Buffer): Promise<void> {
  await page.evaluate(async (base64) => {
    const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const blob = new Blob([binary], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, bytes.toString('base64'));
}
