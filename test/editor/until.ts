import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Waits until it holds, looking again with each frame of the page; the time of the test is the limit. */
export async function until(page: Page, holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await page.evaluate(() => new Promise(requestAnimationFrame));
}

/** Waits until a file is as wanted: the editor saves a document by itself, and writes in its own time. */
export function fileHas(page: Page, path: string, isWanted: (text: string) => boolean): Promise<void> {
  return until(page, async () => isWanted(await readFile(path, 'utf8')));
}
