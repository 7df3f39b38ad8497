import assert from 'node:assert/strict';
import axeCore from 'axe-core';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { drawn } from './drawn.ts';
import { galleryStates } from './galleryStates.ts';
import { panels } from './panels.ts';
import { reviewPages } from './review/reviewPage.ts';
import { reviewStates } from './review/reviewStates.ts';
import { type ThemeName, themes } from './themes.ts';
import { leave, viewerScenes } from './viewerScenes.ts';

describe('the rules of axe', () => {
  const open = panels();
  const openReview = reviewPages();

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`find nothing in the theme ${theme}`, async () => {
      const { page, show } = await open({ theme, width: 320, bypassCSP: true });
      const check = await axeOn(page);
      for (const [name, state] of Object.entries(galleryStates)) {
        await show(state);
        await drawn(page);
        await check(name);
      }
      for (const [name, { state, act }] of Object.entries(viewerScenes)) {
        await show(state);
        await act(page);
        await check(name);
        await leave(page);
      }
    });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`find nothing in the review, in the theme ${theme}`, async () => {
      const { page, show } = await openReview({ theme, width: 900, bypassCSP: true });
      const check = await axeOn(page);
      for (const [name, state] of Object.entries(reviewStates)) {
        await show(state);
        await check(name);
      }
    });
});

/** Puts axe into a page; what it gives asserts that axe finds nothing in the state of that name. */
async function axeOn(page: Page): Promise<(state: string) => Promise<void>> {
  await page.evaluate(axeCore.source);
  return async (state) => {
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, { resultTypes: ['violations'], preload: false }),
    );
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => [state, id, html, failureSummary]),
    );
    assert.deepEqual(found, []);
  };
}

declare global {
  var axe: typeof import('axe-core');
}
