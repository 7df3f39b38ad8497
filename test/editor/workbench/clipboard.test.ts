import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import sharp from 'sharp';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import {
  expand,
  notification,
  openFile,
  quickInput,
  readyInput,
  runCommand,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { imagesIn } from '../sent.ts';

const command = 'Ask Claude: Ask About Image in Clipboard';

describe('the clipboard is asked about', () => {
  const scene = useScene();

  it('while it holds an image', async () => {
    const { page, talk, emulator } = scene;
    await copyImage(await readFile(scene.image('dashboard.png')));
    await runCommand(page, command);
    await talk.attached('image.png').waitFor();
    await talk.focusedBox.waitFor();
    emulator.script(answer('A dashboard.'));
    await page.keyboard.press('Enter');
    await talk.turn('Describe').getByText('A dashboard.', { exact: true }).waitFor();
    assert.equal(imagesIn(await emulator.request(0)).length, 1);
  });

  it('and its image is saved beside the document that is open', async () => {
    const { page, talk, workspace } = scene;
    const picture = await readFile(scene.image('berths.png'));
    await expand(page, 'docs');
    await openFile(page, 'visitors.md');
    await copyImage(picture);
    await runCommand(page, command);
    await talk.attached('image.png').waitFor();
    await button(talk.form, 'Save to Workspace: image.png').click();
    await readyInput(page);
    const place = join(workspace, 'docs', 'image.png');
    // The editor goes to the folder first and puts the name behind it then.
    await page.waitForFunction(
      (wanted) => document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value === wanted,
      place,
    );
    assert.equal(await quickInput(page).getByRole('textbox').inputValue(), place);
    await page.keyboard.press('Enter');
    await button(talk.form, 'Save to Workspace: image.png').waitFor({ state: 'detached' });
    const { width, height } = await sharp(place).metadata();
    assert.deepEqual([width, height], await size(picture));
    await button(talk.form, 'Remove image.png').click();
    await talk.attached('image.png').waitFor({ state: 'detached' });
  });

  async function size(picture: Buffer) {
    const { width, height } = await sharp(picture).metadata();
    return [width, height];
  }

  it('while it holds the paths of images of the workspace', async () => {
    const { page, talk } = scene;
    await copyText(
      `images/coast.jpg\n"${scene.image('berths.png')}"\nfile://${scene.image('snippet.png')}\n`,
    );
    await runCommand(page, command);
    for (const name of ['coast.jpg', 'berths.png', 'snippet.png']) {
      await talk.attached(name).waitFor();
      await button(talk.form, `Remove ${name}`).click();
      await talk.attached(name).waitFor({ state: 'detached' });
    }
  });

  it('while it holds the address of an image, or one that is its own address', async () => {
    const { page, talk } = scene;
    const picture = await readFile(scene.image('snippet.png'));
    const server = createServer((_request, response) => response.end(picture));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    await copyText(`http://127.0.0.1:${port}/plots/tide%20table.png?v=2`);
    await runCommand(page, 'Ask Claude: Ask About Image Address…');
    await readyInput(page);
    await page.keyboard.press('Enter');
    await removed('tide table.png');
    await copyText(`data:image/png;base64,${picture.toString('base64')}`);
    await talk.box.focus();
    await page.keyboard.press('ControlOrMeta+V');
    await removed('image.png');
    server.close();
  });

  it('by several addresses, of which one leads nowhere: the others come, and it is named', async () => {
    const { page, talk } = scene;
    const picture = await readFile(scene.image('snippet.png'));
    const server = createServer(({ url }, response) =>
      response.writeHead(url === '/b.png' ? 404 : 200).end(picture),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    await copyText(['a.png', 'b.png', 'c.png'].map((name) => `http://127.0.0.1:${port}/${name}`).join('\n'));
    await talk.box.focus();
    await page.keyboard.press('ControlOrMeta+V');
    await removed('a.png');
    await removed('c.png');
    await notification(page, 'b.png cannot be read').waitFor();
    server.close();
  });

  async function removed(name: string): Promise<void> {
    const { talk } = scene;
    await talk.attached(name).waitFor();
    await button(talk.form, `Remove ${name}`).click();
    await talk.attached(name).waitFor({ state: 'detached' });
  }

  it('and says so when there is no image in it', async () => {
    const { page, talk } = scene;
    await copyText('missing.png');
    await runCommand(page, command);
    await talk.form.getByText('There is no image in the clipboard', { exact: false }).waitFor();
    assert.equal(await talk.form.getByRole('img').count(), 0);
  });

  it('and says what to do instead when the browser does not let the panel look', async () => {
    const { page, talk } = scene;
    const browser = await page.context().newCDPSession(page);
    const permission = { name: 'clipboard-read' };
    const { browserContextId = '' } = (await browser.send('Target.getTargetInfo')).targetInfo;
    await browser.send('Browser.setPermission', { permission, setting: 'denied', browserContextId });
    await runCommand(page, command);
    await talk.form.getByText('click into the question box and press Ctrl+V', { exact: false }).waitFor();
  });

  async function copyImage(png: Buffer): Promise<void> {
    await scene.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const image = new Blob([bytes], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    }, png.toString('base64'));
  }

  async function copyText(text: string): Promise<void> {
    await scene.page.bringToFront();
    await scene.page.locator('.explorer-folders-view .monaco-list').focus();
    await scene.page.evaluate((words) => navigator.clipboard.writeText(words), text);
  }
});
