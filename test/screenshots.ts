/**
 * Takes pictures of the main states, in the real editor where that shows more than the panel alone, after
 * `npm run package`: `npm run screenshots -- [FOLDER]`. README uses some of them (media/).
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import sharp from 'sharp';
import { stage, tearDown } from './editor/stage.ts';
import { answer, held, status } from './emulator/faults.ts';
import { button, type Conversation, conversation } from './launch/conversation.ts';
import { choose, expand, openContextMenu, openFile, panel, runCommand } from './launch/workbench.ts';
import { writeSamples } from './samples/write.ts';
import { galleryStates } from './webview/galleryStates.ts';
import { openPanel } from './webview/page.ts';
import { emptyState } from './webview/states.ts';

const folder = resolve(process.argv[2] ?? 'out/screenshots');
const size = { width: 1440, height: 900 };
const panelWidth = 480;

/** What the picture says: the curve ends higher than the card. */
const answerText = `**Not quite.** The card says 2.84 m, but the curve ends at about 3.3 m, right at the flood warning.

| | Card | Chart |
|:---|---:|---:|
| Water level | 2.84 m | about 3.3 m |
| Last hour | +0.12 m | about +0.2 m |

\`\`\`ts
const latest = readings.at(-1); // for both
\`\`\`

\`\`\`mermaid
flowchart LR
  buoy[Buoy] --> chart[Chart]
  buoy -.->|cached| card[Card]
\`\`\`
`;

const { browser, emulator, open } = await stage();
const home = await mkdtemp(join(tmpdir(), 'ask-claude-pictures-'));
/** Its name stands in the title of the window. */
const workspace = join(home, 'tidewater');
try {
  await mkdir(folder, { recursive: true });
  await writeSamples(workspace);
  await english();
  await french();
  await panelAlone();
} finally {
  await tearDown();
  await rm(home, { recursive: true, force: true });
}
process.stdout.write(`${folder}\n`);
process.exit(0);

async function english(): Promise<void> {
  const { page } = await open({ size, workspace });
  const talk = conversation(page);
  await expand(page, 'images');
  await openFile(page, 'dashboard.png');
  await runCommand(page, 'Ask Claude: Focus on Ask Claude View');
  await button(talk.log, 'Add images…').waitFor();
  await widen(page);
  await shoot(page, 'empty');
  await attach(page, 'dashboard.png');
  await talk.attached('dashboard.png').waitFor();
  await talk.form.getByText(/tokens in/).waitFor();
  await shoot(page, 'attached');
  await viewer(page, talk);
  await answers(page, talk);
  await ending(page, talk);
  await page.context().close();
}

/** The answer as it arrives, and whole. */
async function answers(page: Page, talk: Conversation): Promise<void> {
  const half = answerText.length / 2;
  emulator.script(held(answerText.slice(0, half), answerText.slice(half)));
  const turn = await talk.ask('Do the figures agree with the chart?');
  await button(talk.form, 'Stop').waitFor();
  emulator.release(1);
  await turn.getByRole('table').waitFor();
  await shoot(page, 'streaming');
  emulator.release(1);
  await button(talk.form, 'Send').waitFor();
  await turn.locator('pre code span').first().waitFor();
  await turn.getByRole('img', { name: 'Diagram' }).waitFor();
  await shoot(page, 'answer');
}

/** A region, redacted parts, and two images compared. */
async function viewer(page: Page, talk: Conversation): Promise<void> {
  const dialog = talk.frame.getByRole('dialog');
  await button(talk.form, 'View dashboard.png').click();
  await dialog.getByText('Loading the image…').waitFor({ state: 'hidden' });
  await button(dialog, 'Ask about a region').click();
  await drag(page, talk.frame, [0.1, 0.15], [0.55, 0.6]);
  await shoot(page, 'region');
  await button(dialog, 'Whole image').click();
  await button(dialog, 'Redact').click();
  await drag(page, talk.frame, [0.05, 0.05], [0.4, 0.2]);
  await drag(page, talk.frame, [0.5, 0.5], [0.8, 0.75]);
  await shoot(page, 'redaction');
  for (const _ of [1, 2]) await button(dialog, 'Remove Box').click();
  await button(dialog, 'Done').click();
  await page.keyboard.press('Escape');
  await attach(page, 'rainfall.png');
  await talk.attached('rainfall.png').waitFor();
  await button(talk.form, 'View dashboard.png').click();
  await button(dialog, 'Compare').click();
  await dialog.getByRole('img', { name: 'rainfall.png' }).waitFor();
  await dialog.getByRole('slider').focus();
  await shoot(page, 'compare');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await button(talk.form, 'Remove rainfall.png').click();
}

/** A failure, and the list of conversations. */
async function ending(page: Page, talk: Conversation): Promise<void> {
  emulator.script(status(403, 'Your API key does not have permission to use this model.'));
  await (await talk.ask('And tomorrow?')).getByText('The key has no permission for this.').waitFor();
  await shoot(page, 'failure');
  await runCommand(page, 'Ask Claude: New Conversation');
  emulator.script(answer('A bar chart of the rainfall of a year.'));
  await attach(page, 'rainfall.png');
  await (await talk.ask('What is this?')).getByText('A bar chart').waitFor();
  await runCommand(page, 'Ask Claude: Show Conversations');
  await talk.frame.getByRole('list', { name: 'Conversations', exact: true }).waitFor();
  await shoot(page, 'conversations');
}

/** The editor has no language pack: its own words stay English. */
async function french(): Promise<void> {
  const prepare = async (page: Page) => {
    await page.addInitScript(() => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: 'fr' }));
  };
  const { page } = await open({ size, workspace, prepare });
  await expand(page, 'images');
  await openFile(page, 'rainfall.png');
  await openContextMenu(page, 'rainfall.png');
  await choose(page, 'Demander à Claude');
  const frame = panel(page);
  await frame.getByText(/jetons en entrée/).waitFor();
  await widen(page);
  emulator.script(answer('Un histogramme des **précipitations** mensuelles.'));
  const box = frame.getByRole('textbox', { name: 'Question sur les images', exact: true });
  await box.fill('Que montre cette image ?');
  await box.press('Enter');
  await frame.getByText('Un histogramme des').waitFor();
  await frame.getByRole('button', { name: 'Copier', exact: true }).waitFor();
  await shoot(page, 'french');
  await page.context().close();
}

async function panelAlone(): Promise<void> {
  for (const [name, theme, width] of [
    ['narrow', 'dark', 250],
    ['high-contrast', 'highContrast', 420],
  ] as const) {
    const { page, show, close } = await openPanel(browser, { theme, width });
    await show(galleryStates['answered'] ?? emptyState());
    await page.locator('pre code span').first().waitFor();
    await shoot(page, name);
    await close();
  }
}

async function attach(page: Page, name: string): Promise<void> {
  await openContextMenu(page, name);
  await choose(page, 'Ask Claude');
}

/** Draws the border of the panel to the left. */
async function widen(page: Page): Promise<void> {
  const outer = await page.locator('.part.auxiliarybar').boundingBox();
  if (!outer) throw new Error('the panel is not shown');
  // The border is in the gap before it.
  await page.mouse.move(outer.x - 3, 500);
  await page.mouse.down();
  await page.mouse.move(size.width - panelWidth, 500, { steps: 4 });
  await page.mouse.up();
  // Over the border it would be highlighted.
  await page.mouse.move(size.width / 2, 700);
}

type Place = readonly [x: number, y: number];

/** Presses the mouse at one place of the picture, given as shares of it, and releases it at another. */
async function drag(page: Page, frame: FrameLocator, from: Place, to: Place): Promise<void> {
  const box = await frame.locator('.canvas').first().boundingBox();
  if (!box) throw new Error('there is no picture in the viewer');
  await page.mouse.move(box.x + box.width * from[0], box.y + box.height * from[1]);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to[0], box.y + box.height * to[1], { steps: 4 });
  await page.mouse.up();
}

/** A small PNG: 256 colours are enough for text and interface. */
async function shoot(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot({ animations: 'disabled' });
  await sharp(picture)
    .png({ palette: true, effort: 10 })
    .toFile(join(folder, `${name}.png`));
}
