import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import sharp from 'sharp';
import { startEmulator } from '../../emulator/emulator.ts';
import {
  answer,
  cut,
  dimensionsTooLarge,
  rateLimited,
  stall,
  status,
  stopping,
} from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import { clipboardHolds } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { imagesIn, outline, questions } from '../sent.ts';

describe('an answer that does not come in one piece', () => {
  const scene = useScene();

  before(() => scene.attach('dashboard.png'));

  it('is waited for with a countdown when the server asks for a moment (429)', async () => {
    const { talk, emulator } = scene;
    emulator.script(rateLimited(3), answer('There you are.'));
    const turn = await talk.ask('Is it busy?');
    await turn.getByText(/Too many requests for this key\. Trying again in \d s…/).waitFor();
    await turn.getByText('There you are.', { exact: true }).waitFor();
    assert.equal(questions(emulator).length, 2);
  });

  it('can be stopped while it is waited for', async () => {
    const { talk, emulator } = scene;
    emulator.script(rateLimited(30));
    const turn = await talk.ask('Is it still busy?');
    await turn.getByText(/Trying again in \d+ s…/).waitFor();
    await button(talk.form, 'Stop').click();
    await turn.getByText('Stopped.', { exact: true }).waitFor();
    assert.equal(questions(emulator).length, 3);
  });

  it('is kept when the connection is cut, and continued as one answer @oldest', async () => {
    const { page, talk, emulator } = scene;
    emulator.script({ ...cut(2), deltas: ['The tide ', 'comes ', 'in.'] });
    const turn = await talk.ask('What does the tide do?');
    await turn.getByText('The answer was cut off: the connection ended early.').waitFor();
    await turn.getByText('The tide comes', { exact: true }).waitFor();
    emulator.script(answer('in at noon.'));
    await button(turn, 'Continue').click();
    await turn.getByText('The tide comes in at noon.', { exact: true }).waitFor();
    await turn.getByText(/cut off/).waitFor({ state: 'detached' });
    const sent = outline(questions(emulator).at(-1) ?? assert.fail());
    assert.deepEqual(sent.at(-2), ['assistant', 'The tide comes']);
    assert.match(sent.at(-1)?.[1] ?? '', /interrupted and ended with «The tide comes»/);
    await button(turn, 'Copy').press('Enter');
    await clipboardHolds(page, 'The tide comes in at noon.');
    assert.equal(await talk.log.getByRole('article', { name: 'What does the tide do?' }).count(), 1);
  });

  it('is kept when the server goes silent', async () => {
    const { talk, emulator, editor } = scene;
    // The model is what shows that the new settings are in force.
    await editor.configure({ 'askClaude.idleTimeout': 1, 'askClaude.model': 'claude-haiku-4-5' });
    await button(talk.frame, 'Model: claude-haiku-4-5').waitFor();
    emulator.script({ ...stall(1), deltas: ['Low ', 'tide.'] });
    const turn = await talk.ask('And after that?');
    await turn.getByText('Low', { exact: true }).waitFor();
    await turn.getByText('The server stopped responding.').waitFor();
    for (const name of ['Continue', 'Retry', 'Timeout Settings']) await button(turn, name).waitFor();
    await questions(emulator).at(-1)?.closedByClient;

    emulator.script({ kind: 'hang' });
    const unanswered = await talk.ask('Is anybody there?');
    await unanswered.getByText('The server stopped responding.').waitFor();
    await editor.configure({});
    await button(talk.frame, 'Model: claude-sonnet-5-5').waitFor();
    emulator.script(answer('Yes, here.'));
    await button(unanswered, 'Retry').click();
    await unanswered.getByText('Yes, here.', { exact: true }).waitFor();
  });

  it('is kept when it reaches the length limit, whose setting is one click away', async () => {
    const { talk, emulator, page } = scene;
    emulator.script(stopping('max_tokens', 'A long list:'));
    const turn = await talk.ask('List all boats.');
    await turn.getByText('The answer reached the length limit.').waitFor();
    await turn.getByText('A long list:', { exact: true }).waitFor();
    await button(turn, 'Continue').waitFor();
    await button(turn, 'Answer Length Settings').click();
    await page.locator('.settings-editor').getByText('Max Tokens', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.settings-editor').waitFor({ state: 'detached' });
  });

  it('comes after all when an image has to be changed for it (400)', async () => {
    const { talk, emulator } = scene;
    await button(talk.frame, 'New conversation').click();
    await scene.attach('dashboard.png');
    emulator.script(dimensionsTooLarge(['messages.0.content.0'], 1000), answer('Fits now.'));
    const turn = await talk.ask('Does it fit?');
    await turn.getByText('Fits now.', { exact: true }).waitFor();
    await turn
      .getByText(/^dashboard\.png was sent at .*, because the server refused the larger one\.$/)
      .waitFor();
    const [image] = imagesIn(questions(emulator).at(-1) ?? assert.fail());
    const [width = 0, height = 0] = await sidesOf(image);
    assert.ok(Math.max(width, height) <= 1000);
    await turn.getByText(new RegExp(`^sent ${width} × ${height} of `)).waitFor();
  });

  it('comes after all when an image has to be left out for it (400)', async () => {
    const { talk, emulator } = scene;
    await scene.attach('coast.jpg');
    emulator.script(
      status(400, `${secondImage}: the image is not acceptable`),
      answer('Without the coast, then.'),
    );
    const turn = await talk.ask('Can you see the coast?');
    await turn.getByText('Without the coast, then.', { exact: true }).waitFor();
    await turn
      .getByText('coast.jpg was refused by the server and is no longer part of the conversation')
      .waitFor();
    const last = questions(emulator).at(-1) ?? assert.fail();
    assert.equal(imagesIn(last).length, 1);
    assert.match(outline(last).at(-1)?.join() ?? '', /coast\.jpg is not included/);
  });

  it('comes after all when the server cannot read an image, however it is encoded (400)', async () => {
    const { talk, emulator } = scene;
    await button(talk.frame, 'New conversation').click();
    await scene.attach('coast.jpg', 'dashboard.png');
    const unreadable = () => status(400, 'messages.0.content.1.image.source.base64: Could not process image');
    emulator.script(unreadable(), unreadable(), answer('A dashboard.'));
    const turn = await talk.ask('What is there?');
    await turn.getByText('A dashboard.', { exact: true }).waitFor();
    await turn.getByText(/^coast\.jpg was refused by the server .*: convert or crop it/).waitFor();
    assert.equal(await turn.getByText(/^sent \d/).count(), 1);
    assert.equal(imagesIn(questions(emulator).at(-1) ?? assert.fail()).length, 1);
  });

  it('is missed when the model says nothing, and asked for again', async () => {
    const { talk, emulator } = scene;
    emulator.script({ kind: 'answer', deltas: [] }, answer('A harbour.'));
    const turn = await talk.ask('Well?');
    await turn.getByText('The model returned an empty answer.').waitFor();
    await button(turn, 'Retry').click();
    await turn.getByText('A harbour.', { exact: true }).waitFor();
  });

  it('comes when the server is there again', async () => {
    const { talk, editor, emulator } = scene;
    const gone = await startEmulator();
    await gone.close();
    await editor.configure({ 'askClaude.baseUrl': gone.url });
    await talk.frame.getByText(`Key from ANTHROPIC_API_KEY for ${new URL(gone.url).host}`).waitFor();
    const turn = await talk.ask('Is the harbour open?');
    await turn.getByText('The server could not be reached.').waitFor();
    await turn.getByText('Check the network, the proxy and the address of the server, then retry.').waitFor();
    for (const name of ['Check Connection', 'Proxy Settings', 'Server Settings'])
      await button(turn, name).waitFor();
    await editor.configure({});
    await talk.frame.getByText(`Key from ANTHROPIC_API_KEY for ${new URL(emulator.url).host}`).waitFor();
    emulator.script(answer('It is.'));
    await button(turn, 'Retry').click();
    await turn.getByText('It is.', { exact: true }).waitFor();
  });
});

/** Where the second image stands that comes with the second question, behind its label. */
const secondImage = 'messages.2.content.1.image.source.base64.data';

async function sidesOf(image: Buffer | undefined): Promise<number[]> {
  const { width, height } = await sharp(image).metadata();
  return [width, height];
}
