import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { notification, review, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { questions } from '../sent.ts';

describe('the audit of alt texts', () => {
  const scene = useScene();

  it('says what it has found and lists it, without asking anybody', async () => {
    const { page, emulator } = scene;
    await runCommand(page, 'Ask Claude: Audit Alt Text');
    await notification(
      page,
      '9 images in 4 documents: 5 images need alt text, 2 could be improved.',
    ).waitFor();
    await page.getByRole('button', { name: 'Show Problems' }).click();
    await problem(page, 'The alt text “image” is a placeholder').waitFor();
    assert.deepEqual(emulator.requests, []);
  });

  it('leads to texts that are reviewed before they are written, after their price was agreed to', async () => {
    const { page, emulator } = scene;
    for (let asked = 0; asked < 7; asked += 1)
      emulator.script({ kind: 'answer', text: json(`Words number ${asked}`) });
    await runCommand(page, 'Ask Claude: Audit Alt Text');
    await page.getByRole('button', { name: 'Write Alt Texts…' }).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: /Write 7 alt texts for 5 images\?.*about [\d,]+ tokens .*\$/s }).waitFor();
    assert.deepEqual(questions(emulator), []);
    await dialog.getByRole('button', { name: 'Write Alt Texts' }).click();
    const grid = review(page).getByRole('grid', { name: 'Alt texts' });
    await review(page).locator('.progress', { hasText: '7 of 7 answered' }).waitFor();
    assert.equal(await problem(page, 'is a placeholder').count(), 1);
    await grid.getByRole('row').first().focus();
    await page.keyboard.press('Control+Enter');
    await review(page).locator('.notice', { hasText: '7 texts were written.' }).waitFor();
    // The list follows what was written.
    await page.getByText('No problems have been detected in the workspace.').waitFor();
  });
});

function problem(page: Page, text: string): Locator {
  return page.locator('.markers-panel .monaco-list-row', { hasText: text });
}

function json(alt: string): string {
  return JSON.stringify({ alt, decorative: false, confidence: 'high' });
}
