import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { pseudo, pseudoMessages, wordsLeft } from '../launch/pseudo.ts';
import { galleryStates } from './galleryStates.ts';
import { panels } from './panels.ts';
import { type ReviewState, reviewPages } from './review/reviewPage.ts';
import { reviewStates } from './review/reviewStates.ts';

/** Parts of a state that are no words of ours; answers stay as they are, since their marks are Markdown. */
const data = new Set(['id', 'status', 'thumbnail', 'whole', 'confidence', 'decision']);

/** As the host would fill it in another language. */
function translated(value: unknown, key = ''): unknown {
  if (data.has(key)) return value;
  if (typeof value === 'string') return pseudo(value);
  if (Array.isArray(value)) return value.map((item) => translated(item, key));
  if (typeof value !== 'object' || value === null) return value;
  const isTurn = 'question' in value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      isTurn && name === 'answer' ? part : translated(part, name),
    ]),
  );
}

/** Every text and name of the page, but for the words of a model. */
function texts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    // A link is named by its address, a task by its words.
    const namedByModel = 'a, .answer input[type=checkbox]';
    for (const element of document.body.querySelectorAll(':not(script, style, [virtualizer-sizer])')) {
      const names: string[] = [];
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'data-confirm'])
        if (!element.matches(namedByModel)) names.push(element.getAttribute(name) ?? '');
      if (element.closest('.answer')) {
        // A name may hold a word of the model, such as the language of its code.
        found.push(...names.filter((name) => !name.startsWith('⟦')));
        continue;
      }
      found.push(...names);
      for (const node of element.childNodes) if (node instanceof Text) found.push(node.data.trim());
    }
    return found.filter((text) => text !== '');
  });
}

/** Elements whose words do not fit into them; one that ends in an ellipsis shows all of it in a tooltip. */
function clipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('*')]
      .filter((element) => {
        const { overflowX, textOverflow, display } = getComputedStyle(element);
        if (display === 'inline' || element.clientWidth === 0 || element.closest('.unseen, .asked'))
          return false;
        // An icon may hang over the edge by its own padding.
        if (element.scrollWidth <= element.clientWidth + 6 || /auto|scroll/.test(overflowX)) return false;
        return textOverflow !== 'ellipsis' || !element.closest('[title]');
      })
      .map((element) => element.outerHTML.slice(0, 200)),
  );
}

describe('the panel in another language', () => {
  const open = panels();
  const openReview = reviewPages();

  it('has no word that is not translated, and room for longer ones', async () => {
    const { page, show } = await open({ width: 250, messages: pseudoMessages(), language: 'qps-ploc' });
    for (const [name, state] of Object.entries(galleryStates)) {
      await show(translated(state) as typeof state);
      const left = (await texts(page)).filter((text) => wordsLeft(text).length > 0);
      assert.deepEqual(left, [], name);
      assert.deepEqual(await clipped(page), [], name);
    }
  });

  it('has none in the review either', async () => {
    const { page, show } = await openReview({ width: 250, messages: pseudoMessages(), language: 'qps-ploc' });
    for (const [name, { rows, summary }] of Object.entries(reviewStates)) {
      await show(translated({ rows: rows.slice(0, 10), summary }) as ReviewState);
      const left = (await texts(page)).filter((text) => wordsLeft(text).length > 0);
      assert.deepEqual(left, [], name);
      assert.deepEqual(await clipped(page), [], name);
    }
  });

  it('finds a word that is not translated', async () => {
    const { page, show } = await open({ width: 250 });
    await show(translated(galleryStates['answered']) as (typeof galleryStates)['answered']);
    const left = (await texts(page)).filter((text) => wordsLeft(text).length > 0);
    for (const known of ['Copy', 'Conversation', 'Ask about the images'])
      assert.ok(left.includes(known), known);
  });
});
