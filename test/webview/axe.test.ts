import assert from 'node:assert/strict';
import axeCore from 'axe-core';
import { describe, it } from 'mocha';
import { drawn } from './drawn.ts';
import { galleryStates } from './galleryStates.ts';
import { panels } from './panels.ts';
import { type ThemeName, themes } from './themes.ts';
import { leave, viewerScenes } from './viewerScenes.ts';

describe('the rules of axe', () => {
  const open = panels();

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`find nothing in the theme ${theme}`, async () => {
      const { page, show } = await open({ theme, width: 320, bypassCSP: true });
      await page.evaluate(axeCore.source);
      const check = async (name: string) => {
        const { violations } = await page.evaluate(() =>
          globalThis.axe.run(document, { resultTypes: ['violations'], preload: false }),
        );
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => [name, id, html, failureSummary]),
        );
        assert.deepEqual(found, []);
      };
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
});

declare global {
  var axe: typeof import('axe-core');
}
