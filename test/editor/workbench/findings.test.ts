import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { answer, held } from '../../emulator/faults.ts';
import {
  choose,
  clipboardHolds,
  expand,
  explorerRow,
  menuItem,
  notification,
  openContextMenu,
  openFile,
  review,
  runCommand,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

const json = (alt: string) => JSON.stringify({ alt, decorative: false, confidence: 'high' });

describe('the view of what the audit has found', () => {
  const scene = useScene();

  it('is not there before an audit, and counts afterwards what each file has', async () => {
    const { page } = scene;
    assert.equal(await header(page).count(), 0);
    await runCommand(page, 'Ask Claude: Audit Alt Text');
    await badge(page, '7 problems with alt texts').waitFor();
    // All the room is for the view: a row that is out of sight is not there.
    await page.getByRole('button', { name: /^Explorer Section/ }).click();
    await header(page).click();
    await row(page, 'docs/data.mdx, 2 problems').waitFor();
    assert.deepEqual(await names(page), [
      'docs/data.mdx, 2 problems',
      'docs/how-it-works.md, 3 problems',
      'docs/visitors.md, 1 problem',
      'README.md, 1 problem',
    ]);
  });

  it('opens the document at the place', async () => {
    const { page } = scene;
    await row(page, 'docs/data.mdx, 2 problems').click();
    await row(page, /^rainfall\.png, line 7: rainfall\.png has empty alt text/).click();
    await page.locator('.tab.active', { hasText: 'data.mdx' }).waitFor();
    await page.getByRole('button', { name: /^Ln 7, / }).waitFor();
  });

  it('shows a file of the workspace in its tooltip', async () => {
    const { page } = scene;
    await header(page).hover();
    await row(page, /^rainfall\.png, line 5/).hover();
    const tooltip = page.locator('.workbench-hover');
    const picture = tooltip.locator('img');
    await picture.waitFor();
    await picture.evaluate((image: HTMLImageElement) => image.decode());
    await tooltip.getByText('1100 × 640').waitFor();
    await header(page).hover();
  });

  it('follows the document while it is edited', async () => {
    const { page } = scene;
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('![](../images/coast.jpg)');
    await page.keyboard.press('Enter');
    await row(page, 'docs/data.mdx, 3 problems').waitFor();
    await row(page, /^coast\.jpg, line 1: /).waitFor();
    await badge(page, '8 problems with alt texts').waitFor();
    for (const _ of [1, 2]) await page.keyboard.press('Control+Z');
    await row(page, 'docs/data.mdx, 2 problems').waitFor();
  });

  it('groups by rule, and keeps open what was open', async () => {
    const { page } = scene;
    await header(page).hover();
    await titleButton(page, 'Group by Rule').click();
    await row(page, 'Empty alt text, 2 problems').click();
    await row(page, 'README.md, 1 problem').waitFor();
    await row(page, 'docs/data.mdx, 1 problem').waitFor();
    assert.equal(await row(page, /^docs\/how-it-works\.md/).count(), 0);
    await header(page).hover();
    await titleButton(page, 'Group by File').click();
    await row(page, /^rainfall\.png, line 5/).waitFor();
    await titleButton(page, 'Group by Rule').click();
    await row(page, 'docs/data.mdx, 1 problem').waitFor();
    await titleButton(page, 'Group by File').click();
    await row(page, /^rainfall\.png, line 5/).waitFor();
  });

  it('copies what is selected', async () => {
    const { page } = scene;
    await row(page, /^rainfall\.png, line 5/).click();
    await row(page, 'README.md, 1 problem').click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Control+C');
    await clipboardHolds(
      page,
      'docs/data.mdx:5: alt-vague: The alt text “chart” is vague. Describe what this image shows.\n' +
        'README.md:5: alt-empty: dashboard.png has empty alt text, so screen readers skip it.\n',
    );
  });

  it('has just what is selected written, and says in the status bar how far that is', async () => {
    const { page, emulator } = scene;
    emulator.script(held(json('Rain by month'), ' '), held(json('The dashboard'), ' '));
    await row(page, 'README.md, 1 problem').click({ button: 'right' });
    await choose(page, 'Write Alt Texts…');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: 'Write 2 alt texts for 2 images?' }).waitFor();
    await dialog.getByRole('button', { name: 'Write Alt Texts' }).click();
    const status = page.getByRole('button', { name: 'Writing alt texts: 0 of 2' });
    await status.waitFor();
    await review(page).getByRole('row').nth(1).waitFor();
    assert.equal(await review(page).getByRole('row').count(), 2);
    await page.locator('.tab', { hasText: 'data.mdx' }).click();
    await status.click();
    await page.locator('.tab.active', { hasText: 'Alt Text of' }).waitFor();
    for (const _ of [1, 2, 3, 4]) emulator.release(1);
    await review(page).locator('.progress', { hasText: '2 of 2 answered' }).waitFor();
    await status.waitFor({ state: 'hidden' });
    await review(page).getByRole('row').first().focus();
    await page.keyboard.press('Control+Enter');
    await row(page, 'README.md, 1 problem').waitFor({ state: 'detached' });
    await row(page, 'docs/data.mdx, 1 problem').waitFor();
  });

  it('puts a comment before an image whose rule is to be ignored', async () => {
    const { page } = scene;
    await row(page, 'docs/how-it-works.md, 3 problems').click();
    await row(page, /^architecture\.png, line 5/).click({ button: 'right' });
    await choose(page, 'Ignore This Rule Here');
    await row(page, 'docs/how-it-works.md, 2 problems').waitFor();
    await row(page, /^snippet\.png, line 10/).click();
    await page.getByText('<!-- ask-claude-ignore placeholder -->').waitFor();
  });

  it('marks all that is selected as decorative, says what that means, and is content then', async () => {
    const { page } = scene;
    const dialog = page.locator('.monaco-dialog-box');
    const mark = async (timeout: number) => {
      await row(page, 'docs/visitors.md, 1 problem').click();
      await page.keyboard.press('Control+A');
      await row(page, 'docs/visitors.md, 1 problem').click({ button: 'right' });
      await choose(page, 'Mark as Decorative');
      await dialog.filter({ hasText: 'Mark 4 images as decorative?' }).waitFor({ timeout });
    };
    // A menu closes when the rows below it are drawn again.
    await mark(5000).catch(() => mark(20_000));
    await dialog.getByRole('button', { name: 'Mark as Decorative' }).click();
    await page.getByText('No problems found.').waitFor();
    await page.getByRole('button', { name: 'Audit Alt Text' }).first().waitFor();
    await badge(page, /problems? with alt texts/).waitFor({ state: 'detached' });
  });
});

describe('what an audit may be asked for', () => {
  const scene = useScene();

  it('is the documents that are selected in the Explorer', async () => {
    const { page } = scene;
    await expand(page, 'docs');
    await explorerRow(page, 'visitors.md').waitFor();
    await openContextMenu(page, 'data.mdx', 'README.md');
    await choose(page, 'Audit Alt Text');
    await notification(page, '3 images in 2 documents: ').waitFor();
    await badge(page, '3 problems with alt texts').waitFor();
  });

  it('is a folder, and the document of a tab or an editor', async () => {
    const { page } = scene;
    // Before the audit: what it finds moves the rows of the Explorer a moment later, and a click meets another one.
    await openFile(page, 'visitors.md');
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await openContextMenu(page, 'docs');
    await choose(page, 'Audit Alt Text');
    await notification(page, '8 images in 3 documents: ').waitFor();
    await rightClick(page, page.locator('.tab.active', { hasText: 'visitors.md' }));
    await choose(page, 'Audit Alt Text');
    await notification(page, '3 images in 1 document: ').waitFor();
    await page.locator('.editor-actions').getByRole('button', { name: 'More Actions...' }).click();
    await menuItem(page, 'Audit Alt Text').waitFor();
    await page.keyboard.press('Escape');
  });

  it('leads from a document to all of its texts', async () => {
    const { page, emulator } = scene;
    emulator.script(answer(json('A table of berths and prices')));
    await runCommand(page, 'Ask Claude: Write All Alt Texts of Document');
    await page
      .locator('.monaco-dialog-box')
      .filter({ hasText: 'Write 1 alt text for 1 image?' })
      .getByRole('button', { name: 'Write Alt Texts' })
      .click();
    await page.locator('.tab.active', { hasText: 'Alt Text of visitors.md' }).waitFor();
    await review(page).locator('.progress', { hasText: '1 of 1 answered' }).waitFor();
  });
});

/** A tab whose count of problems is drawn anew takes its menu with it: who wanted the menu clicks again. */
async function rightClick(page: Page, tab: Locator): Promise<void> {
  const item = menuItem(page, 'Audit Alt Text');
  for (let tries = 1; tries <= 3 && !(await item.isVisible()); tries += 1) {
    await tab.click({ button: 'right' });
    await item.waitFor({ timeout: 5000 }).catch(() => undefined);
  }
  await item.waitFor();
}

function header(page: Page): Locator {
  return page.getByRole('button', { name: 'Alt Texts Section' });
}

function row(page: Page, name: string | RegExp): Locator {
  return page.getByRole('tree', { name: 'Alt Texts' }).getByRole('treeitem', { name, exact: true });
}

function names(page: Page): Promise<readonly (string | null)[]> {
  const rows = page.getByRole('tree', { name: 'Alt Texts' }).getByRole('treeitem');
  return rows.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
}

/** In the title of the view, which shows them while the mouse is on it. */
function titleButton(page: Page, name: string): Locator {
  return page
    .locator('.pane', { has: header(page) })
    .locator('.pane-header')
    .getByRole('button', { name });
}

/** What the icon of the Explorer says about the problems. */
function badge(page: Page, words: string | RegExp): Locator {
  return page.locator('.activitybar').getByRole('tab', { name: words });
}
