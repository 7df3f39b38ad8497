import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Waits until a file is as wanted: the editor saves a document by itself, and writes in its own time. */
export async function fileHas(page: Page, path: string, isWanted: (text: string) => boolean): Promise<void> {
  while (!isWanted(await readFile(path, 'utf8')))
    await page.evaluate(() => new Promise(requestAnimationFrame));
}
