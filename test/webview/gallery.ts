/**
 * Takes pictures of the panel and of the review in typical states, themes and widths:
 * `npx tsx test/webview/gallery.ts [FOLDER] [ONLY]`.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../launch/browser.ts';
import { drawn } from './drawn.ts';
import { galleryStates } from './galleryStates.ts';
import { openPanel } from './page.ts';
import { openReview } from './review/reviewPage.ts';
import { reviewStates } from './review/reviewStates.ts';
import { type ThemeName, themes } from './themes.ts';
import { leave, viewerScenes } from './viewerScenes.ts';

const folder = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'panel-gallery-')));
const only = process.argv[3];
const browser = await launchBrowser();
try {
  for (const theme of Object.keys(themes) as ThemeName[])
    for (const width of [250, 320, 900]) await shoot(browser, theme, width);
  for (const theme of Object.keys(themes) as ThemeName[])
    for (const width of [250, 600, 1200]) await shootReview(browser, theme, width);
} finally {
  await browser.close();
}
process.stdout.write(`${folder}\n`);

async function shoot(browser: Browser, theme: ThemeName, width: number): Promise<void> {
  const panel = await openPanel(browser, { theme, width, height: 860 });
  for (const [name, state] of Object.entries(galleryStates)) {
    if (only && !`${name}-${theme}-${width}`.includes(only)) continue;
    await panel.show(state);
    await drawn(panel.page);
    await panel.page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
  }
  for (const [name, { state, act }] of Object.entries(viewerScenes)) {
    if (only && !`${name}-${theme}-${width}`.includes(only)) continue;
    await panel.show(state);
    await act(panel.page);
    await panel.page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
    await leave(panel.page);
  }
  if (panel.faults.length > 0) process.stderr.write(`${panel.faults.join('\n')}\n`);
  await panel.close();
}

async function shootReview(browser: Browser, theme: ThemeName, width: number): Promise<void> {
  const review = await openReview(browser, { theme, width, height: 860 });
  for (const [name, state] of Object.entries(reviewStates)) {
    const picture = `review-${name}-${theme}-${width}`;
    if (only && !picture.includes(only)) continue;
    await review.show(state);
    await review.page.screenshot({ path: join(folder, `${picture}.png`) });
  }
  if (review.faults.length > 0) process.stderr.write(`${review.faults.join('\n')}\n`);
  await review.close();
}
