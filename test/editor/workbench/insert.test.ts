import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { clipboardHolds, openFile, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { fileHas } from '../until.ts';

const said = 'A **harbour** at dawn.';
const block = '## Levels\n\n| Pier | Metres |\n|---|---|\n| North | 4.12 |';
const list = '# Notes\n\n1. first\n2. second\n\nThe end.\n';

describe('an answer', () => {
  const scene = useScene({
    fill: (workspace) => writeFile(join(workspace, 'notes.md'), list),
  });
  let turn: Locator;

  it('is copied as the Markdown it is', async () => {
    const { page, talk, emulator } = scene;
    await scene.attach('coast.jpg');
    emulator.script(answer(said));
    turn = await talk.ask('What is it?');
    await button(turn, 'Copy').click();
    await clipboardHolds(page, said);
  });

  it('becomes a new document when there is no text editor', async () => {
    const { page } = scene;
    await button(turn, 'Insert').click();
    await page.getByRole('tab', { name: /^A \*\*harbour\*\* at dawn|^Untitled-1/ }).waitFor();
    await page.locator('.editor-instance .view-lines').getByText(said).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Markdown' }).first().waitFor();
  });

  it('is inserted at the cursor of the last text editor, and one undo takes it out', async () => {
    const { page } = scene;
    await openFile(page, 'README.md');
    const line = (number: number) => page.locator('.editor-instance .view-line').nth(number - 1);
    await line(3).getByText('Water levels').waitFor();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('End');
    await button(turn, 'Insert').click();
    await line(1).getByText(`# Tidewater${said}`).waitFor();
    await line(1).click();
    await page.keyboard.press('ControlOrMeta+Z');
    await line(1).getByText('# Tidewater', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'README.md' }).and(page.locator(':not(.dirty)')).waitFor();
  });

  it('is inserted there too while an image is in front', async () => {
    const { page } = scene;
    await openFile(page, 'berths.png');
    await button(turn, 'Insert').click();
    await page.getByRole('tab', { name: 'README.md', selected: true }).waitFor();
    await page.locator('.editor-instance .view-line').first().getByText(`# Tidewater${said}`).waitFor();
    // Not "Revert File": the editor saves by itself after a second.
    const first = page.locator('.editor-instance .view-line').first();
    await first.click();
    await page.keyboard.press('ControlOrMeta+Z');
    await first.getByText('# Tidewater', { exact: true }).waitFor();
    assert.equal(await page.getByRole('tab', { name: /Untitled-2/ }).count(), 0);
  });

  it('goes into a page as text and elements of its own, whatever it says', async () => {
    const { page, talk, emulator, workspace } = scene;
    await writeFile(join(workspace, 'page.html'), '<p>Quay.</p>\n');
    emulator.script(answer('- two *boats*\n- <img src=x onerror=alert(1)>'));
    turn = await talk.ask('What is there?');
    await openFile(page, 'page.html');
    const lines = page.locator('.editor-instance .view-lines');
    await lines.getByText('<p>Quay.</p>').click();
    await page.keyboard.press('ControlOrMeta+Home');
    await button(turn, 'Insert').click();
    await lines.getByText('<li>two boats</li>').waitFor();
    await lines.getByText('<li>&lt;img src=x onerror=alert(1)&gt;</li>').waitFor();
    await lines.click();
    await page.keyboard.press('ControlOrMeta+Z');
    await lines.getByText('<li>two boats</li>').waitFor({ state: 'detached' });
  });

  it('goes in as a block where it is one, with the indentation of its list, and one undo takes it out', async () => {
    const { page, talk, emulator, workspace } = scene;
    emulator.script(answer(block));
    const other = await talk.ask('Which levels?');
    await other.getByRole('cell', { name: '4.12' }).waitFor();
    await openFile(page, 'notes.md');
    await page.locator('.editor-instance .view-line', { hasText: 'first' }).click();
    await page.keyboard.press('End');
    await button(other, 'Insert').press('Enter');
    const indented = block.replace(/^(?=.)/gm, '   ');
    const notes = join(workspace, 'notes.md');
    await fileHas(page, notes, (text) => text === list.replace('first\n', `first\n\n${indented}\n\n`));
    await page.locator('.editor-instance .view-line', { hasText: 'first' }).click();
    await page.keyboard.press('ControlOrMeta+Z');
    await fileHas(page, notes, (text) => text === list);
  });

  it('goes into the last document, not into a log that was looked at since', async () => {
    const { page, talk, emulator, workspace } = scene;
    emulator.script(answer('## Wind'));
    turn = await talk.ask('And the wind?');
    await turn.getByRole('heading', { name: 'Wind', exact: true }).waitFor();
    await page.locator('.editor-instance .view-line', { hasText: 'The end.' }).click();
    await page.keyboard.press('End');
    await runCommand(page, 'Ask Claude: Show Log');
    await page.locator('.part.panel .monaco-editor .view-lines').click();
    await page.locator('.part.panel .monaco-editor.focused').waitFor();
    await button(turn, 'Insert').press('Enter');
    const notes = join(workspace, 'notes.md');
    await fileHas(page, notes, (text) => text === `${list.trim()}\n\n## Wind\n`);
  });

  it('becomes a new document when the last one is read-only', async () => {
    const { page } = scene;
    await page.locator('.part.editor .view-line', { hasText: 'The end.' }).click();
    await runCommand(page, 'File: Set Active Editor Read-only in Session');
    await button(turn, 'Insert').press('Enter');
    await page.locator('.tab.active', { hasText: '## Wind' }).waitFor();
  });
});
