import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { expand, explorerRow, menuItem, openContextMenu } from '../../launch/workbench.ts';
import { stage } from '../stage.ts';

describe('the Explorer @oldest', () => {
  let page: Page;

  before(async () => {
    ({ page } = await (await stage()).open());
    await expand(page, 'images');
  });

  after(() => page.context().close());

  it('offers to ask about an image', async () => {
    await openContextMenu(page, 'dashboard.png');
    await menuItem(page, 'Ask Claude').waitFor();
    await menuItem(page, 'Claude Image Actions').waitFor();
    await page.keyboard.press('Escape');
  });

  it('offers nothing on a document', async () => {
    await explorerRow(page, 'README.md').waitFor();
    await openContextMenu(page, 'README.md');
    await menuItem(page, 'Copy Path').waitFor();
    assert.equal(await menuItem(page, 'Ask Claude').count(), 0);
    await page.keyboard.press('Escape');
  });
});
