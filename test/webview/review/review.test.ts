import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { reviewPages } from './reviewPage.ts';
import { answered, manyRows, reviewStates, row, stateOf } from './reviewStates.ts';

/** Id of the row that has the focus, or holds what has it. */
const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('.row')?.dataset['row']);

const focusedTag = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';

describe('the review', () => {
  const open = reviewPages();
  const three = [answered('1', 'One'), answered('2', 'Two'), answered('3', 'Three')];

  it('is a grid with a row per image, and says how many there are', async () => {
    const { page, show } = await open();
    await show(stateOf(manyRows(5000)));
    const grid = page.getByRole('grid', { name: 'Alt texts', exact: true });
    assert.equal(await grid.getAttribute('aria-rowcount'), '5000');
    const drawn = await grid.getByRole('row').count();
    assert.ok(drawn > 3 && drawn < 60, `${drawn}`);
    await page.getByRole('row').first().focus();
    await page.keyboard.press('End');
    await page
      .getByRole('row', { name: /line 5,?000/ })
      .and(page.locator(':focus'))
      .waitFor();
    assert.equal(await page.locator('.row:focus').getAttribute('aria-rowindex'), '5000');
  });

  it('says of a row whether it is asked about now, or in a batch', async () => {
    const { page, show } = await open();
    await show(stateOf([row('1', { status: 'asking' }), row('2', { status: 'asking', inBatch: true })]));
    await page.getByPlaceholder('Claude is looking at the image…').waitFor();
    await page.getByPlaceholder('The batch will bring its text').waitFor();
  });

  it('has the names that were agreed on', async () => {
    const { page, show } = await open();
    await show(reviewStates['reviewed']!);
    const first = page.getByRole('row').first();
    await first.getByRole('textbox', { name: 'Alt text of figure-1.png', exact: true }).waitFor();
    for (const name of ['Accept', 'Skip', 'Decorative', 'Ask again'])
      await first.getByRole('button', { name, exact: true }).waitFor();
    await page.getByRole('button', { name: 'Apply', exact: true }).waitFor();
  });

  it('shows the texts in full, and why one is not ticked', async () => {
    const { page, show } = await open();
    await show(reviewStates['reviewed']!);
    const second = page.getByRole('row').nth(1);
    for (const text of [
      'Orders › Filter the list',
      'Now: “IMG_2231.png”',
      'fileName',
      '48 of 150 characters',
    ])
      await second.getByText(text).first().waitFor();
    await second.getByText('Claude is not sure of this').waitFor();
    await second.getByRole('button', { name: 'Accept', pressed: false }).waitFor();
    const box = page.getByRole('textbox', { name: /^Alt text of a-very/ });
    await show(reviewStates['long']!);
    const cut = await box.evaluate((area) => area.scrollHeight - area.clientHeight);
    assert.ok(cut <= 1, `${cut} px of the text are not seen`);
  });

  it('is used by keyboard alone', async () => {
    const { page, show, said } = await open();
    await show(stateOf(three));
    await page.getByRole('row').first().focus();
    for (const key of ['Enter', 's', 'd', 'r', 'ArrowUp', 'ArrowUp', 'e']) await page.keyboard.press(key);
    assert.deepEqual(await said(), [
      { type: 'accept', payload: { row: '1' } },
      { type: 'skip', payload: { row: '2' } },
      { type: 'decorative', payload: { row: '3' } },
      { type: 'again', payload: { row: '3', hint: '' } },
    ]);
    assert.equal(await focusedTag(page), 'TEXTAREA');
    assert.equal(await focusedRow(page), '1');
    await page.keyboard.press('Control+Enter');
    assert.deepEqual(await said(), [{ type: 'apply', payload: {} }]);
  });

  it('takes no letter for a key while one types, and Escape keeps the text', async () => {
    const { page, show, said } = await open();
    await show(stateOf(three));
    const box = page.getByRole('textbox', { name: 'Alt text of figure-1.png' });
    await box.focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' desk');
    await page.keyboard.press('Escape');
    assert.equal(await box.inputValue(), 'One desk');
    assert.equal(await focusedRow(page), '1');
    assert.equal(await focusedTag(page), 'DIV');
    const types = (await said()).map(({ type }) => type);
    assert.deepEqual(types, Array(5).fill('edit'));
  });

  it('asks again with the hint, from its box, the button and the key', async () => {
    const { page, show, said } = await open();
    await show(stateOf(three));
    const first = page.getByRole('row').first();
    await first.getByRole('textbox', { name: /^Hint/ }).fill('Name the boats');
    await page.keyboard.press('Enter');
    await first.getByRole('button', { name: 'Ask again' }).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    const asked = { type: 'again', payload: { row: '1', hint: 'Name the boats' } };
    assert.deepEqual(await said(), [asked, asked, asked]);
  });

  it('leaves the focus and the text alone when answers arrive', async () => {
    const { page, show, change } = await open();
    await show(stateOf([answered('1', 'One'), row('2', { status: 'asking' }), row('3')]));
    const box = page.getByRole('textbox', { name: 'Alt text of figure-1.png' });
    await box.focus();
    await page.keyboard.press('Home');
    await page.keyboard.type('Only ');
    // The host has not heard of the last letters yet.
    await change(stateOf([answered('1', 'OnOne'), answered('2', 'Two')]));
    await page.keyboard.type('the ');
    assert.equal(await box.inputValue(), 'Only the One');
    await change(stateOf([answered('1', 'Only the One')]));
    // Asked again meanwhile: this was not typed here.
    await change(stateOf([answered('1', 'A better text')]));
    assert.equal(await box.inputValue(), 'A better text');
    assert.equal(await focusedTag(page), 'TEXTAREA');
  });

  it('shows an answer in a box that has the focus, where nothing was typed', async () => {
    const { page, show, change } = await open();
    await show(stateOf([row('1', { status: 'asking' })]));
    const box = page.getByRole('textbox', { name: 'Alt text of figure-1.png' });
    await box.focus();
    await change(stateOf([answered('1', 'Boats')]));
    assert.equal(await box.inputValue(), 'Boats');
  });

  it('keeps the focus in the list when its row is scrolled away, and decides nothing unseen', async () => {
    const { page, show, said } = await open();
    await show(stateOf(manyRows(500)));
    await page.getByRole('row').nth(1).focus();
    await page.locator('lit-virtualizer').evaluate((list) => list.scrollTo(0, 20_000));
    await page.locator('[data-row="2"]').waitFor({ state: 'detached' });
    await page.getByRole('grid').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('s');
    await page.locator('[data-row="2"]:focus').waitFor();
    assert.deepEqual(await said(), []);
    await page.keyboard.press('s');
    assert.deepEqual(await said(), [{ type: 'skip', payload: { row: '2' } }]);
    assert.equal(await focusedRow(page), '3');
  });

  it('keeps the focus when the button that has it goes', async () => {
    const { page, show, change } = await open();
    await show(stateOf([answered('1', 'One'), row('2', { status: 'asking' })], { running: true }));
    await page.getByRole('button', { name: 'Pause' }).focus();
    await change(stateOf([answered('1', 'One'), answered('2', 'Two')]));
    await page.locator('[data-row="1"]:focus').waitFor();
  });

  it('filters by state, confidence, rule and document', async () => {
    const { page, show } = await open();
    await show(reviewStates['reviewed']!);
    const shown = () => page.getByRole('grid').getAttribute('aria-rowcount');
    for (const [label, choice, amount] of [
      ['State', 'To decide', '1'],
      ['State', 'Failed', '1'],
      ['Confidence', 'Low', '1'],
      ['Confidence', 'Medium', '1'],
      ['Rule', 'vague', '1'],
      ['Document', 'docs/architecture/overview.adoc', '1'],
    ] as const) {
      await page.getByRole('combobox', { name: label, exact: true }).selectOption(choice);
      assert.equal(await shown(), amount, choice);
      await page.getByRole('combobox', { name: label, exact: true }).selectOption('All');
      assert.equal(await shown(), '8');
    }
    await page.getByRole('combobox', { name: 'Confidence', exact: true }).selectOption('Low');
    await page.getByRole('combobox', { name: 'Rule', exact: true }).selectOption('vague');
    await page.getByText('No image matches the filter.').waitFor();
    await page.getByRole('button', { name: 'Show all images' }).click();
    assert.equal(await shown(), '8');
    assert.equal(await page.getByRole('combobox', { name: 'Confidence', exact: true }).inputValue(), '');
  });

  it('stays at its row when more rows are shown', async () => {
    const { page, show } = await open();
    await show(stateOf([...manyRows(200), answered('900', 'Text', { rule: 'tooLong' })]));
    const rule = page.getByRole('combobox', { name: 'Rule', exact: true });
    await rule.selectOption('tooLong');
    await page.locator('[data-row="900"].current').waitFor();
    await rule.selectOption('All');
    await page.locator('.row[aria-rowindex="201"].current').waitFor();
    assert.ok(
      await page.locator('[data-row="900"]').evaluate((row) => row.getBoundingClientRect().top < innerHeight),
    );
  });

  it('does not take a row away while it is decided about', async () => {
    const { page, show, change } = await open();
    const undecided = (id: string) => answered(id, `Text ${id}`, { decision: 'open', confidence: 'low' });
    await show(stateOf([undecided('1'), answered('2', 'Two'), undecided('3')]));
    await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('To decide');
    const box = page.getByRole('textbox', { name: 'Alt text of figure-1.png' });
    await box.focus();
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await change(stateOf([answered('1', 'Text 1!')]));
    assert.equal(await box.inputValue(), 'Text 1!');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-row="3"]:focus').waitFor();
    await page.locator('[data-row="1"]').waitFor({ state: 'detached' });
  });

  it('comes back as it was when its tab is shown again', async () => {
    const { page, show } = await open();
    const state = stateOf(manyRows(300));
    await show(state);
    await page.getByRole('combobox', { name: 'Rule', exact: true }).selectOption('vague');
    await page.getByRole('row').first().focus();
    for (let times = 0; times < 8; times++) await page.keyboard.press('PageDown');
    const current = await focusedRow(page);
    await page.reload();
    await show(state);
    assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), '75');
    await page.locator(`[data-row="${current}"].current`).waitFor();
  });

  it('leads with Tab through one row only', async () => {
    const { page, show } = await open();
    await show(stateOf(three));
    await page.getByRole('row').first().focus();
    const visited: (string | undefined)[] = [];
    for (let times = 0; times < 8; times++) {
      await page.keyboard.press('Tab');
      visited.push(await focusedRow(page));
    }
    assert.deepEqual([...new Set(visited)], ['1', undefined]);
  });

  it('asks for pictures of what it cannot show itself, once, and only of rows in view', async () => {
    const { page, show, said, picture } = await open();
    const { thumbnail: _, ...heic } = row('1', { image: 'scan.heic' });
    const broken = row('2', { image: 'broken.png', thumbnail: 'data:image/png;base64,AAAA' });
    const state = stateOf([
      heic,
      broken,
      ...manyRows(300)
        .slice(10)
        .map(({ thumbnail: _, ...one }) => one),
    ]);
    await show(state);
    await page.locator('[data-row="2"] .missing').waitFor();
    await show(state);
    const asked = (await said()).map(({ payload }) => ('row' in payload ? payload.row : ''));
    assert.deepEqual(asked.filter((id) => id === '1' || id === '2').sort(), ['1', '2']);
    assert.ok(asked.length < 60 && new Set(asked).size === asked.length, `${asked}`);
    await picture('1', pixel);
    await page.locator(`[data-row="1"] img[src="${pixel}"]`).waitFor();
  });

  it('shows the keys', async () => {
    const { page, show } = await open();
    await show(stateOf(three));
    const keys = page.locator('footer');
    for (const text of ['accept', 'edit', 'skip', 'decorative', 'ask again', 'Ctrl+Enter'])
      assert.ok((await keys.textContent())?.includes(text), text);
  });
});
