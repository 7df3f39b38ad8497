import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { panels } from './panels.ts';
import { emptyState, image, turn } from './states.ts';

const box = (page: Page) => page.getByRole('textbox', { name: 'Ask about the images' });
const focusedName = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim(),
  );

describe('the keyboard', () => {
  const open = panels();

  it('sends with Enter and breaks the line with Shift+Enter', async () => {
    const { page, show, sent } = await open();
    await show(emptyState());
    await box(page).pressSequentially('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'send', payload: { text: 'one\ntwo' } });
    assert.equal(await box(page).inputValue(), 'one\ntwo');
  });

  it('walks through the earlier questions with Arrow Up and Down, and brings back what was typed', async () => {
    const { page, show, sent } = await open();
    await show(
      emptyState({ turns: [turn('a', { question: 'First?' }), turn('b', { question: 'What is\nthis?' })] }),
    );
    await box(page).focus();
    await page.keyboard.type('typed');
    const textAfter = async (key: string) => {
      await page.keyboard.press(key);
      return box(page).inputValue();
    };
    assert.equal(await textAfter('ArrowUp'), 'What is\nthis?');
    assert.equal(await textAfter('ArrowUp'), 'First?');
    assert.equal(await textAfter('ArrowUp'), 'First?');
    assert.equal(await textAfter('ArrowDown'), 'What is\nthis?');
    assert.equal(await textAfter('ArrowDown'), 'typed');
    assert.equal(await textAfter('ArrowDown'), 'typed');
    assert.equal(await textAfter('ArrowUp'), 'What is\nthis?');
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'send', payload: { text: 'What is\nthis?' } });
  });

  it('leaves Arrow Up and Down to the caret within lines, broken ones as well', async () => {
    const { page, show } = await open({ width: 250 });
    await show(emptyState({ turns: [turn('a', { question: 'First?' })] }));
    const caret = (place: number) =>
      box(page).evaluate((area: HTMLTextAreaElement, at) => area.setSelectionRange(at, at), place);
    for (const text of ['one\ntwo', 'word '.repeat(30).trim()]) {
      await box(page).fill(text);
      await caret(text.length);
      await page.keyboard.press('ArrowUp');
      assert.equal(await box(page).inputValue(), text);
      await caret(0);
      await page.keyboard.press('ArrowDown');
      assert.equal(await box(page).inputValue(), text);
      await caret(0);
      await page.keyboard.press('ArrowUp');
      assert.equal(await box(page).inputValue(), 'First?');
      await page.keyboard.press('ArrowDown');
      assert.equal(await box(page).inputValue(), text);
    }
  });

  it('leaves Enter to a word that is being composed', async () => {
    const { page, show, sent } = await open();
    await show(emptyState());
    await box(page).focus();
    const input = await page.context().newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await page.keyboard.press('Enter');
    assert.equal((await sent()).filter(({ type }) => type === 'send').length, 0);
    await input.send('Input.insertText', { text: '日本' });
    await page.keyboard.press('Enter');
    assert.equal((await sent()).filter(({ type }) => type === 'send').length, 1);
  });

  it('stops with Escape from anywhere, and only while an answer arrives', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ running: true, turns: [turn('a', { status: 'streaming', answer: 'So' })] }));
    await page.getByRole('log').focus();
    await page.keyboard.press('Escape');
    assert.deepEqual(await sent(), [{ type: 'stop', payload: {} }]);
    await show(emptyState());
    await page.keyboard.press('Escape');
    assert.equal((await sent()).length, 1);
  });

  it('stays on the button when Send becomes Stop and back', async () => {
    const { page, show } = await open();
    await show(emptyState());
    await page.getByRole('button', { name: 'Send', exact: true }).focus();
    await show(emptyState({ running: true }));
    assert.equal(await focusedName(page), 'Stop');
    await show(emptyState());
    assert.equal(await focusedName(page), 'Send');
  });

  it('goes from a removed image to the next one, to the one before, and to the question', async () => {
    const { page, show } = await open();
    const [a, b, c] = [image('a.png'), image('b.png'), image('c.png')];
    await show(emptyState({ images: [a, b, c] }));
    await page.getByRole('button', { name: 'Remove b.png' }).focus();
    await show(emptyState({ images: [a, c] }));
    assert.equal(await focusedName(page), 'Remove c.png');
    await show(emptyState({ images: [a] }));
    assert.equal(await focusedName(page), 'Remove a.png');
    await show(emptyState());
    assert.equal(await focusedName(page), 'Ask about the images');
  });

  it('is not lost with a button that goes or becomes disabled', async () => {
    const { page, show } = await open();
    await show(emptyState({ turns: [turn('a', { answer: 'Yes.' })] }));
    await page.getByRole('button', { name: 'Retry' }).focus();
    await show(emptyState({ turns: [turn('a', { status: 'waiting' })], running: true }));
    assert.equal(await focusedName(page), 'Ask about the images');
    const recipes = [{ id: 'describe', label: 'Describe', enabled: true }];
    await show(emptyState({ recipes }));
    await page.getByRole('button', { name: 'Describe' }).focus();
    await show(emptyState({ recipes, running: true }));
    assert.equal(await focusedName(page), 'Describe');
    await show(emptyState({ recipes: recipes.map((recipe) => ({ ...recipe, enabled: false })) }));
    assert.equal(await focusedName(page), 'Ask about the images');
  });

  it('is in the question, or in the list of conversations, when the editor goes to the panel', async () => {
    const { page, show } = await open();
    // The editor gives the focus to the window, in which leaving it has taken it from everything.
    const goThere = () =>
      page.evaluate(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        window.dispatchEvent(new FocusEvent('focus'));
      });
    await show(emptyState({ turns: [turn('a', { answer: 'Yes.' })] }));
    await goThere();
    assert.equal(await focusedName(page), 'Ask about the images');
    await page.getByRole('button', { name: 'Copy' }).focus();
    await page.evaluate(() => window.dispatchEvent(new FocusEvent('focus')));
    assert.equal(await focusedName(page), 'Copy');
    const row = { id: 'a', title: 'A coast', date: 'today', detail: '1 question' };
    await show(emptyState({ conversations: { items: [{ ...row, current: true, answering: false }] } }));
    await page.getByRole('listitem').waitFor();
    await goThere();
    assert.match((await focusedName(page)) ?? '', /^A coast/);
  });

  it('reaches everything in the order of the page', async () => {
    const { page, show } = await open();
    await show(
      emptyState({
        images: [image('a.png', { frames: 2 })],
        recipes: [{ id: 'describe', label: 'Describe', enabled: true }],
        turns: [
          turn('a', { images: [image('old.png')], answer: '[link](https://example.com)\n\n```\ncode\n```' }),
        ],
      }),
    );
    const visited: (string | undefined)[] = [];
    for (let step = 0; step < 22; step++) {
      await page.keyboard.press('Tab');
      visited.push(await focusedName(page));
    }
    assert.deepEqual(visited, [
      ...['Model: claude-sonnet-5-5', 'Show conversations', 'New conversation'],
      ...[
        'Conversation',
        'Edit question',
        'View old.png',
        'link',
        'Copy code',
        'Insert code',
        'Open code as a file',
        'Code',
        'Copy',
        'Insert',
        'Retry',
      ],
      ...[
        'Ask another model',
        'Describe',
        'View a.png',
        'Frame of a.png',
        'Remove a.png',
        'Ask about the images',
        'Add images…',
        'Send',
      ],
    ]);
  });

  it('shows where it is', async () => {
    const { page, show } = await open();
    await show(
      emptyState({ images: [image('a.png')], turns: [turn('a', { answer: '`x`\n\n| a |\n|---|\n| b |' })] }),
    );
    const places = await page.locator(':is(button:enabled, [tabindex], textarea):visible').count();
    for (let step = 0; step < places; step++) {
      await page.keyboard.press('Tab');
      const marked = await page.evaluate(() => {
        const focused = document.activeElement!;
        const ring = getComputedStyle(focused.matches('textarea') ? focused.closest('.box')! : focused);
        const color = getComputedStyle(document.documentElement)
          .getPropertyValue('--vscode-focusBorder')
          .trim();
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = color;
        const wanted = getComputedStyle(probe).color;
        probe.remove();
        return focused.matches('textarea') ? ring.borderColor === wanted : ring.outline.includes(wanted);
      });
      assert.ok(marked, `no focus ring on ${await focusedName(page)}`);
    }
  });
});
