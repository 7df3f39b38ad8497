import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { RegionView, ToHost } from '../../src/protocol.ts';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';
import { drag, view, viewed } from './viewerScenes.ts';

const region = { x: 960, y: 600, width: 1920, height: 1200 };
const box = { x: 384, y: 240, width: 384, height: 240 };

describe('the viewer', () => {
  const open = panels();
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'a.png', exact: true });
  const button = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true });
  const scaleOf = async (page: Page) => {
    const { width } = (await page.locator('.canvas').first().boundingBox())!;
    return Number((width / 3840).toFixed(3));
  };
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

  /** Opens the image, in a panel whose host takes over what is drawn. */
  async function opened(changes: Parameters<typeof viewed>[1] = {}, width = 800) {
    const { page, show, sent } = await open({ width });
    const shows = (parts: { region?: RegionView; redactions?: readonly RegionView[] }) =>
      show(emptyState({ images: [viewed('a.png', { ...changes, ...parts }), viewed('b.png')] }));
    await shows({});
    await view(page, 'a.png');
    const parts = async () =>
      (await sent())
        .filter(({ type }) => type === 'parts')
        .map(({ payload }) => {
          const { region, redactions } = payload as ToHost['parts'];
          return { ...(region && { region }), redactions };
        });
    const taken = async () => {
      const last = (await parts()).at(-1) ?? assert.fail('nothing was drawn');
      await shows(last);
      return last;
    };
    return { page, show, sent, parts, taken };
  }

  it('opens by the mouse and by Enter, closes by Escape without stopping an answer, and gives the focus back', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ images: [viewed('a.png')], running: true }));
    await view(page, 'a.png');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'View a.png');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    assert.equal(await focused(page), 'Picture of a.png');
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      assert.ok(
        await page.evaluate(
          () =>
            document.activeElement?.closest('dialog') !== null || document.activeElement === document.body,
        ),
      );
    }
    await button(page, 'Open in Editor').click();
    await button(page, 'Close').click();
    assert.deepEqual(await sent(), [
      { type: 'showWhole', payload: { image: 'a.png' } },
      { type: 'showWhole', payload: { image: 'a.png' } },
      { type: 'open', payload: { image: 'a.png' } },
    ]);
  });

  it('closes when its image goes', async () => {
    const { page, show } = await opened();
    await show(emptyState());
    await dialog(page).waitFor({ state: 'hidden' });
  });

  it('zooms by buttons, keys, the wheel with Ctrl and a double click, around the pointer', async () => {
    const { page } = await opened();
    const fitting = await scaleOf(page);
    assert.ok(fitting < 0.21);
    await button(page, 'Zoom in').click();
    assert.equal(await scaleOf(page), 0.33);
    await button(page, 'Zoom out').click();
    assert.equal(await scaleOf(page), 0.2);
    await page.keyboard.press('1');
    assert.equal(await scaleOf(page), 1);
    await page.keyboard.press('-');
    assert.equal(await scaleOf(page), 0.67);
    await page.keyboard.press('0');
    assert.equal(await scaleOf(page), fitting);
    const canvas = (await page.locator('.canvas').boundingBox())!;
    const [x, y] = [canvas.x + canvas.width / 4, canvas.y + canvas.height / 4];
    const under = async () => {
      const now = (await page.locator('.canvas').boundingBox())!;
      return [(x - now.x) / now.width, (y - now.y) / now.height].map((share) => Math.round(share * 100));
    };
    await page.mouse.dblclick(x, y);
    assert.equal(await scaleOf(page), 1);
    assert.deepEqual(await under(), [25, 25]);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    assert.ok((await scaleOf(page)) > 1.5);
    assert.deepEqual(await under(), [25, 25]);
    assert.equal(
      await page.locator('.canvas img').evaluate((one) => getComputedStyle(one).imageRendering),
      'auto',
    );
    for (let step = 0; step < 5; step++) await page.keyboard.press('+');
    assert.equal(
      await page.locator('.canvas img').evaluate((one) => getComputedStyle(one).imageRendering),
      'pixelated',
    );
  });

  it('moves the picture by arrow keys and by dragging', async () => {
    const { page } = await opened();
    await page.locator('.stage').focus();
    await page.keyboard.press('1');
    const place = () => page.locator('.stage').evaluate((one) => [one.scrollLeft, one.scrollTop]);
    const [left = 0, top = 0] = await place();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    assert.deepEqual(await place(), [left + 60, top - 60]);
    const stage = (await page.locator('.stage').boundingBox())!;
    await page.mouse.move(stage.x + 200, stage.y + 200);
    await page.mouse.down();
    await page.mouse.move(stage.x + 150, stage.y + 220);
    await page.mouse.up();
    assert.deepEqual(await place(), [left + 110, top - 80]);
  });

  it('takes a region that the mouse draws, moves and resizes, and has the question box for it', async () => {
    const { page, parts, taken } = await opened();
    await button(page, 'Ask about a region').click();
    await drag(page, [0.25, 0.25], [0.75, 0.75]);
    const drawn = await taken();
    near(drawn.region, region);
    await dialog(page)
      .getByText(/^region 19\d\d × 12\d\d of 3840 × 2400, at 9\d\d, 5\d\d|6\d\d$/)
      .waitFor();
    await drag(page, [0.5, 0.5], [0.6, 0.5]);
    near((await taken()).region, { ...region, x: 1344 });
    await drag(page, [0.85, 0.75], [0.95, 0.95]);
    near((await taken()).region, { x: 1344, y: 600, width: 2304, height: 1680 });
    const count = (await parts()).length;
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal((await parts()).length, count);
    assert.equal(await focused(page), 'Ask about the images');
  });

  it('takes a region that keys place, and tells its size while they do', async () => {
    const { page, parts } = await opened();
    await button(page, 'Ask about a region').focus();
    await page.keyboard.press('Enter');
    assert.match(await focused(page), /^region 1920 × 1200 of 3840 × 2400$/);
    await page.keyboard.press('Control+ArrowLeft');
    await page.keyboard.press('Control+Shift+ArrowUp');
    assert.equal(
      await dialog(page).getByRole('status').textContent(),
      'region 1920 × 1199 of 3840 × 2400, at 959, 600',
    );
    assert.deepEqual(await parts(), [], 'nothing is confirmed yet');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.deepEqual(await parts(), [
      { region: { x: 959, y: 600, width: 1920, height: 1199 }, redactions: [] },
    ]);
    assert.equal(await focused(page), 'Ask about the images');
  });

  it('leaves an unconfirmed region by Escape, and takes a region away', async () => {
    const { page, show, parts } = await opened();
    await button(page, 'Ask about a region').click();
    // The mouse chose the tool, and keys go on.
    await page.keyboard.press('ArrowRight');
    await dialog(page).getByText('region 1920 × 1200', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor();
    assert.deepEqual(await parts(), []);
    await show(emptyState({ images: [viewed('a.png', { region })] }));
    await button(page, 'Ask about a region').click();
    await button(page, 'Whole image').click();
    assert.deepEqual(await parts(), [{ redactions: [] }]);
  });

  it('takes several boxes, by mouse and keys, that can be selected, moved, removed and undone', async () => {
    const { page, parts, taken } = await opened();
    await button(page, 'Redact').click();
    await drag(page, [0.1, 0.1], [0.2, 0.2]);
    near((await taken()).redactions[0], box);
    await button(page, 'Add Box').click();
    assert.match(await focused(page), /^Box 2 of 2: 768 × 480/);
    await page.keyboard.press('Enter');
    const [, second] = (await taken()).redactions;
    assert.deepEqual(second, { x: 1536, y: 960, width: 768, height: 480 });
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Enter');
    assert.deepEqual((await taken()).redactions[1], { ...second, x: 1537 });
    await page.locator('[data-target="0"]').focus();
    await page.keyboard.press('Delete');
    assert.deepEqual((await taken()).redactions, [{ ...second, x: 1537 }]);
    await button(page, 'Undo').click();
    assert.equal((await taken()).redactions.length, 2);
    await page.keyboard.press('Control+z');
    assert.deepEqual((await taken()).redactions[1], second);
    await button(page, 'Remove Box').click();
    assert.equal((await taken()).redactions.length, 1);
    assert.equal((await parts()).length, 7);
  });

  it('confirms a box that keys have moved when the viewer closes', async () => {
    const { page, parts } = await opened({ redactions: [box] });
    await button(page, 'Redact').click();
    await page.locator('[data-target="0"]').focus();
    await page.keyboard.press('Control+ArrowDown');
    await button(page, 'Close').click();
    assert.deepEqual(await parts(), [{ redactions: [{ ...box, y: 241 }] }]);
  });

  for (const [name, taken] of Object.entries({ Escape: 0, Done: 1, Compare: 1, Close: 1 }))
    it(`${taken ? 'takes' : 'does not take'} a box that was placed where ${name} leaves it`, async () => {
      const { page, parts } = await opened();
      await button(page, 'Redact').focus();
      await page.keyboard.press('Enter');
      await dialog(page).getByText('Box 1 of 1', { exact: false }).waitFor();
      if (name === 'Escape') await page.keyboard.press('Escape');
      else await button(page, name).click();
      assert.equal((await parts()).length, taken);
    });

  it('attaches a copy of an image that was asked about, and goes on with that', async () => {
    const { page, show, sent } = await open({ width: 800 });
    const asked = [turn('1', { images: [viewed('a.png')] })];
    await show(emptyState({ turns: asked }));
    await view(page, 'a.png');
    await button(page, 'Redact').click();
    await dialog(page).getByText('This image was sent as it is', { exact: false }).waitFor();
    await drag(page, [0.1, 0.1], [0.2, 0.2]);
    const first = (await sent()).find((one) => one.type === 'parts')?.payload as ToHost['parts'];
    assert.equal(first.image, 'a.png');
    const { copy, redactions } = first;
    await show(emptyState({ turns: asked, images: [viewed('a.png', { id: copy, redactions })] }));
    await dialog(page).getByText('What the boxes cover is painted over', { exact: false }).waitFor();
    await drag(page, [0.5, 0.5], [0.6, 0.6]);
    const second = (await sent()).filter((one) => one.type === 'parts').at(-1)?.payload as ToHost['parts'];
    assert.equal(second.copy, copy);
    assert.equal(second.redactions.length, 2);
  });

  it('compares two images by a divider, by keys and mouse, and side by side', async () => {
    const { page, sent } = await opened({ size: { width: 3840, height: 2400 } });
    await button(page, 'Compare').click();
    const slider = dialog(page).getByRole('slider', { name: 'Divider' });
    assert.equal(await slider.getAttribute('aria-valuetext'), '50 % a.png, 50 % b.png');
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await slider.getAttribute('aria-valuenow'), '52');
    await drag(page, [0.52, 0.3], [0.25, 0.3]);
    assert.equal(await slider.getAttribute('aria-valuenow'), '25');
    await page.keyboard.press('End');
    assert.equal(await slider.getAttribute('aria-valuenow'), '100');
    await button(page, 'Side by side').click();
    assert.equal(await page.locator('.stage').count(), 2);
    await page.locator('.stage').first().focus();
    await page.keyboard.press('1');
    await page.keyboard.press('ArrowRight');
    const places = () =>
      page.locator('.stage').evaluateAll((all) => all.map((one) => [one.scrollLeft, one.scrollTop]));
    await page.waitForFunction(() => {
      const [one, other] = [...document.querySelectorAll('.stage')].map((stage) => stage.scrollLeft);
      return one !== 0 && one === other;
    });
    const [first, second] = await places();
    assert.deepEqual(first, second);
    assert.deepEqual(
      (await sent()).map(({ type, payload }) => [type, (payload as { image: string }).image]),
      [
        ['showWhole', 'a.png'],
        ['showWhole', 'b.png'],
      ],
    );
  });

  it('opens with two images compared, of a question or of the next one', async () => {
    const { page, show } = await open();
    const images = [viewed('a.png'), viewed('b.png')];
    for (const state of [emptyState({ images }), emptyState({ turns: [turn('1', { images })] })]) {
      await show(state);
      await page.getByRole('button', { name: 'Compare in Viewer' }).click();
      await dialog(page).getByRole('slider').waitFor();
      await page.keyboard.press('Escape');
    }
    await show(emptyState({ images: images.slice(0, 1) }));
    assert.equal(await page.getByRole('button', { name: 'Compare in Viewer' }).count(), 0);
  });

  it('says why there is no picture', async () => {
    const { page, show } = await open();
    await show(emptyState({ images: [viewed('a.png', { whole: 'failed' })] }));
    await view(page, 'a.png');
    await dialog(page).getByText('This image cannot be shown here.').waitFor();
  });
});

/** Within a few pixels of the image: a pixel on the screen is several. */
function near(found: RegionView | undefined, wanted: RegionView): void {
  assert.ok(found);
  for (const name of ['x', 'y', 'width', 'height'] as const)
    assert.ok(Math.abs(found[name] - wanted[name]) <= 14, `${name}: ${found[name]}, not ${wanted[name]}`);
}
