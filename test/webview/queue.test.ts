import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

const box = (page: Page) => page.getByRole('textbox', { name: 'Ask about the images' });
const question = (id: string) => ({ id, question: `Question ${id}?`, images: [] });
const waiting = (...ids: string[]) =>
  emptyState({
    ...{ running: true, turns: [turn('a', { status: 'streaming', answer: 'So' })] },
    ...(ids.length > 0 && { queue: { held: false, questions: ids.map(question) } }),
  });

describe('the queue', () => {
  const open = panels();

  it('takes what is sent while an answer arrives, and says so', async () => {
    const { page, show, sent } = await open();
    await show(waiting());
    await box(page).fill('And then?');
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'send', payload: { text: 'And then?' } });
    await show(waiting('1'));
    assert.equal(await page.locator('#announcer').textContent(), 'Question put into the queue.');
    const list = page.getByRole('list', { name: 'Queued questions' });
    assert.match((await list.getByRole('listitem').textContent()) ?? '', /Question 1\?/);
  });

  it('gives a question away, moves the focus to the next, and at last to the question box', async () => {
    const { page, show, sent } = await open();
    await show(waiting('1', '2'));
    await page.getByRole('button', { name: 'Remove from queue' }).first().press('Enter');
    assert.deepEqual(await sent(), [{ type: 'unqueue', payload: { question: '1' } }]);
    await show(waiting('2'));
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Remove from queue');
    await show(waiting());
    assert.equal(await box(page).evaluate((area) => area === document.activeElement), true);
  });

  it('sends a question now, and has it edited in its place', async () => {
    const { page, show, sent } = await open();
    await show(waiting('1', '2'));
    await page.getByRole('button', { name: 'Send now' }).nth(1).press('Enter');
    await page.getByRole('button', { name: 'Edit', exact: true }).first().press('Enter');
    await show({ ...waiting('1', '2'), editing: { id: '1', text: 'Question 1?' } });
    await page.keyboard.type(' Really?');
    await page.keyboard.press('Enter');
    const wanted = (await sent()).filter(({ type }) => type !== 'editText');
    assert.deepEqual(wanted, [
      { type: 'sendNow', payload: { question: '2' } },
      { type: 'edit', payload: { id: '1' } },
      { type: 'saveEdit', payload: { id: '1', text: 'Question 1? Really?' } },
    ]);
  });

  it('says when it is paused, and is resumed', async () => {
    const { page, show, sent } = await open();
    await show(waiting('1'));
    const stopped = turn('a', { status: 'stopped', answer: 'So' });
    await show(emptyState({ turns: [stopped], queue: { held: true, questions: [question('1')] } }));
    assert.match((await page.locator('#announcer').textContent()) ?? '', /Queue paused\./);
    await page.getByRole('button', { name: 'Resume' }).press('Enter');
    assert.deepEqual(await sent(), [{ type: 'resume', payload: {} }]);
  });

  it('tells that a question begins a new subject, which can be joined before it is asked', async () => {
    const { page, show, sent } = await open();
    const state = waiting('1');
    const fresh = { ...question('1'), subject: 'new' } as const;
    await show({ ...state, queue: { held: false, questions: [fresh] } });
    const list = page.getByRole('list', { name: 'Queued questions' });
    await list.getByRole('button', { name: 'Join to the conversation above' }).press('Enter');
    assert.deepEqual(await sent(), [{ type: 'join', payload: { question: '1' } }]);
  });
});
