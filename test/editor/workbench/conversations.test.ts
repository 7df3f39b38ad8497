import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answer, held } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { reload, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { outline, questions } from '../sent.ts';

describe('several conversations', () => {
  const scene = useScene();
  const list = () => scene.talk.frame.getByRole('list', { name: 'Conversations', exact: true });
  const row = (title: string) => list().getByRole('listitem').filter({ hasText: title });
  const focusedRow = (title: string) => row(title).locator('button:focus');
  const show = async () => {
    await runCommand(scene.page, 'Ask Claude: Show Conversations');
    await list().waitFor();
  };

  it('are kept when another one begins, and listed by a command @oldest', async () => {
    const { page, talk, emulator } = scene;
    await scene.attach('dashboard.png');
    emulator.script(answer('A dashboard.'), answer('Paris.'));
    await (await talk.ask('What is this?')).getByText('A dashboard.', { exact: true }).waitFor();
    await runCommand(page, 'Ask Claude: New Conversation');
    await talk.frame.getByText('A dashboard.', { exact: true }).waitFor({ state: 'detached' });
    await (await talk.ask('Capital of France?')).getByText('Paris.', { exact: true }).waitFor();
    await show();
    assert.equal(await list().getByRole('listitem').count(), 2);
    await row('What is this?').getByText('dashboard.png').waitFor();
    await row('What is this?').locator('img').waitFor();
  });

  it('are opened by keyboard alone, with all that was said', async () => {
    const { page, talk, emulator } = scene;
    await focusedRow('Capital of France?').waitFor();
    await page.keyboard.press('ArrowDown');
    await focusedRow('What is this?').waitFor();
    await page.keyboard.press('Enter');
    await talk.turn('What is this?').getByText('A dashboard.', { exact: true }).waitFor();
    await talk.focusedBox.waitFor();
    emulator.script(answer('Still the dashboard.'));
    await (await talk.ask('And now?')).getByText('Still the dashboard.', { exact: true }).waitFor();
    assert.equal(outline(questions(emulator).at(-1) ?? assert.fail()).length, 3);
  });

  it('are renamed, deleted and brought back by keyboard', async () => {
    const { page, talk } = scene;
    await show();
    await focusedRow('What is this?').waitFor();
    await page.keyboard.press('F2');
    await talk.frame
      .getByRole('textbox', { name: 'Title of the conversation' })
      .and(talk.frame.locator(':focus'))
      .waitFor();
    await page.keyboard.type('The dashboard');
    await page.keyboard.press('Enter');
    await focusedRow('The dashboard').waitFor();
    await page.keyboard.press('Delete');
    await talk.frame.getByText('“The dashboard” was deleted.').waitFor();
    assert.equal(await list().getByRole('listitem').count(), 1);
    await button(talk.frame, 'Undo').click();
    await row('The dashboard').waitFor();
    await page.keyboard.press('Escape');
    // The one that was deleted was shown: another has begun.
    await list().waitFor({ state: 'detached' });
    assert.equal(await talk.frame.getByRole('article').count(), 0);
  });

  it('are exported from the list, with their dates', async () => {
    const { page } = scene;
    await show();
    await row('The dashboard')
      .getByText(/\d{1,2}:\d{2}/)
      .waitFor();
    await button(row('The dashboard'), 'Export The dashboard').press('Enter');
    const lines = page.locator('.editor-instance .view-line');
    await lines.filter({ hasText: /^##.1\..What.is.this\?$/ }).waitFor();
    await lines.filter({ hasText: 'A dashboard.' }).waitFor();
  });

  it('are searched by what is typed', async () => {
    const { page, talk } = scene;
    await show();
    await talk.frame.locator('.rows button:focus').waitFor();
    await page.keyboard.type('dashb');
    await row('Capital of France?').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await talk.turn('What is this?').waitFor();
  });

  it('go on to be answered while another one is shown', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(held('Half, ', 'and the other half.'));
    const turn = await talk.ask('Long?');
    emulator.release(1);
    await turn.getByText('Half,', { exact: true }).waitFor();
    await runCommand(page, 'Ask Claude: New Conversation');
    await turn.waitFor({ state: 'detached' });
    await show();
    await row('The dashboard').getByText('Answering…').waitFor();
    emulator.release(1);
    await row('The dashboard').getByText('Answering…').waitFor({ state: 'detached' });
    await row('The dashboard').getByRole('button').first().click();
    await turn.getByText('Half, and the other half.', { exact: true }).waitFor();
  });

  it('come back with what had arrived, as stopped, when the window is reloaded in the middle of an answer', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(held('Begun and ', 'never ended.'));
    const turn = await talk.ask('Interrupted?');
    emulator.release(1);
    await turn.getByText('Begun and', { exact: true }).waitFor();
    await talk.ask('Queued at the last moment?');
    const queue = talk.form.getByRole('list', { name: 'Queued questions', exact: true });
    await queue.waitFor();
    // At once: what was asked is written before it is shown.
    await reload(page);
    await queue.getByText('Queued at the last moment?', { exact: true }).waitFor();
    await turn.getByText('Begun and', { exact: true }).waitFor();
    await turn.getByText('Stopped.', { exact: true }).waitFor();
    await button(turn, 'Retry').waitFor();
    await button(turn, 'Continue').waitFor();
    assert.equal(await turn.getByText('Details').count(), 0, 'it is no failure');
  });

  it('keep a question that was asked in the moment before a reload', async () => {
    const { page, talk, emulator } = scene;
    await button(talk.form, 'Remove from queue').press('Enter');
    emulator.script({ kind: 'hang' });
    const turn = await talk.ask('Just now?');
    await turn.waitFor();
    await reload(page);
    await turn.getByText('Stopped.', { exact: true }).waitFor();
  });
});
