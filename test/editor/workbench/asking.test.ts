import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { answer, held } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import {
  choose,
  expand,
  openContextMenu,
  openFile,
  previewReady,
  quickPick,
  readyInput,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { imagesIn, outline, questions } from '../sent.ts';

describe('a conversation', () => {
  const scene = useScene();
  const last = () => questions(scene.emulator).at(-1) ?? assert.fail();
  const queue = () => scene.talk.form.getByRole('list', { name: 'Queued questions', exact: true });

  before(() => scene.attach('dashboard.png'));

  it('says what a question puts in, exactly once it was counted, beside what the answer may cost', async () => {
    const { talk } = scene;
    const price = (input: string) =>
      new RegExp(`^${input} tokens in, \\$[\\d.]+( ·)? answer up to \\$[\\d.]+$`);
    await talk.form.getByRole('button', { name: price('about [\\d,]+') }).press('Enter');
    const exact = talk.form.getByRole('button', { name: price('[\\d,]+') });
    await exact.and(talk.frame.locator(':focus')).waitFor();
  });

  it('says where a recipe of the menu begins a new subject, and compares across it once it is joined', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('A dashboard.'), answer('A coast.'), answer('Quite different.'));
    await (await talk.ask('What is it?')).getByText('A dashboard.', { exact: true }).waitFor();
    await expand(page, 'images');
    await openContextMenu(page, 'coast.jpg');
    await choose(page, 'Claude Image Actions', 'Describe');
    await talk.turn('Describe').getByText('A coast.', { exact: true }).waitFor();
    assert.equal(imagesIn(last()).length, 1);
    await talk.log.getByText('New subject', { exact: true }).waitFor();
    const along = talk.form.getByRole('list', { name: 'Also sent', exact: true }).getByRole('listitem');
    assert.equal(await along.count(), 1);
    await button(talk.log, 'Join to the conversation above').press('Enter');
    await along.nth(1).waitFor();
    const compared = await talk.ask('Compare it with the picture before.');
    await compared.getByText('Quite different.', { exact: true }).waitFor();
    assert.equal(imagesIn(last()).length, 2);
  });

  it('leaves an older image out of what is sent again, and takes it back', async () => {
    const { talk, emulator } = scene;
    emulator.script(answer('Sand.'), answer('Charts.'));
    await button(talk.form, 'Leave out dashboard.png').press('Enter');
    await talk.form.getByText(/^Left out: saves up to [\d,]+ tokens, \$/).waitFor();
    await (await talk.ask('What is on the coast?')).getByText('Sand.', { exact: true }).waitFor();
    assert.equal(imagesIn(last()).length, 1);
    await button(talk.form, 'Include dashboard.png again').press('Enter');
    await button(talk.form, 'Leave out dashboard.png').waitFor();
    await (await talk.ask('And on the dashboard?')).getByText('Charts.', { exact: true }).waitFor();
    assert.equal(imagesIn(last()).length, 2);
  });

  it('keeps the versions of a question with what came after each of them', async () => {
    const { talk, emulator } = scene;
    emulator.script(answer('Rather a chart.'));
    await button(talk.turn('What is it?'), 'Retry').press('Enter');
    await talk.turn('What is it?').getByText('Rather a chart.', { exact: true }).waitFor();
    assert.equal(await talk.log.getByRole('article').count(), 1);
    assert.equal(outline(last()).length, 1);
    await button(talk.log, 'Previous version').press('Enter');
    await talk.turn('And on the dashboard?').getByText('Charts.', { exact: true }).waitFor();
    await talk.turn('What is it?').getByText('A dashboard.', { exact: true }).waitFor();
  });

  it('asks another model on request, and names the models where there are several', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('Bars and lines.'));
    const turn = talk.turn('And on the dashboard?');
    assert.equal(await talk.log.locator('.answeredBy').count(), 0);
    await button(turn, 'Ask another model').press('Enter');
    await readyInput(page);
    await page.keyboard.type('Opus 5.5');
    await quickPick(page, 'Claude Opus 5.5').and(page.locator('.focused')).waitFor();
    await page.keyboard.press('Enter');
    await turn.getByText('Bars and lines.', { exact: true }).waitFor();
    assert.equal((last().body as { model: string }).model, 'claude-opus-5-5');
    await turn.getByText('claude-opus-5-5', { exact: true }).waitFor();
    await talk.turn('What is it?').getByText('claude-sonnet-5-5', { exact: true }).waitFor();
    await button(talk.frame, 'Model: claude-sonnet-5-5').waitFor();
  });

  it('asks an edited question beside the old one', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('Dunes.'));
    await button(talk.turn('What is on the coast?'), 'Edit question').press('Enter');
    const box = talk.log.getByRole('textbox', { name: 'Edited question', exact: true });
    await box.and(talk.frame.locator(':focus')).waitFor();
    await box.fill('What is behind it?');
    await page.keyboard.press('Enter');
    await talk.turn('What is behind it?').getByText('Dunes.', { exact: true }).waitFor();
    assert.equal(await talk.turn('What is on the coast?').count(), 0);
  });

  it('puts questions into a queue, which Stop holds until it is resumed', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(held('One, ', 'two.'));
    const turn = await talk.ask('Count.');
    emulator.release(1);
    await turn.getByText('One,', { exact: true }).waitFor();
    const before = questions(emulator).length;
    await talk.ask('And then?');
    await queue().getByRole('listitem').first().waitFor();
    await talk.ask('At last?');
    await queue().getByRole('listitem').nth(1).waitFor();
    await talk.ask('Never?');
    await button(queue().getByRole('listitem').nth(2), 'Remove from queue').press('Enter');
    await queue().getByRole('listitem').nth(2).waitFor({ state: 'detached' });
    await button(queue().getByRole('listitem').first(), 'Edit').press('Enter');
    const edited = queue().getByRole('textbox', { name: 'Edited question', exact: true });
    await edited.and(talk.frame.locator(':focus')).waitFor();
    await edited.fill('And after that?');
    await page.keyboard.press('Enter');
    await queue().getByText('And after that?', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await talk.form.getByText('Queue paused.', { exact: true }).waitFor();
    assert.equal(questions(emulator).length, before);
    emulator.script(answer('The end.'), answer('Three.'));
    await button(queue().getByRole('listitem').nth(1), 'Send now').press('Enter');
    await talk.turn('At last?').getByText('The end.', { exact: true }).waitFor();
    await button(talk.form, 'Resume').press('Enter');
    await talk.turn('And after that?').getByText('Three.', { exact: true }).waitFor();
    await queue().waitFor({ state: 'detached' });
    assert.equal(await talk.turn('Never?').count(), 0);
  });

  it('finds text with the key of the editor, whose own find stays closed', async () => {
    const { page, talk } = scene;
    await talk.log.focus();
    await page.keyboard.press('ControlOrMeta+F');
    const find = talk.frame.getByRole('textbox', { name: 'Find in conversation', exact: true });
    await find.and(talk.frame.locator(':focus')).waitFor();
    await page.keyboard.type('dunes');
    await talk.frame.getByText('1 of 1', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.find-widget.visible').count(), 0);
  });

  it('takes the image at hand by a key, in its preview and in the Explorer', async () => {
    const { page, talk } = scene;
    await button(talk.frame, 'New conversation').click();
    await openFile(page, 'berths.png');
    await previewReady(page);
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('Shift+A');
    await talk.attached('berths.png').waitFor();
    await talk.focusedBox.waitFor();
    await page.getByRole('treeitem', { name: /^coast\.jpg/ }).click();
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('Shift+A');
    await talk.attached('coast.jpg').waitFor();
  });

  it('is gone to by a key, from a document', async () => {
    const { page, talk } = scene;
    const press = async () => {
      await page.locator('.monaco-editor .view-lines').click();
      await page.locator('.monaco-editor.focused').waitFor();
      await page.keyboard.press('ControlOrMeta+K');
      await page.keyboard.press('a');
      await talk.focusedBox.waitFor({ timeout: 2000 });
    };
    await openFile(page, 'README.md');
    // The editor asks four times a second whether the panel has lost the focus, and until then gives it none.
    await press().catch(press);
  });
});
