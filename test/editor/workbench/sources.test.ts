import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import {
  choose,
  expand,
  explorerRow,
  menuItem,
  notification,
  openContextMenu,
  openFile,
  quickInput,
  runCommand,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { imagesIn, outline } from '../sent.ts';

describe('an image that is not a file in the Explorer is asked about', () => {
  const scene = useScene({
    fill: async (workspace) => {
      const picture = await readFile(join(workspace, 'images', 'berths.png'));
      await writeFile(join(workspace, 'plot.ipynb'), notebookShowing(picture.toString('base64')));
      await writeFile(
        join(workspace, 'embedded.md'),
        `![dot](data:image/png;base64,${picture.toString('base64')})\n`,
      );
    },
  });

  async function attachedAlone(name: string): Promise<void> {
    const { talk } = scene;
    await talk.attached(name).waitFor();
    assert.equal(await talk.form.getByRole('img').count(), 1);
    await button(talk.form, `Remove ${name}`).click();
    await talk.attached(name).waitFor({ state: 'detached' });
  }

  it('by the context menu of the document that shows it', async () => {
    const { page } = scene;
    await expand(page, 'docs');
    await openFile(page, 'visitors.md');
    const line = page.locator('.view-line', { hasText: '![table][berths]' });
    await line.click();
    // Until the page was read, its menu does not know that there are images.
    for (;;) {
      await line.click({ button: 'right' });
      await page.locator('.monaco-menu').waitFor();
      if ((await menuItem(page, 'Ask Claude').count()) > 0) break;
      await page.keyboard.press('Escape');
    }
    await choose(page, 'Ask Claude');
    await attachedAlone('berths.png');
  });

  it('in the text of a document itself', async () => {
    const { page, talk } = scene;
    await openFile(page, 'embedded.md');
    await page.locator('.view-line', { hasText: '![dot]' }).first().click();
    await runCommand(page, 'Ask Claude: Ask About Image at Cursor');
    await talk.form.getByRole('button', { name: /^Remove / }).click();
    await talk.form.getByRole('img').waitFor({ state: 'detached' });
  });

  it('in the preview of a Markdown document', async () => {
    const { page } = scene;
    await openFile(page, 'visitors.md');
    await runCommand(page, 'Markdown: Open Preview');
    const preview = page
      .frameLocator('iframe.webview[src*="markdown-language-features"]')
      .frameLocator('#active-frame');
    await preview.getByRole('img', { name: 'table' }).click({ button: 'right' });
    await choose(page, 'Ask Claude');
    await attachedAlone('berths.png');
  });

  it('in the output of a notebook', async () => {
    const { page } = scene;
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, 'plot.ipynb');
    const output = page.locator('.notebookOverlay iframe, .webview.ready').last();
    await output.waitFor();
    const frames = page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
    await frames.locator('img').click({ button: 'right' });
    await choose(page, 'Ask Claude');
    await attachedAlone('plot-1.png');
  });

  it('in a folder, where they are chosen when there are many', async () => {
    const { page, talk } = scene;
    await openContextMenu(page, 'images');
    await choose(page, 'Ask Claude');
    await quickInput(page).getByText('Ask Claude: Choose Images of images').waitFor();
    for (const name of ['coast.jpg', 'snippet.png'])
      await quickInput(page).locator('.monaco-list-row', { hasText: name }).click();
    await page.keyboard.press('Enter');
    await talk.attached('coast.jpg').waitFor();
    await talk.attached('snippet.png').waitFor();
    assert.equal(await talk.form.getByRole('img').count(), 2);
  });

  it('in a folder without any, which says so', async () => {
    const { page, workspace } = scene;
    await rm(join(workspace, 'images'), { recursive: true });
    await openContextMenu(page, 'docs');
    await choose(page, 'Ask Claude');
    await notification(page, 'There is no image in docs.').waitFor();
  });
});

/** Git is not asked for by any other test: without it, there is nothing to run these with. */
const hasGit = spawnSync('git', ['--version']).status === 0;

(hasGit ? describe : describe.skip)('an image is compared with the last commit', () => {
  const scene = useScene({ fill: commitAll });

  before(async () => {
    const { page } = scene;
    await copyFile(scene.image('berths.png'), scene.image('new.png'));
    await copyFile(scene.image('dashboard.png'), scene.image('rainfall.png'));
    await expand(page, 'images');
    await explorerRow(page, 'new.png').waitFor();
  });

  async function compare(name: string): Promise<void> {
    const { page } = scene;
    // The item comes once the Git extension has found the repository.
    for (;;) {
      await openContextMenu(page, name);
      await menuItem(page, 'Claude Image Actions').hover();
      await page.keyboard.press('ArrowRight');
      await menuItem(page, 'Compare Images').waitFor();
      if ((await menuItem(page, 'Compare Image with HEAD').count()) > 0) break;
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.locator('.monaco-menu').waitFor({ state: 'detached' });
    }
    await choose(page, 'Compare Image with HEAD');
  }

  it('from the Explorer, each version by its name', async () => {
    const { talk, emulator, workspace } = scene;
    emulator.script(answer('The bars are gone.'));
    await compare('rainfall.png');
    await talk.log.getByText('The bars are gone.', { exact: true }).waitFor();
    const request = await emulator.request(0);
    const words = JSON.stringify(request.body);
    assert.ok(words.includes('Image 1: rainfall.png (HEAD)'));
    assert.ok(words.includes('Image 2: rainfall.png (working copy)'));
    assert.equal(outline(request).length, 1);
    assert.deepEqual(imagesIn(request), [
      execFileSync('git', ['show', 'HEAD:images/rainfall.png'], { cwd: workspace }),
      await readFile(scene.image('rainfall.png')),
    ]);
  });

  it('from the tab of its comparison in source control', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('As before.'));
    await openFile(page, 'rainfall.png');
    await page
      .locator('.editor-actions')
      .getByRole('button', { name: /^Open Changes/ })
      .click();
    // Each side takes the focus when it is shown, and an open menu closes then.
    await page.locator('iframe.webview.ready[src*="media-preview"]').nth(1).waitFor();
    await page.locator('.tab.active').click({ button: 'right' });
    await choose(page, 'Claude Image Actions', 'Compare Image with HEAD');
    await talk.log.getByText('As before.', { exact: true }).waitFor();
    assert.ok(JSON.stringify((await emulator.request(1)).body).includes('rainfall.png (HEAD)'));
  });

  it('unless there is nothing to compare, which says why', async () => {
    const { page, emulator } = scene;
    const asked = emulator.requests.length;
    await compare('coast.jpg');
    await notification(page, 'coast.jpg has not changed since the last commit.').waitFor();
    await compare('new.png');
    await notification(page, 'new.png is new: the last commit does not have it.').waitFor();
    assert.equal(emulator.requests.length, asked);
  });
});

async function commitAll(workspace: string): Promise<void> {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace, stdio: 'ignore' });
  git('init');
  git('add', '.');
  const person = ['-c', 'user.name=Harbour', '-c', 'user.email=harbour@example.com'];
  git(...person, '-c', 'commit.gpgsign=false', 'commit', '-m', 'First');
}

function notebookShowing(png: string): string {
  const output = {
    output_type: 'display_data',
    data: { 'image/png': png, 'text/plain': '<Figure>' },
    metadata: {},
  };
  const cell = { cell_type: 'code', execution_count: 1, metadata: {}, source: ['plot()'], outputs: [output] };
  const kernel = { language_info: { name: 'python' } };
  return JSON.stringify({ cells: [cell], metadata: kernel, nbformat: 4, nbformat_minor: 5 });
}
