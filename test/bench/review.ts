import { launchBrowser } from '../launch/browser.ts';
import { openReview, type ReviewPage } from '../webview/review/reviewPage.ts';
import { answered, manyRows, row, stateOf } from '../webview/review/reviewStates.ts';
import { tasksWhile } from './tasks.ts';

/**
 * How smooth the review is with 5,000 images while one scrolls, types, and answers arrive: the tasks of its main thread, by
 * what they computed, which other programs of the machine change less than the clock, and by the clock. In use the host
 * posts 20 times a second at most; here each frame brings three answers.
 */
const pixel = 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';
const amount = 5000;
const frames = 240;
/** As short as the address of a file. */
const thumbnail = `data:image/gif;base64,${pixel}`;

const browser = await launchBrowser();
try {
  console.log(`| ${amount} rows | longest task, ms | by the clock | over 50 ms | all tasks, ms |`);
  console.log('|---|---|---|---|---|');
  const review = await openReview(browser, { width: 1100, height: 900 });
  const waiting = stateOf(
    Array.from({ length: amount }, (_, index) => row(`${index + 1}`, { thumbnail })),
    { running: true },
  );
  await measure(review, 'shown first', () => review.show(waiting));
  await measure(review, 'scrolled', () => scroll(review, 300));
  await measure(review, 'scrolled by its bar', () => scroll(review, 40_000));
  await measure(review, 'answers arrive while it is scrolled', () =>
    Promise.all([scroll(review, 300), arrive(review)]),
  );
  await measure(review, 'answers arrive while one types', async () => {
    await review.page.locator('textarea').nth(2).focus();
    await Promise.all([type(review), arrive(review)]);
  });
  await measure(review, 'arrow keys', async () => {
    await review.page.locator('.row').nth(2).focus();
    for (let times = 0; times < 60; times++) await review.page.keyboard.press('ArrowDown');
  });
  await review.show(stateOf(manyRows(amount).map((one) => ({ ...one, thumbnail }))));
  await measure(review, 'filtered', async () => {
    for (const choice of ['vague', 'missing', ''])
      await review.page.getByRole('combobox', { name: 'Rule' }).selectOption(choice);
  });
} finally {
  await browser.close();
}

async function measure({ page }: ReviewPage, name: string, act: () => Promise<unknown>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { tasks } = await tasksWhile(session, act);
  const computed = tasks.map((task) => task.computed);
  const cells = [
    Math.max(...computed).toFixed(0),
    Math.max(...tasks.map(({ lasted }) => lasted)).toFixed(0),
    computed.filter((ms) => ms > 50).length,
    computed.reduce((sum, ms) => sum + ms, 0).toFixed(0),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

/** So many pixels each frame, down and up again. */
function scroll({ page }: ReviewPage, pixels: number): Promise<void> {
  return page.evaluate(
    async ({ pixels, frames }) => {
      const list = document.querySelector('lit-virtualizer');
      for (let frame = 0; frame < frames; frame++) {
        list?.scrollBy(0, frame < frames / 2 ? pixels : -pixels);
        await new Promise(requestAnimationFrame);
      }
    },
    { pixels, frames },
  );
}

function type({ page }: ReviewPage): Promise<void> {
  return page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++) {
      if (frame % 4 === 0) document.execCommand('insertText', false, 'a');
      await new Promise(requestAnimationFrame);
    }
  }, frames);
}

/** Three answers each frame, those of rows in view first. */
function arrive({ page }: ReviewPage): Promise<void> {
  const { summary } = stateOf([], { running: true });
  return page.evaluate(
    async ({ like, summary, frames }) => {
      for (let frame = 0; frame < frames; frame++) {
        const rows = [1, 2, 3].map((nth) => {
          const id = `${3 * frame + nth}`;
          return { ...like, id, image: `figure-${id}.png`, text: `Boats in the rain, seen from quay ${id}` };
        });
        window.postMessage({ type: 'changed', payload: { rows, summary } }, '*');
        await new Promise(requestAnimationFrame);
      }
    },
    { like: answered('1', '', { thumbnail }), summary, frames },
  );
}
