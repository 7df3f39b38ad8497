import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answer, held } from '../../emulator/faults.ts';
import { button, type Conversation } from '../../launch/conversation.ts';
import { clipboardHolds, openFile, previewReady, quickPick, readyInput } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { questions } from '../sent.ts';

describe('without a mouse', () => {
  const scene = useScene();

  it('an image is opened, asked about and the answer copied @oldest', async () => {
    const { page, talk, emulator } = scene;
    await page.keyboard.press('ControlOrMeta+P');
    await readyInput(page);
    await page.keyboard.type('coast.jpg');
    await page.locator('.focused[role=option][aria-label^="coast.jpg"]').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'coast.jpg', selected: true }).waitFor();
    await previewReady(page);
    await page.keyboard.press('F1');
    await readyInput(page);
    await page.keyboard.type('Ask Claude');
    // The list follows the typing: Enter takes the row that is marked by then.
    await quickPick(page, 'Ask Claude').and(page.locator('.focused')).waitFor();
    await page.keyboard.press('Enter');
    await talk.focusedBox.waitFor();
    await talk.attached('coast.jpg').waitFor();
    emulator.script(answer('A coast with hills.'));
    await page.keyboard.type('First line');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second line');
    await page.keyboard.press('Enter');
    await talk.log.getByText('A coast with hills.', { exact: true }).waitFor();
    await talk.focusedBox.waitFor();
    await tabTo(talk, 'Copy', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await clipboardHolds(page, 'A coast with hills.');
    await tabTo(talk, 'Send', 'Tab');
  });

  it('an answer is stopped with Escape, and the caret is still in the box', async () => {
    const { page, talk, emulator } = scene;
    await talk.box.focus();
    emulator.script(held('One, ', 'two.'));
    await page.keyboard.type('Count.');
    await page.keyboard.press('Enter');
    emulator.release(1);
    await talk.turn('Count.').getByText('One,', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await talk.turn('Count.').getByText('Stopped.', { exact: true }).waitFor();
    await questions(emulator).at(-1)?.closedByClient;
    await talk.focusedBox.waitFor();
    assert.equal(await talk.box.inputValue(), '');
  });

  it('an image is pasted, and taken away again', async () => {
    const { page, talk } = scene;
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(40, 30);
      canvas.getContext('2d')?.fillRect(0, 0, 20, 30);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': canvas.convertToBlob() })]);
    });
    await talk.box.focus();
    await page.keyboard.press('ControlOrMeta+V');
    const remove = talk.form.getByRole('button', { name: /^Remove / });
    await remove.waitFor();
    await talk.form.getByText('40 × 30').waitFor();
    await tabTo(talk, (await remove.getAttribute('aria-label')) ?? '', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await remove.waitFor({ state: 'detached' });
    await talk.focusedBox.waitFor();
  });

  it('the last question is asked again', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('Three, four.'));
    await talk.focusedBox.waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await talk.turn('Count.').getByText('Three, four.', { exact: true }).waitFor();
  });

  it('what is typed after a choice in a box of the editor goes into the question, not into a document', async () => {
    const { page, talk } = scene;
    await openFile(page, 'README.md');
    await page.locator('.editor-instance .view-lines').click();
    for (const name of ['Model: claude-sonnet-5-5', 'Ask another model', 'Add images…']) {
      await talk.frame.getByRole('button', { name, exact: true }).last().focus();
      await page.keyboard.press('Enter');
      await readyInput(page);
      await page.keyboard.press('Escape');
      await talk.focusedBox.waitFor();
    }
    await page.keyboard.type('Here');
    assert.equal(await talk.box.inputValue(), 'Here');
    assert.equal(await page.locator('.tab.dirty').count(), 0);
  });

  /** Moves on until the button of this name has the focus. */
  async function tabTo({ frame, box }: Conversation, name: string, key: string): Promise<void> {
    const wanted = button(frame, name).and(frame.locator(':focus'));
    for (let step = 0; step < 40 && (await wanted.count()) === 0; step += 1)
      await scene.page.keyboard.press(key);
    assert.equal(await wanted.count(), 1, `${name} cannot be reached`);
    assert.equal(await box.isVisible(), true);
  }
});
