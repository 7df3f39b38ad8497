import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { galleryStates } from './galleryStates.ts';
import { panels } from './panels.ts';
import { reviewPages } from './review/reviewPage.ts';
import { reviewStates } from './review/reviewStates.ts';
import { emptyState, image, turn } from './states.ts';
import { type ThemeName, themes } from './themes.ts';

/** Elements that stick out of the page sideways. */
function overflowing(page: Page) {
  return page.evaluate(() => {
    const scrolls = '.scroller, .chips.row, .unseen, .asked .detail, .formula.display, [virtualizer-sizer]';
    return [...document.body.querySelectorAll('*')]
      .filter(
        (element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !element.closest(scrolls),
      )
      .map((element) => element.outerHTML.slice(0, 200));
  });
}

describe('the layout', () => {
  const open = panels();
  const openReview = reviewPages();

  for (const width of [240, 420, 900])
    it(`fits into ${width} pixels, whatever is shown`, async () => {
      const { page, show } = await open({ width });
      for (const [name, state] of Object.entries(galleryStates)) {
        await show(state);
        assert.deepEqual(await overflowing(page), [], name);
      }
    });

  for (const width of [250, 600, 1200])
    it(`of the review fits into ${width} pixels, whatever is shown`, async () => {
      const { page, show } = await openReview({ width });
      for (const [name, state] of Object.entries(reviewStates)) {
        await show(state);
        assert.deepEqual(await overflowing(page), [], name);
      }
    });

  it('leaves the list of the review some room in a low editor', async () => {
    const { page, show } = await openReview({ width: 300, height: 300 });
    await show(reviewStates['running']!);
    const height = await page.getByRole('grid').evaluate((grid) => grid.clientHeight);
    assert.ok(height >= 120, `${height}`);
  });

  it('shows below each of a few images how it was sent, and for many on request', async () => {
    const { page, show } = await open({ width: 320 });
    for (const [amount, isShown] of [
      [2, true],
      [6, false],
    ] as const) {
      const images = Array.from({ length: amount }, (_, index) =>
        image(`${index}.png`, { sent: 'sent 10 × 10' }),
      );
      await show(emptyState({ turns: [turn('a', { images })] }));
      const clips = await page
        .getByText('sent 10 × 10')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).clipPath));
      assert.deepEqual(clips, Array(amount).fill(isShown ? 'none' : 'inset(50%)'));
      assert.match(
        (await page.getByRole('button', { name: 'View 0.png' }).getAttribute('title')) ?? '',
        /sent 10 × 10/,
      );
    }
  });

  it('fits when everything is one long word', async () => {
    const { page, show } = await open({ width: 240 });
    const long = 'a'.repeat(300);
    const failure = { text: long, remedy: long, actions: [{ id: 'x', label: 'Show Log' }], detail: long };
    await show(
      emptyState({
        images: [image(`${long}.png`, { detail: long, sent: long, problem: long })],
        turns: [
          turn('a', { question: long, answer: long, notes: [long], usage: long, status: 'failed', failure }),
        ],
        model: long,
        key: { label: long, missing: true },
        notice: { text: long, actions: [] },
        estimate: { input: long, answer: long, detail: long },
        total: long,
      }),
    );
    assert.deepEqual(await overflowing(page), []);
  });

  it('can all be reached at 200 % zoom in a low panel', async () => {
    const { page, show } = await open({ width: 240, height: 300 });
    await show(galleryStates['stopped']!);
    for (const name of ['Send', 'Retry', 'Remove next.png']) {
      await page.getByRole('button', { name, exact: true }).scrollIntoViewIfNeeded();
      await page.getByRole('button', { name, exact: true }).click({ trial: true });
    }
    assert.deepEqual(await overflowing(page), []);
  });

  it('keeps the question box usable in 200 × 200 pixels, whatever is shown', async () => {
    const { page, show } = await open({ width: 200, height: 200 });
    for (const [name, state] of Object.entries(galleryStates)) {
      await show(state);
      const covered = await page.evaluate(() => {
        const send = document.querySelector('.send')!;
        const parts = [document.querySelector('.box textarea')!, send, send.closest('.box')!];
        return parts.filter((part) => {
          const { left, right, top, bottom, width, height } = part.getBoundingClientRect();
          const middle = document.elementFromPoint(left + width / 2, top + height / 2);
          const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
          return !inside || height < 24 || !part.contains(middle);
        }).length;
      });
      // The list stands in the place of the question box.
      if (!state.conversations) assert.equal(covered, 0, name);
      assert.deepEqual(await overflowing(page), [], name);
    }
    await show(galleryStates['noKey']!);
    await page.getByRole('button', { name: 'Set API Key' }).click({ trial: true });
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`shows what is a button, in the theme ${theme}`, async () => {
      const { page, show } = await open({ theme });
      await show(galleryStates['failures']!);
      const flat = await page.getByRole('button').evaluateAll((buttons) => {
        const clear = 'rgba(0, 0, 0, 0)';
        return buttons
          .filter((button) => button.matches('.primary, .secondary, .chip'))
          .filter((button) => {
            const { backgroundColor, borderTopColor } = getComputedStyle(button);
            let at = button.parentElement;
            while (at && getComputedStyle(at).backgroundColor === clear) at = at.parentElement;
            const ground = [clear, at && getComputedStyle(at).backgroundColor];
            return ground.includes(backgroundColor) && ground.includes(borderTopColor);
          })
          .map(({ textContent }) => textContent?.trim());
      });
      assert.deepEqual(flat, []);
    });

  it('grows the question box with its text, up to a limit, and then scrolls', async () => {
    const { page, show } = await open();
    await show(emptyState());
    const box = page.getByRole('textbox', { name: 'Ask about the images' });
    const height = async () => (await box.boundingBox())!.height;
    const one = await height();
    await box.fill('1\n2\n3\n4');
    const four = await height();
    assert.ok(four > one * 1.8);
    await box.fill('line\n'.repeat(100));
    assert.ok((await height()) < 300);
  });

  it('holds still for those who asked for it', async () => {
    const moving = (page: Page) => page.evaluate(() => document.getAnimations().length);
    const { page, show } = await open();
    await show(galleryStates['preparing']!);
    assert.ok((await moving(page)) > 0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await moving(page), 0);
    const asked = await open({ bodyClass: 'vscode-reduce-motion' });
    await asked.show(galleryStates['preparing']!);
    assert.equal(await moving(asked.page), 0);
  });

  it('keeps the edges of its controls where the system chooses the colours', async () => {
    const { page, show } = await open();
    await page.emulateMedia({ forcedColors: 'active' });
    await show(galleryStates['few']!);
    for (const name of ['Send', 'Describe', 'Remove spinner.gif']) {
      const button = page.getByRole('button', { name, exact: true });
      assert.equal(
        await button.evaluate((element) => getComputedStyle(element).borderTopStyle),
        'solid',
        name,
      );
    }
  });
});
