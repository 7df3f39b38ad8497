import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answer, held } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { answerInput, panelFrame, quickInput, reload, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { outline, questions } from '../sent.ts';
import { fileHolding, untilStored } from '../stored.ts';

const toggle = 'View: Toggle Secondary Side Bar Visibility';

const draft = 'Is this half a question? '.repeat(40);

describe('the panel', () => {
  const scene = useScene();

  it('goes on while it is hidden @oldest', async () => {
    const { page, talk, emulator } = scene;
    await scene.attach('dashboard.png');
    emulator.script(held('Before. ', 'Meanwhile. ', 'After.'));
    const turn = await talk.ask('What happens?');
    emulator.release(1);
    await turn.getByText('Before.', { exact: true }).waitFor();
    await runCommand(page, toggle);
    await panelFrame(page).waitFor({ state: 'hidden' });
    emulator.release(1);
    await runCommand(page, toggle);
    await turn.getByText('Before. Meanwhile.', { exact: true }).waitFor();
    await button(talk.form, 'Stop').waitFor();
    emulator.release(1);
    await turn.getByText('Before. Meanwhile. After.', { exact: true }).waitFor();
    assert.equal(questions(emulator).length, 1);
  });

  it('keeps what was typed and attached while it is hidden', async () => {
    const { page, talk } = scene;
    await scene.attach('coast.jpg');
    await talk.box.fill(draft);
    await runCommand(page, toggle);
    await panelFrame(page).waitFor({ state: 'hidden' });
    await runCommand(page, toggle);
    await talk.attached('coast.jpg').waitFor();
    assert.equal(await talk.box.inputValue(), draft);
  });

  it('goes on when it is moved while an answer arrives', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(held('Right, ', 'then left.'));
    const turn = await talk.ask('Where are you?');
    emulator.release(1);
    await turn.getByText('Right,', { exact: true }).waitFor();
    await runCommand(page, 'View: Move View');
    await answerInput(page, 'Ask Claude');
    await quickInput(page).getByText('Explorer').first().click();
    await page.locator('.part.sidebar .pane-header', { hasText: 'Ask Claude' }).waitFor();
    await turn.getByText('Right,', { exact: true }).waitFor();
    emulator.release(1);
    await turn.getByText('Right, then left.', { exact: true }).waitFor();
  });

  it('has the conversation again when the window is reloaded', async () => {
    const { page, talk, emulator } = scene;
    await untilStored(page, await fileHolding(scene.editor.serverDataDir, 'Right, then left.'));
    await reload(page);
    await talk.turn('What happens?').getByText('Before. Meanwhile. After.', { exact: true }).waitFor();
    await talk.turn('Where are you?').getByText('Right, then left.', { exact: true }).waitFor();
    emulator.script(answer('All of it.'));
    const turn = await talk.ask('What do you remember?');
    await turn.getByText('All of it.', { exact: true }).waitFor();
    const sent = outline(questions(emulator).at(-1) ?? assert.fail());
    assert.deepEqual(sent[0], ['user', '<image/png>', 'What happens?']);
    assert.equal(sent.length, 5);
  });
});
