import { appendFile, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { startEmulator } from '../emulator/emulator.ts';
import { launchBrowser } from '../launch/browser.ts';
import { conversation } from '../launch/conversation.ts';
import { type Editor, launchEditor } from '../launch/editor.ts';
import { choose, openContextMenu, openWorkbench } from '../launch/workbench.ts';
import { inputs } from './inputs.ts';

/**
 * What a person waits for in the real editor: from "Ask Claude" in the menu to the caret in the question box, and from
 * Enter to the request at the server, for a photograph of 12 megapixels. `cold` is the first use in a fresh window, `warm`
 * the next ones; Enter comes with the caret, or after a short question was typed. Run it after `npm run package`;
 * `--against FILE.vsix` measures that one as well, in turns.
 */
const { values } = parseArgs({
  options: { against: { type: 'string' }, rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);

const figures = ['cold click', 'cold Enter', 'warm click', 'warm Enter', 'Enter after a question'] as const;
type Figures = Record<(typeof figures)[number], number>;

interface Subject {
  readonly name: string;
  readonly editor: Editor;
  readonly measured: Figures[];
}

const workspace = await mkdtemp(join(tmpdir(), 'ask-claude-startup-'));
const emulator = await startEmulator();
const browser = await launchBrowser();
const subjects: Subject[] = [];
try {
  await writePhotographs();
  for (const [name, vsix] of [
    ['this', 'ask-claude-images.vsix'],
    ...(values.against ? [['against', values.against]] : []),
  ])
    subjects.push({ name: name ?? '', editor: await launch(vsix ?? ''), measured: [] });
  // The first window of a server also reads the editor itself from the disk.
  for (const { editor } of subjects) await measure(browser, editor);
  for (let round = 0; round < rounds; round += 1)
    for (const { editor, measured } of subjects) measured.push(await measure(browser, editor));
  print();
} finally {
  await browser.close();
  await Promise.all([...subjects.map(({ editor }) => editor.close()), emulator.close()]);
  await rm(workspace, { recursive: true, force: true });
}

function launch(vsix: string): Promise<Editor> {
  return launchEditor({
    lane: 'newest',
    workspace,
    extension: { vsix },
    settings: { 'askClaude.baseUrl': emulator.url },
    env: { ANTHROPIC_API_KEY: 'sk-ant-bench' },
  });
}

/** Files that are prepared alike and are not the same. */
async function writePhotographs(): Promise<void> {
  const made = (await inputs('.bench', ['photo12.jpg'])).get('photo12.jpg') ?? '';
  for (const name of ['first.jpg', 'second.jpg', 'third.jpg']) {
    await copyFile(made, join(workspace, name));
    await appendFile(join(workspace, name), name);
  }
}

async function measure(browser: Browser, editor: Editor): Promise<Figures> {
  const page = await openWorkbench(browser, editor);
  const talk = conversation(page);
  const server = emulator;
  const once = async (image: string, question = '') => {
    await openContextMenu(page, image);
    const clicked = performance.now();
    await choose(page, 'Ask Claude');
    await talk.focusedBox.waitFor();
    const click = performance.now() - clicked;
    await talk.attached(image).waitFor();
    await page.keyboard.type(question, { delay: 80 });
    server.reset();
    const pressed = performance.now();
    await page.keyboard.press('Enter');
    await server.request(0);
    const enter = performance.now() - pressed;
    await talk.form.getByRole('button', { name: 'Send', exact: true }).waitFor();
    return { click, enter };
  };
  const cold = await once('first.jpg');
  const warm = await once('second.jpg');
  const typed = await once('third.jpg', 'What is in the boat?');
  await page.context().close();
  return {
    ...{ 'cold click': cold.click, 'cold Enter': cold.enter },
    ...{ 'warm click': warm.click, 'warm Enter': warm.enter, 'Enter after a question': typed.enter },
  };
}

function print(): void {
  console.log(
    `| median of ${rounds}, ms | ${figures.join(' | ')} |\n|---|${figures.map(() => '---').join('|')}|`,
  );
  for (const { name, measured } of subjects) {
    const cells = figures.map((figure) => median(measured.map((one) => one[figure])).toFixed(0));
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
