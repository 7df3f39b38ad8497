import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Page } from 'playwright-core';
import {
  choose,
  expand,
  menuItem,
  openContextMenu,
  panel,
  quickInput,
  quickPick,
} from '../../launch/workbench.ts';
import { type Stage, stage } from '../stage.ts';

/** What a language pack sets in the editor's page; the words of the editor itself stay English without one. */
async function speakFrench(page: Page): Promise<void> {
  await page.addInitScript(() => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: 'fr' }));
}

describe('in a French editor', () => {
  let shared: Stage;
  let page: Page;
  let frame: FrameLocator;

  before(async () => {
    shared = await stage();
    shared.emulator.reset();
    ({ page } = await shared.open({ prepare: speakFrench }));
    frame = panel(page);
  });

  after(() => page?.context().close());

  it('the menus, the panel and its numbers are French', async () => {
    await expand(page, 'images');
    await openContextMenu(page, 'rainfall.png');
    await menuItem(page, 'Actions Claude sur l’image').waitFor();
    await choose(page, 'Demander à Claude');
    const box = frame.getByRole('textbox', { name: 'Question sur les images', exact: true });
    await box.waitFor();
    assert.equal(await frame.locator('html').getAttribute('lang'), 'fr');
    await frame.getByRole('button', { name: 'Décrire', exact: true }).waitFor();
    await frame.getByText(/^environ [\d\s\u202f]+\u00a0jetons en entrée, 0,\d+\u00a0\$/).waitFor();
    await box.press('Enter');
    await frame.getByRole('article', { name: 'Décrire', exact: true }).waitFor();
    await frame.getByText(/jetons en entrée, \d+ en sortie · 0,\d+\u00a0\$/).waitFor();
  });

  it('the commands are found by their French titles', async () => {
    await page.keyboard.press('F1');
    await quickInput(page).getByRole('textbox').fill('>Sélectionner le modèle');
    await quickPick(page, 'Ask Claude: Sélectionner le modèle').waitFor();
    await page.keyboard.press('Escape');
  });
});
