import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { before, describe, it } from 'mocha';
import { readReview } from '../../../src/core/docs/review/storedReview.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { answer, rateLimited, refusal } from '../../emulator/faults.ts';
import { expand, notification, openFile, reload, review, runCommand } from '../../launch/workbench.ts';
import {
  documentCount,
  documents,
  figureOf,
  figures,
  missingCount,
  readDocuments,
  referenceCount,
  writeManyDocuments,
} from '../manyDocuments.ts';
import { useScene } from '../scene.ts';
import { questions } from '../sent.ts';
import { stage } from '../stage.ts';
import { reviewTab, untilStored } from '../stored.ts';

/** USD for a million tokens: so much that the summary shows each of them. */
const price = { input: 3_000_000, output: 15_000_000, cacheRead: 300_000, cacheWrite: 3_750_000 };

/** Of figures that the model is not sure of. */
const unsure = [3, 10, 20];

describe('three hundred documents', () => {
  before(async () => {
    const prices = { 'claude-sonnet-5-5': price };
    await (await stage()).editor.configure({ 'askClaude.prices': prices, 'askClaude.confirmCostAbove': 0 });
  });
  const scene = useScene({ fill: writeManyDocuments });
  const frame = () => review(scene.page);
  const progress = (done: number) =>
    frame().locator('.progress', { hasText: `${done} of ${missingCount} answered` });
  const goOn = (left: number) => frame().getByRole('button', { name: `Ask about ${left} more` });
  let model: SlowModel;

  it('are audited, and fifty images asked about until that is paused', async () => {
    const { page, emulator } = scene;
    model = slowModel(emulator);
    await runCommand(page, 'Ask Claude: Audit Alt Text');
    const counts = `${referenceCount.toLocaleString('en')} images in ${documentCount} documents:`;
    await notification(page, counts).waitFor();
    emulator.script(rateLimited(1));
    model.answer(15);
    await page.getByRole('button', { name: 'Write Alt Texts…' }).click();
    await page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: 'Write Alt Texts', exact: true })
      .click();
    await progress(15).waitFor();
    await frame().getByRole('button', { name: 'Pause' }).click();
    // What is on its way is paid for, and still arrives.
    await frame().getByText('Pausing: answers that are on their way still arrive.').waitFor();
    model.answer(3);
    await goOn(missingCount - 18).waitFor();
    await progress(18).waitFor();
  });

  it('are there again after the window was reloaded in the middle', async () => {
    const { page, editor } = scene;
    model.answer(12);
    await goOn(missingCount - 18).click();
    await progress(30).waitFor();
    await untilKept(editor.serverDataDir, 30);
    await untilStored(page, reviewTab);
    await reload(page);
    await goOn(missingCount - 30).waitFor();
    await progress(30).waitFor();
    model.forget();
    model.answer(missingCount);
    await goOn(missingCount - 30).click();
    await progress(missingCount - 2).waitFor();
    await frame().getByRole('button', { name: 'Pause' }).waitFor({ state: 'detached' });
  });

  it('cost what the server says, and nothing twice', async () => {
    const { emulator } = scene;
    const answered = questions(emulator).filter(
      ({ status, closedByClientAt }) => status === 200 && closedByClientAt === undefined,
    );
    // One figure stands at two places that are alike, one cannot be read, and one is refused, which costs as well.
    assert.equal(answered.length, missingCount - 2);
    const asked = answered.map(({ body }) => JSON.stringify((body as { messages: unknown }).messages));
    assert.equal(new Set(asked).size, asked.length);
    assert.ok(questions(emulator).some(({ status }) => status === 429));
    const books = emulator.usage.reduce((sum, usage) => sum + usd(usage), 0);
    assert.equal(emulator.usage.length, answered.length);
    const shown = (await frame().locator('.spent').textContent()) ?? '';
    assert.ok(Math.abs(Number(shown.replace(/[^\d.]/g, '')) - books) < 0.01, `${shown} and ${books}`);
  });

  it('are reviewed by keyboard, and written without the loss of a byte', async () => {
    const { page, workspace } = scene;
    const row = (figure: number) =>
      frame()
        .getByRole('row', { name: `figure-${figure}.png`, exact: false })
        .first();
    const focused = (figure: number) => row(figure).and(frame().locator(':focus')).waitFor();
    const press = async (key: string, next: number) => {
      await page.keyboard.press(key);
      await focused(next);
    };
    const state = frame().getByRole('combobox', { name: 'State', exact: true });
    await state.selectOption('To decide');
    await row(3).focus();
    await press('Enter', 10);
    await press('s', 20);
    await page.keyboard.press('e');
    await frame()
      .getByRole('textbox', { name: 'Alt text of figure-20.png' })
      .and(frame().locator(':focus'))
      .waitFor();
    // Not Control+A, which the editor selects with as well, some time later.
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type('The old lighthouse');
    await press('Escape', 20);
    await state.selectOption('All');
    await row(20).focus();
    await press('Home', 0);
    await press('ArrowDown', 1);
    await page.keyboard.press('d');
    await row(1).getByRole('button', { name: 'Decorative', pressed: true }).waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await frame().locator('.notice', { hasText: '47 texts were written.' }).waitFor();
    await untilDocuments(workspace, documents(reviewed));
  });

  it('are as they were after one undo', async () => {
    const { page, workspace } = scene;
    await expand(page, 'pages');
    await openFile(page, 'page-000.md');
    await page.locator('.view-line', { hasText: textOf(0) }).click();
    await page.keyboard.press('ControlOrMeta+z');
    // Some editors ask first whether all documents are meant.
    const all = page.locator('.monaco-dialog-box').getByRole('button', { name: /^Undo in \d+ Files$/ });
    const undone = page.locator('.view-line', { hasText: '![](../figures/figure-0.png)' });
    await all.or(undone).first().waitFor();
    if (await all.isVisible()) await all.click();
    await untilDocuments(
      workspace,
      documents(() => undefined),
    );
  });
});

/** The alt texts after the review; a failed or skipped one is not written. */
function reviewed(figure: number): string | undefined {
  if (figure === figures.refused || figure === figures.damaged || figure === 10) return undefined;
  if (figure === 1) return '';
  return figure === 20 ? 'The old lighthouse' : textOf(figure);
}

/** Waits until the documents are these, to the byte, once the editor has saved what it changed. */
async function untilDocuments(folder: string, wanted: ReadonlyMap<string, Buffer>): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const now = await readDocuments(folder);
    const others = [...wanted].filter(([path, bytes]) => !now.get(path)?.equals(bytes));
    if (others.length === 0 && now.size === wanted.size) return;
    const [[path, bytes] = ['', Buffer.of()]] = others;
    if (Date.now() > end)
      assert.equal(now.get(path)?.toString(), bytes.toString(), `${others.length} differ`);
    await setImmediate();
  }
}

interface SlowModel {
  /** Lets it answer so many questions more; the others wait. */
  readonly answer: (questions: number) => void;
  /** Those that wait were asked by a window that is gone. */
  readonly forget: () => void;
}

/** A model that answers no more than it is told to. */
function slowModel(emulator: Emulator): SlowModel {
  let left = 0;
  const waiting: (() => void)[] = [];
  emulator.play(async ({ images: [image] }) => {
    while (left === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    left -= 1;
    const figure = figureOf(image?.size?.width ?? 0);
    if (figure === figures.refused) return refusal('A picture of harm');
    const confidence = unsure.includes(figure) ? 'low' : 'high';
    return answer(JSON.stringify({ alt: textOf(figure), decorative: false, confidence }));
  });
  return {
    answer: (questions) => {
      left = questions;
      for (const go of waiting.splice(0)) go();
    },
    forget: () => void waiting.splice(0),
  };
}

function textOf(figure: number): string {
  return `Boats in bay ${figure}`;
}

function usd(usage: Emulator['usage'][number]): number {
  const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } = usage;
  const total =
    input_tokens * price.input +
    cache_read_input_tokens * price.cacheRead +
    cache_creation_input_tokens * price.cacheWrite +
    output_tokens * price.output;
  return total / 1e6;
}

/** Waits until the file of the review holds so many answers. */
async function untilKept(serverDataDir: string, answers: number): Promise<void> {
  for (;;) {
    const files = await readdir(serverDataDir, { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of files) {
      if (!parentPath.endsWith('reviews') || !name.endsWith('.json')) continue;
      const whole = await readFile(join(parentPath, name), 'utf8');
      const changes = await readFile(join(parentPath, name.replace('.json', '.changes.json')), 'utf8').catch(
        () => undefined,
      );
      const rows = readReview(whole, changes)?.rows ?? [];
      if (rows.filter(({ status }) => status === 'answered').length === answers) return;
    }
    await setImmediate();
  }
}
