import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

const announced = (page: Page) => page.locator('#announcer').textContent();
const first = turn('a', { answer: 'First **answer**.', versions: { position: 1, of: 2, next: 'b' } });
const second = turn('b', { answer: 'Second answer.', versions: { position: 2, of: 2, previous: 'a' } });

describe('the versions of a question', () => {
  const open = panels();

  it('are gone through by the keyboard, announced, and keep the focus', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ turns: [second, turn('later', { answer: 'Of the second.' })] }));
    const versions = page.getByRole('group', { name: 'Versions of this question' });
    assert.match((await versions.textContent()) ?? '', /2\/2/);
    await versions.getByRole('button', { name: 'Previous version' }).press('Enter');
    assert.deepEqual(await sent(), [{ type: 'showVersion', payload: { turn: 'a' } }]);
    await show(emptyState({ turns: [first] }));
    assert.equal(await announced(page), 'Version 1 of 2');
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'Previous version',
    );
    assert.match((await page.getByRole('log').textContent()) ?? '', /First answer\./);
    assert.doesNotMatch((await page.getByRole('log').textContent()) ?? '', /econd/);
    await page.keyboard.press('Enter');
    assert.equal((await sent()).length, 1);
    await versions.getByRole('button', { name: 'Next version' }).press('Space');
    assert.deepEqual((await sent()).at(-1), { type: 'showVersion', payload: { turn: 'b' } });
  });

  it('stay while an answer arrives', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ running: true, turns: [second, turn('c', { status: 'waiting' })] }));
    await page.getByRole('button', { name: 'Previous version' }).click({ force: true });
    assert.deepEqual(await sent(), []);
  });

  it('come from a retry, of the model of the settings or another one', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ turns: [first] }));
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByRole('button', { name: 'Ask another model' }).click();
    assert.deepEqual(await sent(), [
      { type: 'retry', payload: { turn: 'a' } },
      { type: 'retryWith', payload: { turn: 'a' } },
    ]);
  });

  it('come from a question that is edited in its place', async () => {
    const { page, show, sent, forget } = await open();
    await show(emptyState({ turns: [first] }));
    await page.getByRole('button', { name: 'Edit question' }).press('Enter');
    assert.deepEqual(await sent(), [{ type: 'edit', payload: { id: 'a' } }]);
    const editing = emptyState({ turns: [first], editing: { id: 'a', text: 'Question a' } });
    await show(editing);
    const box = page.getByRole('textbox', { name: 'Edited question' });
    assert.equal(await box.evaluate((area) => area === document.activeElement), true);
    await page.keyboard.press('End');
    await page.keyboard.type(', really?');
    await show({ ...editing, editing: { id: 'a', text: 'Question a, re' } });
    assert.equal(await box.inputValue(), 'Question a, really?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Yes');
    await forget();
    await page.keyboard.press('Enter');
    assert.deepEqual(await sent(), [
      { type: 'saveEdit', payload: { id: 'a', text: 'Question a, really?\nYes' } },
    ]);
  });

  it('are none when the edit is given up with Escape, which stops no answer', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ turns: [first], editing: { id: 'a', text: 'Question a' } }));
    const box = page.getByRole('textbox', { name: 'Edited question' });
    await box.press('Escape');
    assert.deepEqual(await sent(), [{ type: 'cancelEdit', payload: {} }]);
    await show(emptyState({ turns: [first] }));
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'Edit question',
    );
  });

  it('offer to go on with an answer that was stopped', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ turns: [turn('a', { status: 'stopped', answer: 'Half', continuable: true })] }));
    await page.getByRole('button', { name: 'Continue' }).click();
    assert.deepEqual(await sent(), [{ type: 'act', payload: { id: 'continue', turn: 'a' } }]);
  });
});
