import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { review, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

const alt = (text: string, more: object = {}) =>
  answer(JSON.stringify({ alt: text, decorative: false, confidence: 'high', ...more }));

describe('the review of alt texts', () => {
  const page1 = ['![](../images/coast.jpg)', '![](../images/berths.png)', '![](../images/rainfall.png)'];
  const scene = useScene({
    fill: async (workspace) => {
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
