import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import {
  choose,
  expand,
  openContextMenu,
  openFile,
  quickInput,
  quickPick,
  runCommand,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { outline } from '../sent.ts';

describe('an image is asked about', () => {
  const scene = useScene();

  /** Waits until just this image is attached, then takes it away again. */
  async function attachedAlone(name: string): Promise<void> {
    const { talk } = scene;
    await talk.attached(name).waitFor();
    assert.equal(await talk.form.getByRole('img').count(), 1);
    await talk.focusedBox.waitFor();
    await button(talk.form, `Remove ${name}`).click();
    await talk.attached(name).waitFor({ state: 'detached' });
  }

  it('from the tab of its editor', async () => {
    const { page } = scene;
    await expand(page, 'images');
    await openFile(page, 'coast.jpg');
    await page.getByRole('tab', { name: 'coast.jpg' }).click({ button: 'right' });
    await choose(page, 'Ask Claude');
    await attachedAlone('coast.jpg');
  });

  it('from the title bar of its preview', async () => {
    const { page } = scene;
    await page.locator('.editor-actions').getByRole('button', { name: 'Ask Claude' }).click();
    await attachedAlone('coast.jpg');
  });

  it('from the context menu of its preview', async () => {
    const { page } = scene;
    const preview = page.frameLocator('iframe.webview[src*="media-preview"]').frameLocator('#active-frame');
    await preview.locator('img').click({ button: 'right' });
    await choose(page, 'Ask Claude');
    await attachedAlone('coast.jpg');
  });

  it('from the palette while it is open', async () => {
    const { page } = scene;
    await openFile(page, 'berths.png');
    await runCommand(page, 'Ask Claude');
    await attachedAlone('berths.png');
  });

  it('from the palette with a file picker when none is open', async () => {
    const { page } = scene;
    await runCommand(page, 'View: Close All Editors');
    await page.getByRole('tab', { name: 'berths.png' }).waitFor({ state: 'detached' });
    await runCommand(page, 'Ask Claude');
    await quickInput(page).getByText('Ask Claude: Choose Images').waitFor();
    await quickPick(page, 'snippet.png').click();
    await attachedAlone('snippet.png');
  });

  it('from the tab of a comparison, which means the right side', async () => {
    const { page } = scene;
    await openContextMenu(page, 'berths.png');
    await choose(page, 'Select for Compare');
    await openContextMenu(page, 'dashboard.png');
    await choose(page, 'Compare with Selected');
    // Each side takes the focus when it is shown, and an open menu closes then.
    await page.locator('iframe.webview.ready[src*="media-preview"]').nth(1).waitFor();
    await page.getByRole('tab', { name: /^berths\.png ↔ dashboard\.png/ }).click({ button: 'right' });
    await choose(page, 'Ask Claude');
    await attachedAlone('dashboard.png');
  });

  it('by a recipe of the submenu, at once and without what was said before', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('Nothing to see.'));
    await (await talk.ask('Is there anything?')).getByText('Nothing to see.').waitFor();
    emulator.script(answer('Tidewater'));
    await openContextMenu(page, 'dashboard.png');
    await choose(page, 'Claude Image Actions', 'Extract Text');
    await talk.turn('Extract Text').getByText('Tidewater', { exact: true }).waitFor();
    const sent = outline(await emulator.request(1));
    assert.equal(sent.length, 1);
    assert.deepEqual(sent[0]?.slice(0, 2), ['user', '<image/png>']);
    assert.match(sent[0]?.[2] ?? '', /^Transcribe all text in the image/);
  });

  it('by a recipe of the palette, with the open image', async () => {
    const { page, talk, emulator } = scene;
    await openFile(page, 'architecture.png');
    emulator.script(answer('```mermaid\ngraph LR\n  buoy --> map\n```'));
    await runCommand(page, 'Ask Claude: Convert Diagram to Mermaid');
    const turn = talk.turn('Convert Diagram to Mermaid');
    await turn.getByRole('img', { name: 'architecture.png' }).waitFor();
    await turn.getByText('buoy').first().waitFor();
    assert.equal(outline(await emulator.request(2)).length, 1);
  });

  it('with Enter alone, which describes it', async () => {
    const { talk, emulator } = scene;
    await scene.attach('rainfall.png');
    emulator.script(answer('Twelve bars.'));
    await talk.box.press('Enter');
    await talk.turn('Describe').getByText('Twelve bars.', { exact: true }).waitFor();
    assert.match(
      outline(await emulator.request(4))
        .at(-1)
        ?.at(-1) ?? '',
      /^Describe what is in the image/,
    );
  });
});
