import type { Browser, Page } from 'playwright-core';
import type { FromReview, ToReview } from '../../../src/reviewProtocol.ts';
import { type OpenOptions, type OpenWebview, openWebview, ownFiles } from '../page.ts';
import { openedIn } from '../panels.ts';

export type ReviewState = ToReview['rows'];

export type Said = {
  [Name in keyof FromReview]: { type: Name; payload: FromReview[Name] };
}[keyof FromReview];

/** The page of the review in a real browser, with a host that records. */
export interface ReviewPage extends OpenWebview {
  /** Posts all rows and waits until they are drawn. */
  readonly show: (state: ReviewState) => Promise<void>;
  /** Posts rows that have changed. */
  readonly change: (state: ReviewState) => Promise<void>;
  /** Posts the address of a picture that the page has asked for. */
  readonly picture: (row: string, address: string) => Promise<void>;
  /** What the page has said since it was opened or since the last call, `ready` aside. */
  readonly said: () => Promise<readonly Said[]>;
}

export async function openReview(browser: Browser, options: OpenOptions = {}): Promise<ReviewPage> {
  const opened = await openWebview(browser, { width: 1100, ...options }, async () => {
    const ground = 'html { background: var(--vscode-editor-background) }';
    return `<style nonce="theme">${ground}</style>${ownFiles('review')}`;
  });
  const { page } = opened;
  const taken = (): Promise<readonly unknown[]> => page.evaluate(() => globalThis.said.splice(0));
  return {
    ...opened,
    show: (state) => post(page, 'rows', state),
    change: (state) => post(page, 'changed', state),
    picture: (row, address) =>
      page.evaluate((payload) => window.postMessage({ type: 'picture', payload }, '*'), { row, address }),
    said: async () => ((await taken()) as readonly Said[]).filter(({ type }) => type !== 'ready'),
  };
}

/** For the top of a `describe`: as `panels()`, for the review. */
export function reviewPages(): (options?: OpenOptions) => Promise<ReviewPage> {
  return openedIn(openReview);
}

async function post(page: Page, type: keyof ToReview, payload: ReviewState): Promise<void> {
  await page.evaluate(
    async ({ type, payload }) => {
      const arrived = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
      window.postMessage({ type, payload }, '*');
      await arrived;
      const end = performance.now() + 20_000;
      // The list has a file of its own, then measures its rows.
      while (
        performance.now() < end &&
        type === 'rows' &&
        payload.rows.length > 0 &&
        !document.querySelector('.row, .none')
      )
        await new Promise(requestAnimationFrame);
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    },
    { type, payload },
  );
}
