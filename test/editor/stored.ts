import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** The name of the conversation's file, once it holds a text. */
export async function fileHolding(serverDataDir: string, text: string): Promise<string> {
  for (;;) {
    const files = await readdir(serverDataDir, { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of files) {
      if (!parentPath.endsWith('conversations') || !name.endsWith('.json') || name === 'index.json') continue;
      if ((await readFile(join(parentPath, name), 'utf8')).includes(text)) return name;
    }
    await setImmediate();
  }
}

/** What the editor keeps of the tab of a review, which it brings back after a reload. */
export const reviewTab = 'mainThreadWebview-askClaude.review';

/**
 * In a browser the editor writes its tabs and what extensions store some seconds later, and nothing once its page goes.
 */
export async function untilStored(page: Page, text: string): Promise<void> {
  while (!JSON.stringify(await storedItems(page)).includes(text)) await page.evaluate(nextFrame);
}

function storedItems(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => {
    const databases = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    const states = databases.filter((name) => name.startsWith('vscode-web-state-db-'));
    const reading = states.map(
      (name) =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const all = opening.result.transaction('ItemTable').objectStore('ItemTable').getAll();
            all.onerror = () => reject(all.error);
            all.onsuccess = () => {
              opening.result.close();
              resolve(all.result);
            };
          };
        }),
    );
    return Promise.all(reading);
  });
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}
