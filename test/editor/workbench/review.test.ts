import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { rgbPage, tiff } from '../../fixtures/tiff.ts';
import { reload, review, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { reviewTab, untilStored } from '../stored.ts';

const alt = (text: string, more: object = {}) =>
  answer(JSON.stringify({ alt: text, decorative: false, confidence: 'high', ...more }));

describe('the review of alt texts', () => {
  const page1 = ['coast.jpg', 'berths.png', 'rainfall.png', 'plan.tif'].map(
    (name) => `![](../images/${name})`,
  );
  const scene = useScene({
    fill: async (workspace) => {
      const plan = tiff([rgbPage(64, 48, new Uint8Array(64 * 48 * 3).fill(90))]);
      await writeFile(join(workspace, 'images', 'plan.tif'), plan);
      await writeFile(join(workspace, 'docs', 'review.md'), `# Harbour\n\n${page1.join('\n\nText.\n\n')}\n`);
    },
  });
  const text = () => readFile(join(scene.workspace, 'docs', 'review.md'), 'utf8');
  const frame = () => review(scene.page);
  before(async () => {
    const { page, emulator } = scene;
    for (let asked = 0; asked < 20; asked += 1)
      emulator.script(alt(`Words ${asked}`, asked === 0 ? { confidence: 'low' } : {}));
    await runCommand(page, 'Ask Claude: Audit Alt Text');
    await page.getByRole('button', { name: 'Write Alt Texts…' }).click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Write Alt Texts' }).click();
    await frame()
      .locator('.progress', { hasText: /^(\d+) of \1 answered$/ })
      .waitFor();
  });

  it('shows each image with its place, its text in full and how sure it is', async () => {
    await frame().getByRole('grid', { name: 'Alt texts' }).waitFor();
    await frame().getByText('Claude is not sure of this').first().waitFor();
    assert.ok((await frame().getByRole('row').count()) > 2);
  });

  it('shows a picture of what no browser shows', async () => {
    await frame().locator('.row', { hasText: 'plan.tif' }).locator('img[src^="data:image/"]').waitFor();
  });

  it('keeps what was decided', async () => {
    const second = frame().getByRole('row').nth(1);
    await second.getByRole('button', { name: 'Skip' }).click();
    await second.getByRole('button', { name: 'Skip', pressed: true }).waitFor();
  });

  it('asks again with a hint, and pays for nothing else', async () => {
    const { emulator } = scene;
    const asked = emulator.requests.length;
    emulator.reset();
    emulator.script(alt('Two boats at the quay'));
    const target = frame().getByRole('row').nth(1);
    await target.getByRole('textbox', { name: /^Hint/ }).fill('Name the boats');
    await target.getByRole('button', { name: 'Ask again' }).click();
    const body = JSON.stringify((await emulator.request(0)).body);
    assert.ok(body.includes('Name the boats'));
    assert.ok(asked > 0);
  });

  it('is used by keyboard alone', async () => {
    const { page } = scene;
    const rowAt = (place: number) => frame().locator(`.row[aria-rowindex="${place}"]`);
    const focused = (place: number) => rowAt(place).and(frame().locator(':focus')).waitFor();
    const box = rowAt(3).getByRole('textbox', { name: /^Alt text of/ });
    await rowAt(1).focus();
    for (const place of [2, 3]) {
      await page.keyboard.press('ArrowDown');
      await focused(place);
    }
    await page.keyboard.press('e');
    await box.and(frame().locator(':focus')).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type(', seen and decided');
    await page.keyboard.press('Escape');
    await focused(3);
    await rowAt(3).getByText('25 of 150 characters').waitFor();
    await page.keyboard.press('s');
    await focused(4);
    await rowAt(3).getByRole('button', { name: 'Skip', pressed: true }).waitFor();
    await page.keyboard.press('d');
    const decorative = (pressed: boolean) => rowAt(4).getByRole('button', { name: 'Decorative', pressed });
    await decorative(true).waitFor();
    // A second time brings the text back that was paid for.
    await page.keyboard.press('d');
    await decorative(false).waitFor();
    const fourth = rowAt(4).getByRole('textbox', { name: /^Alt text of/ });
    assert.match(await fourth.inputValue(), /^Words \d+$/);
    await page.keyboard.press('d');
    await decorative(true).waitFor();
    await focused(4);
    await page.keyboard.press('ArrowUp');
    await focused(3);
    await page.keyboard.press('Enter');
    await focused(4);
    await rowAt(3).getByRole('button', { name: 'Accept', pressed: true }).waitFor();
  });

  it('comes back with its tab after a reload of the window', async () => {
    const { page } = scene;
    await untilStored(page, reviewTab);
    await reload(page);
    const box = frame()
      .locator('.row[aria-rowindex="3"]')
      .getByRole('textbox', { name: /^Alt text of/ });
    await box.waitFor();
    assert.match(await box.inputValue(), /^Words \d+, seen and decided$/);
  });

  it('is opened again from the message of the next audit', async () => {
    const { page } = scene;
    const tab = page.getByRole('tab', { name: /^Alt Text of/ });
    await tab.click();
    await runCommand(page, 'View: Close Editor');
    await tab.waitFor({ state: 'detached' });
    await runCommand(page, 'Ask Claude: Audit Alt Text');
    await page
      .locator('.notification-list-item')
      .getByRole('button', { name: 'Review Alt Texts' })
      .first()
      .click();
    await tab.waitFor();
    await frame().getByRole('grid', { name: 'Alt texts' }).waitFor();
  });

  it('writes what is accepted, and says so', async () => {
    const { page } = scene;
    const before1 = await text();
    await frame().getByRole('row').first().focus();
    await page.keyboard.press('Control+Enter');
    await frame()
      .locator('.notice', { hasText: /texts were written\./ })
      .waitFor();
    assert.ok(before1.includes('![](../images/coast.jpg)'));
  });
});
