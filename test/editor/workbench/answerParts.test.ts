import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import {
  clipboardHolds,
  explorerRow,
  openFile,
  quickInput,
  readyInput,
  runCommand,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { fileHas } from '../until.ts';

const code = "const level = 4.12;\nconst trend = 'rising';\n";
const diagram = 'flowchart LR\n  buoy[Buoy] --> map\n';

const said = `The levels of \`docs/how-it-works.md:5\` and [the berths](docs/visitors.md#L12), not \`docs/none.md:3\`:
https://tidewater.example/map shows them, and $x^2$ of them.

- [x] read the levels
- [ ] write them down

| Station | Level |
|---|---|
| North pier | 4.12 m | rising |

\`\`\`ts
${code}\`\`\`

\`\`\`mermaid
${diagram}\`\`\`

\`\`\`mermaid
flowchart LR
  buoy --> map
  map --> ]c[
\`\`\`
`;

describe('the parts of an answer', () => {
  const scene = useScene();
  let turn: Locator;
  const block = () => turn.locator('answer-code[data-language=ts]');
  const line = (number: number) => scene.page.locator('.editor-instance .view-line').nth(number - 1);

  before(async () => {
    const { page, talk, emulator } = scene;
    await runCommand(page, 'Ask Claude: Focus on Ask Claude View');
    emulator.script(answer(said));
    turn = await talk.ask('What does the page show?');
  });

  it('are drawn, and what cannot be drawn says so', async () => {
    const picture = turn.getByRole('img', { name: 'Diagram', exact: true });
    await picture.waitFor();
    await picture.evaluate((image: HTMLImageElement) => image.decode());
    await turn.getByText('Line 3 cannot be read: map --> ]c[', { exact: false }).waitFor();
    await turn.getByText('flowchart LR').last().waitFor();
    await turn.locator('math').waitFor();
    assert.equal(await turn.getByRole('checkbox', { name: 'read the levels' }).isChecked(), true);
    await turn.getByRole('cell', { name: 'rising' }).waitFor();
    await turn.getByText('This table has rows of different length.').waitFor();
    const [keyword, plain] = [block().locator('.hl-keyword').first(), block().locator('pre')];
    const colour = (place: Locator) => place.evaluate((one) => getComputedStyle(one).color);
    assert.notEqual(await colour(keyword), await colour(plain));
  });

  it('hold code that keys copy, insert and open as a file', async () => {
    const { page, talk } = scene;
    await openFile(page, 'README.md');
    await line(3).getByText('Water levels').waitFor();
    await page.keyboard.press('ControlOrMeta+End');
    await button(block(), 'Copy code').press('Enter');
    await clipboardHolds(page, code);
    await page.keyboard.press('Tab');
    await button(block(), 'Insert code').and(talk.frame.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    // To the letter, where the cursor is.
    await fileHas(page, join(scene.workspace, 'README.md'), (text) => text.endsWith(`\n${code.trimEnd()}`));
    await button(block(), 'Open code as a file').press('Enter');
    await page.locator('.statusbar-item', { hasText: 'TypeScript' }).first().waitFor();
    await line(2).getByText("const trend = 'rising';").waitFor();
    await page.getByRole('tab', { name: /Untitled-1/, selected: true }).waitFor();
  });

  it('name files, which open at their lines while they are there', async () => {
    const { page, workspace } = scene;
    const link = (name: string) => turn.getByRole('link', { name, exact: true });
    await link('docs/how-it-works.md:5').press('Enter');
    await page.getByRole('tab', { name: 'how-it-works.md', selected: true }).waitFor();
    await page.locator('.statusbar-item', { hasText: /^Ln 5, Col 1$/ }).waitFor();
    await link('the berths').press('Enter');
    await page.getByRole('tab', { name: 'visitors.md', selected: true }).waitFor();
    await page.locator('.statusbar-item', { hasText: /^Ln 12, Col 1$/ }).waitFor();
    assert.equal(await link('docs/none.md:3').count(), 0);
    await rm(join(workspace, 'docs', 'how-it-works.md'));
    await link('docs/how-it-works.md:5').press('Enter');
    await link('docs/how-it-works.md:5').waitFor({ state: 'detached' });
    await turn.getByText('docs/how-it-works.md:5', { exact: true }).waitFor();
  });

  it('hold diagrams, whose source is shown and copied, and whose drawing is saved', async () => {
    const { page, workspace } = scene;
    const drawing = turn.locator('answer-diagram').first();
    await drawing.getByText('buoy[Buoy]').waitFor({ state: 'hidden' });
    await button(drawing, 'Show source').press('Enter');
    await drawing.getByText('buoy[Buoy]').waitFor();
    await button(drawing, 'Copy source').press('Enter');
    await clipboardHolds(page, diagram);
    await button(drawing, 'Save as SVG').press('Enter');
    await readyInput(page);
    const place = join(workspace, 'diagram.svg');
    // The editor goes to the folder first and puts the name behind it then.
    await page.waitForFunction(
      (wanted) => document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value === wanted,
      place,
    );
    await page.keyboard.press('Enter');
    await quickInput(page).waitFor({ state: 'hidden' });
    await explorerRow(page, 'diagram.svg').waitFor();
    await fileHas(page, place, (text) => text.endsWith('</svg>'));
    assert.match(await readFile(place, 'utf8'), /^<svg [\s\S]*Buoy/);
  });
});
