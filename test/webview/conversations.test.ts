import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../src/protocol.ts';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

const row = (id: string, title: string, detail = '1 question · a.png') => ({
  ...{ id, title, detail, date: '14:05', current: id === 'b', answering: false },
});

const all = [
  row('a', 'First?'),
  row('b', 'Second?'),
  row('c', 'Troisième, à Montréal', '2 questions · plan.png'),
];

const listing = (items: readonly ReturnType<typeof row>[] = all, changes: Partial<PanelState> = {}) =>
  emptyState({ conversations: { items }, ...changes });

describe('the list of conversations in the panel', () => {
  const open = panels();

  const rows = (page: Page) =>
    page.getByRole('list', { name: 'Conversations', exact: true }).getByRole('listitem');
  const focused = (page: Page) => page.locator(':focus');

  async function opened(state = listing()) {
    const panel = await open();
    await panel.show(emptyState());
    await panel.show(state);
    await rows(panel.page).first().waitFor();
    await panel.forget();
    return panel;
  }

  it('stands in the place of the conversation, and gives the question box back as it was', async () => {
    const { page, show } = await open();
    const box = page.getByRole('textbox', { name: 'Ask about the images', exact: true });
    await show(emptyState());
    await box.fill('Half a quest');
    await show(listing());
    await rows(page).first().waitFor();
    assert.equal(await box.isVisible(), false);
    assert.equal(await page.getByRole('log').isVisible(), false);
    await show(emptyState());
    assert.equal(await rows(page).count(), 0);
    assert.equal(await box.inputValue(), 'Half a quest');
    assert.equal(await box.evaluate((element) => element === document.activeElement), true);
  });

  it('is walked through with the arrows, and Enter opens', async () => {
    const { page, sent } = await opened();
    await focused(page)
      .and(page.getByRole('button', { name: /^First\?/ }))
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.deepEqual(await sent(), [{ type: 'openConversation', payload: { id: 'b' } }]);
  });

  it('deletes with Delete, offers to undo it, and goes on with the next row', async () => {
    const { page, show, sent } = await opened();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    const deleted = { id: 'b', title: 'Second?' };
    await show(emptyState({ conversations: { items: [all[0]!, all[2]!], deleted } }));
    await focused(page)
      .and(page.getByRole('button', { name: /^Troisième/ }))
      .waitFor();
    await page.getByText('“Second?” was deleted.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.keyboard.press('Escape');
    assert.deepEqual(await sent(), [
      { type: 'deleteConversation', payload: { id: 'b' } },
      { type: 'undoDelete', payload: {} },
      { type: 'showConversations', payload: { shown: false } },
    ]);
  });

  it('renames with F2: Enter takes the title, Escape does not, and the focus stays on the row', async () => {
    const { page, sent } = await opened();
    const box = page.getByRole('textbox', { name: 'Title of the conversation', exact: true });
    await page.keyboard.press('F2');
    await focused(page).and(box).waitFor();
    await page.keyboard.type('Better');
    await page.keyboard.press('Enter');
    await focused(page)
      .and(page.getByRole('button', { name: /^First\?/ }))
      .waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.type('Dropped');
    await page.keyboard.press('Escape');
    await focused(page)
      .and(page.getByRole('button', { name: /^First\?/ }))
      .waitFor();
    assert.deepEqual(await sent(), [{ type: 'renameConversation', payload: { id: 'a', title: 'Better' } }]);
  });

  it('is searched by what is typed on it, whatever the accents', async () => {
    const { page, sent } = await opened();
    const search = page.getByRole('searchbox', { name: 'Search conversations', exact: true });
    await page.keyboard.type('montreal plan');
    assert.equal(await search.inputValue(), 'montreal plan');
    assert.equal(await rows(page).count(), 1);
    await page.keyboard.press('ArrowDown');
    await focused(page)
      .and(page.getByRole('button', { name: /^Troisième/ }))
      .waitFor();
    await page.keyboard.press('Enter');
    assert.deepEqual(await sent(), [{ type: 'openConversation', payload: { id: 'c' } }]);
    await search.fill('nowhere');
    await page.getByText('No conversation matches.').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await rows(page).count(), 3);
  });

  it('offers each action as a button as well, and Escape does not stop the answer', async () => {
    const { page, sent } = await opened(listing(all, { running: true }));
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Export First?', exact: true }).click();
    await page.getByRole('button', { name: 'Delete First?', exact: true }).click();
    await page.keyboard.press('Escape');
    assert.deepEqual(
      (await sent()).map(({ type }) => type),
      ['exportConversation', 'deleteConversation', 'showConversations'],
    );
  });

  it('tells that another conversation is shown', async () => {
    const { page, show } = await open();
    await show(emptyState({ turns: [turn('1')] }));
    await show(emptyState({ conversation: 'b', turns: [turn('2')] }));
    assert.equal(await page.locator('#announcer').textContent(), 'Another conversation is shown.');
  });
});
