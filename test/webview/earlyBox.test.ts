import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { panels } from './panels.ts';
import { emptyState } from './states.ts';

const box = (page: Page) => page.getByRole('textbox', { name: 'Ask about the images' });
const caret = (page: Page) => box(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart);
const isFocused = (page: Page) => box(page).evaluate((area) => area === document.activeElement);
const draft = (text: string) => emptyState({ draft: { text, revision: 1, focus: 7 } });

describe('the question box of the page, before the panel is drawn', () => {
  const open = panels();

  it('takes the focus when a command wants it, and nothing else', async () => {
    assert.equal(await isFocused((await open({ earlyFocus: true })).page), true);
    assert.equal(await isFocused((await open()).page), false);
  });

  it('hands over what was typed, the caret and the focus', async () => {
    const { page, show, sent } = await open({ earlyFocus: true });
    await page.keyboard.type('Why is it rd?');
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowLeft');
    await show(draft(''));
    assert.equal(await box(page).count(), 1);
    assert.equal(await isFocused(page), true);
    await page.keyboard.type('e');
    assert.equal(await box(page).inputValue(), 'Why is it red?');
    await page.evaluate(() => void window.dispatchEvent(new Event('pagehide')));
    assert.deepEqual((await sent()).at(-1), { type: 'draft', payload: { text: 'Why is it red?' } });
  });

  it('puts what was typed behind a draft that was kept', async () => {
    const { page, show } = await open({ earlyFocus: true });
    await page.keyboard.type('the second one?');
    await show(draft('And what is in '));
    assert.equal(await box(page).inputValue(), 'And what is in the second one?');
    assert.equal(await caret(page), 'And what is in the second one?'.length);
  });

  it('keeps Enter until there is somebody to ask, and what is typed after it', async () => {
    const { page, show, sent } = await open({ earlyFocus: true });
    await page.keyboard.type('How high?');
    await page.keyboard.press('Enter');
    await page.keyboard.type('And');
    assert.deepEqual(await sent(), []);
    await show(draft(''));
    assert.deepEqual(
      (await sent()).filter(({ type }) => type === 'send'),
      [{ type: 'send', payload: { text: 'How high?' } }],
    );
    await show(emptyState({ draft: { text: '', revision: 2, focus: 7 } }));
    assert.equal(await box(page).inputValue(), 'And');
  });

  it('leaves no trace where nothing was typed', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ draft: { text: 'kept', revision: 1, focus: 0 } }));
    assert.equal(await box(page).inputValue(), 'kept');
    assert.equal(await isFocused(page), false);
    assert.deepEqual(await sent(), []);
  });
});
