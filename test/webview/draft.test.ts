import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { panels } from './panels.ts';
import { emptyState } from './states.ts';

const box = (page: Page) => page.getByRole('textbox', { name: 'Ask about the images' });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

describe('the draft of the question', () => {
  const open = panels();

  it('is taken from the host by a fresh panel and whenever its revision is new', async () => {
    const { page, show } = await open();
    await show(emptyState({ draft: { text: 'from before', revision: 4, focus: 0 } }));
    assert.equal(await box(page).inputValue(), 'from before');
    await box(page).fill('typed since');
    await show(emptyState({ draft: { text: 'from before', revision: 4, focus: 0 } }));
    assert.equal(await box(page).inputValue(), 'typed since');
    await show(emptyState({ draft: { text: '', revision: 5, focus: 0 } }));
    assert.equal(await box(page).inputValue(), '');
  });

  it('is told to the host after a pause, not at every key', async () => {
    const { page, show, sent } = await open();
    await show(emptyState());
    await box(page).pressSequentially('Why is it red?');
    await page.waitForFunction(() => globalThis.said.some(({ type }) => type === 'draft'));
    const drafts = (await sent()).filter(({ type }) => type === 'draft');
    assert.ok(drafts.length < 'Why is it red?'.length);
    assert.deepEqual(drafts.at(-1), { type: 'draft', payload: { text: 'Why is it red?' } });
  });

  for (const [how, type] of [
    ['is taken away', 'pagehide'],
    ['loses the focus, as to the button that hides it', 'blur'],
    ['hears a shortcut, which may hide it', 'keydown'],
  ] as const)
    it(`reaches the host in the middle of a word when the panel ${how}`, async () => {
      const { page, show } = await open();
      await show(emptyState());
      // In one go, so that no pause in the typing can have posted it.
      const told = await page.evaluate((leaving) => {
        const area = document.querySelector('textarea')!;
        area.value = 'half a wor';
        area.dispatchEvent(new Event('input'));
        const before = globalThis.said.length;
        if (leaving !== 'keydown') window.dispatchEvent(new Event(leaving));
        else area.dispatchEvent(new KeyboardEvent(leaving, { key: 'b', ctrlKey: true, bubbles: true }));
        return globalThis.said.slice(before);
      }, type);
      assert.deepEqual(told, [{ type: 'draft', payload: { text: 'half a wor' } }]);
    });

  it('is not reported late over a newer text of the host', async () => {
    const { page, show, sent } = await open();
    await show(emptyState());
    await box(page).fill('old');
    await show(emptyState({ draft: { text: 'new', revision: 1, focus: 0 } }));
    await page.evaluate(() => void window.dispatchEvent(new Event('pagehide')));
    assert.deepEqual(await sent(), []);
    assert.equal(await box(page).inputValue(), 'new');
  });

  it('keeps what is typed while a question is on its way to the host', async () => {
    const { page, show } = await open();
    await show(emptyState());
    await box(page).fill('How high?');
    await box(page).press('Enter');
    await box(page).pressSequentially('And');
    await show(emptyState({ draft: { text: '', revision: 1, focus: 0 } }));
    assert.equal(await box(page).inputValue(), 'And');
  });

  it('gets the caret at its end when the host asks, once', async () => {
    const { page, show } = await open();
    await show(emptyState({ draft: { text: 'abc', revision: 1, focus: 1 } }));
    assert.equal(await focused(page), 'TEXTAREA');
    assert.equal(await box(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart), 3);
    await page.getByRole('button', { name: 'New conversation' }).focus();
    await show(emptyState({ draft: { text: 'abc', revision: 1, focus: 1 } }));
    assert.equal(await focused(page), 'BUTTON');
    await show(emptyState({ draft: { text: 'abc', revision: 1, focus: 2 } }));
    assert.equal(await focused(page), 'TEXTAREA');
  });

  it('does not take the focus when a hidden panel is merely shown again', async () => {
    const { page, show } = await open();
    const state = emptyState({ draft: { text: 'abc', revision: 1, focus: 1 } });
    await show(state);
    await page.reload();
    await show(state);
    assert.equal(await box(page).inputValue(), 'abc');
    assert.equal(await focused(page), 'BODY');
  });
});
