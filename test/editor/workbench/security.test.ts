import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { answer, status } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { notification } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { questions } from '../sent.ts';

describe('what a model says', () => {
  const scene = useScene();
  const visits: string[] = [];
  const web = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  let site = '';

  before(async () => {
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const place = web.address();
    assert.ok(typeof place === 'object' && place);
    site = `http://127.0.0.1:${place.port}`;
    await scene.attach('dashboard.png');
  });

  after(() => web.close());

  it('is neither run nor fetched', async () => {
    const { page, talk, emulator } = scene;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    emulator.script(answer(hostile(site)));
    const turn = await talk.ask('What does the sign say?');
    await turn.getByText('The end.', { exact: true }).waitFor();
    const said = turn.locator('.answer');
    assert.equal(await said.locator('script, iframe, object, form, style, svg, img[src^="http"]').count(), 0);
    assert.equal(await said.locator('[onerror], [onclick], [onload], [style*="url"]').count(), 0);
    const links = await said
      .locator('a[href]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.deepEqual(links, [elsewhere]);

    await said.getByText('script link').click();
    await said.getByText('command link').click();
    await said.getByText('file link').click();
    // The editor asks before it opens a page, and shows where it leads.
    await said.getByText('page link').click();
    await page.locator('.monaco-dialog-box').getByText(elsewhere).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.settings-editor').count(), 0);
    assert.equal(await notification(page, /./).count(), 0);
    assert.deepEqual(dialogs, []);
    assert.deepEqual(visits, []);
  });

  it('would have been noticed by this test', async () => {
    const other = await scene.page.context().newPage();
    await other.goto(`${site}/control`);
    await other.close();
    assert.ok(visits.includes('/control'));
  });
});

/** The editor opens pages of this machine without asking. */
const elsewhere = 'https://tidewater.example/page';

/** Everything that is tried in answers, images and pages; the settings would be opened by the command link. */
function hostile(site: string): string {
  return `
<script>fetch('${site}/script'); alert('script')</script>
<img src="${site}/html.png" onerror="alert('html')">
<img src=x onerror="fetch('${site}/onerror'); alert('onerror')">
<svg onload="alert('svg')"><image href="${site}/svg.png"/></svg>
<iframe src="${site}/frame"></iframe>
<style>body { background: url(${site}/style.png) }</style>

![remote](${site}/remote.png)

[script link](javascript:alert('link'))
[command link](command:workbench.action.openSettings)
[file link](file:///etc/passwd)
[page link](${elsewhere})

\`\`\`html
<img src="${site}/fenced.png" onerror="alert('fenced')">
\`\`\`

The end.`;
}

describe('the key', () => {
  let thief: Emulator;
  /** What the page and, through it, the extension host have printed. */
  const said: string[] = [];
  const listen = async (page: Page) => {
    page.on('console', (message) => said.push(message.text()));
  };
  const scene = useScene({ fill: redirect, prepare: listen });

  async function redirect(workspace: string): Promise<void> {
    thief = await startEmulator();
    await mkdir(join(workspace, '.vscode'));
    const settings = {
      'askClaude.baseUrl': thief.url,
      'askClaude.model': 'claude-haiku-4-5',
    };
    await writeFile(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
  }

  after(() => thief?.close());

  it('is not sent to the server that a workspace names', async () => {
    const { talk, emulator } = scene;
    await scene.attach('dashboard.png');
    // The model of the same file is in force, so the file has been read.
    await button(talk.frame, 'Model: claude-haiku-4-5').waitFor();
    await talk.frame.getByText(`Key from ANTHROPIC_API_KEY for ${new URL(emulator.url).host}`).waitFor();
    emulator.script(answer('Here.'));
    const turn = await talk.ask('Where are you?');
    await turn.getByText('Here.', { exact: true }).waitFor();
    assert.equal(questions(emulator)[0]?.headers['x-api-key'], 'sk-ant-test');
    assert.equal(thief.requests.length, 0);
  });

  it('is taken out of what a server says about it', async () => {
    const { talk, emulator } = scene;
    emulator.script(status(401, 'The key sk-ant-test is not known here.'));
    const turn = await talk.ask('And now?');
    await turn.getByText('The server refused the API key from the environment.').waitFor();
    await turn.getByText('Details').click();
    await turn.getByText('The key [key] is not known here.', { exact: false }).waitFor();
  });

  it('stands in no page, no file of the editor and no output of it', async () => {
    const { page, editor } = scene;
    const pages = await Promise.all(page.frames().map((frame) => frame.content()));
    const data = join(editor.serverDataDir, 'data');
    const found = await readdir(data, { recursive: true, withFileTypes: true });
    const names = found.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    assert.ok(names.some((name) => name.endsWith('settings.json')));
    const files = await Promise.all(names.map((name) => readFile(name, 'utf8')));
    const output = [...said, await editor.log()];
    assert.notEqual(said.length, 0);
    for (const text of [...pages, ...files, ...output]) assert.ok(!text.includes('sk-ant-test'), text);
  });
});
