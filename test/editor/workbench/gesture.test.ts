import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { answer, held } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { useScene } from '../scene.ts';
import { imagesIn, outline } from '../sent.ts';

describe('the whole gesture @oldest', () => {
  const scene = useScene();

  it('attaches the image and puts the caret into the question box', async () => {
    const { talk, emulator } = scene;
    await scene.attach('dashboard.png');
    await button(talk.form, 'Remove dashboard.png').waitFor();
    await talk.focusedBox.waitFor();
    assert.equal(emulator.requests.length, 0);
  });

  it('shows the answer while it arrives', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(held('The harbour ', 'is at ', '**high tide**.'));
    await page.keyboard.type('How high is the water?');
    await page.keyboard.press('Enter');
    const turn = talk.turn('How high is the water?');
    await button(talk.form, 'Stop').waitFor();
    assert.equal(await button(talk.form, 'Send').count(), 0);
    assert.equal(await talk.box.inputValue(), '');

    for (const soFar of ['The harbour', 'The harbour is at', 'The harbour is at high tide.']) {
      emulator.release(1);
      await turn.getByText(soFar, { exact: true }).waitFor();
    }
    assert.equal(await turn.locator('strong').textContent(), 'high tide');
    for (const name of ['Copy', 'Insert', 'Retry']) await button(turn, name).waitFor();
    await turn.getByText(/tokens in, \d+ out/).waitFor();
    await button(talk.form, 'Send').waitFor();
  });

  it('sent the file as it is, before the question', async () => {
    const request = await scene.emulator.request(0);
    assert.deepEqual(outline(request), [['user', '<image/png>', 'How high is the water?']]);
    assert.deepEqual(imagesIn(request), [await readFile(scene.image('dashboard.png'))]);
    assert.equal(request.headers['x-api-key'], 'sk-ant-test');
  });

  it('sends the history with a follow-up', async () => {
    const { talk, emulator } = scene;
    emulator.script(answer('At noon.'));
    const turn = await talk.ask('When is it low?');
    await turn.getByText('At noon.', { exact: true }).waitFor();
    const request = await emulator.request(1);
    assert.deepEqual(outline(request), [
      ['user', '<image/png>', 'How high is the water?'],
      ['assistant', 'The harbour is at **high tide**.'],
      ['user', 'When is it low?'],
    ]);
    assert.deepEqual(imagesIn(request), imagesIn(await emulator.request(0)));
  });

  it('ends the request itself when stopped, and keeps what arrived', async () => {
    const { talk, emulator } = scene;
    emulator.script(held('A breeze ', 'from the west.'));
    const turn = await talk.ask('And the wind?');
    emulator.release(1);
    await turn.getByText('A breeze', { exact: true }).waitFor();
    const pressed = Date.now();
    await button(talk.form, 'Stop').click();
    const request = await emulator.request(2);
    await request.closedByClient;
    const milliseconds = (request.closedByClientAt ?? Number.NaN) - pressed;
    assert.ok(milliseconds < 1000, `the server saw the end after ${milliseconds} ms`);
    await turn.getByText('Stopped.', { exact: true }).waitFor();
    await turn.getByText('A breeze', { exact: true }).waitFor();
    await button(talk.form, 'Send').waitFor();
  });

  it('asks the same again on Retry, in the place of what was stopped', async () => {
    const { talk, emulator } = scene;
    emulator.script(answer('From the west, gusty.'));
    const turn = talk.turn('And the wind?');
    await button(turn, 'Retry').click();
    await turn.getByText('From the west, gusty.', { exact: true }).waitFor();
    for (const gone of ['Stopped.', 'A breeze']) assert.equal(await turn.getByText(gone).count(), 0);
    assert.equal(await talk.log.getByRole('article').count(), 3);
    assert.deepEqual(outline(await emulator.request(3)), outline(await emulator.request(2)));
  });

  it('begins anew with New conversation', async () => {
    const { talk, emulator } = scene;
    await button(talk.frame, 'New conversation').click();
    await talk.log.getByRole('article').first().waitFor({ state: 'detached' });
    emulator.script(answer('Nothing yet.'));
    const turn = await talk.ask('What did I show you?');
    await turn.getByText('Nothing yet.', { exact: true }).waitFor();
    assert.deepEqual(outline(await emulator.request(4)), [['user', 'What did I show you?']]);
  });
});
