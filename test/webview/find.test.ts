import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

const input = (page: Page) => page.getByRole('textbox', { name: 'Find in conversation' });
const count = (page: Page) => page.locator('.find .count');
const marked = (page: Page, name: string) =>
  page.evaluate(
    (of) => [...(CSS.highlights.get(of) ?? [])].map((range) => (range as Range).toString()),
    name,
  );
/** Waits until the place that is gone to is in view. */
const inView = (page: Page) =>
  page.waitForFunction(() => {
    const [range] = CSS.highlights.get('found-current') ?? [];
    const { top = -1, bottom = -1 } = (range as Range | undefined)?.getBoundingClientRect() ?? {};
    const log = document.getElementById('log')!.getBoundingClientRect();
    return top >= log.top && bottom <= log.bottom;
  });
const many = Array.from({ length: 60 }, (_, index) =>
  turn(`${index}`, { answer: `${'Some words.\n\n'.repeat(20)}The **needle** number ${index}.` }),
);

describe('find in the conversation', () => {
  const open = panels();

  it('marks every place, also in turns that are not laid out, and goes through them in turn', async () => {
    const { page, show } = await open();
    await show(emptyState({ turns: many }));
    await page.getByRole('log').focus();
    await page.keyboard.press('Control+f');
    await input(page).waitFor();
    await page.keyboard.type('the NEEDLE n');
    assert.equal((await marked(page, 'found')).length, 60);
    assert.deepEqual([...new Set(await marked(page, 'found'))], ['The needle n']);
    assert.match((await count(page).textContent()) ?? '', /of 60$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const at = Number.parseInt((await count(page).textContent()) ?? '', 10);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    assert.equal(await count(page).textContent(), `${((at + 57) % 60) + 1} of 60`);
    await inView(page);
  });

  it('goes to a place far from what is laid out, and stays there while an answer arrives', async () => {
    const { page, show } = await open();
    const arriving = (words: number) =>
      emptyState({
        running: true,
        turns: [...many, turn('new', { status: 'streaming', answer: 'Word. '.repeat(words) })],
      });
    await show(arriving(1));
    await page.getByRole('log').focus();
    await page.keyboard.press('Control+f');
    // From the end to the beginning, to the middle and back.
    for (const number of [1, 30, 57, 3, 59]) {
      await input(page).fill(`needle number ${number}.`);
      await inView(page);
    }
    for (const words of [200, 400, 600]) await show(arriving(words));
    await inView(page);
  });

  it('says that there is nothing, and leaves no mark when it is closed', async () => {
    const { page, show, sent } = await open();
    await show(
      emptyState({ running: true, turns: [turn('a', { answer: 'Words (a+b).', status: 'streaming' })] }),
    );
    await page.getByRole('log').focus();
    await page.keyboard.press('Control+f');
    await input(page).fill('(a+b)');
    assert.equal(await count(page).textContent(), '1 of 1');
    await input(page).fill('no such words');
    assert.equal(await count(page).textContent(), 'No results');
    await input(page).fill('words');
    await page.keyboard.press('Escape');
    assert.equal(await input(page).count(), 0);
    assert.deepEqual(await marked(page, 'found'), []);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'log');
    assert.deepEqual(await sent(), []);
  });

  it('opens when the editor says so, and follows an answer that arrives', async () => {
    const { page, show } = await open();
    await show(
      emptyState({ running: true, turns: [turn('a', { answer: 'One word', status: 'streaming' })] }),
    );
    await page.evaluate(() => window.postMessage({ type: 'find', payload: {} }, '*'));
    await input(page).fill('word');
    assert.equal(await count(page).textContent(), '1 of 1');
    await show(
      emptyState({
        running: true,
        turns: [turn('a', { answer: 'One word, two words', status: 'streaming' })],
      }),
    );
    await page.waitForFunction(() => document.querySelector('.find .count')?.textContent === '1 of 2');
  });
});
