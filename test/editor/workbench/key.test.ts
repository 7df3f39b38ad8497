import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { answer } from '../../emulator/faults.ts';
import { button, type Conversation, conversation } from '../../launch/conversation.ts';
import { type Editor, launchEditor } from '../../launch/editor.ts';
import { answerInput, openWorkbench, quickInput, runCommand } from '../../launch/workbench.ts';
import { questions } from '../sent.ts';
import { type Stage, stage } from '../stage.ts';

/** The editor itself looks for its gallery, and its own extensions report before they have read that they must not. */
const ofTheEditor = new Set(['open-vsx.org:443', 'mobile.events.data.microsoft.com:443']);

describe('without a key', () => {
  /** All that would leave this machine goes through this proxy, which keeps it. */
  const proxy = createServer();
  const leaving: string[] = [];
  let shared: Stage;
  let editor: Editor;
  let page: Page;
  let talk: Conversation;

  before(async () => {
    proxy.on('connect', (request, socket) => {
      if (!ofTheEditor.has(request.url ?? '')) leaving.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const place = proxy.address();
    assert.ok(typeof place === 'object' && place);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${place.port}`, NO_PROXY: '', no_proxy: '' };
    shared = await stage();
    shared.emulator.reset();
    const { lane, browser } = shared;
    const extension = { vsix: 'ask-claude-images.vsix' };
    editor = await launchEditor({
      lane,
      workspace: shared.editor.workspace,
      extension,
      env,
    });
    page = await openWorkbench(browser, editor);
    talk = conversation(page);
  });

  after(async () => {
    await page?.context().close();
    await editor?.close();
    proxy.close();
  });

  it('nothing is sent, and the panel offers to set one', async () => {
    await runCommand(page, 'Ask Claude: Focus on Ask Claude View');
    await talk.frame.getByText('No API key yet', { exact: true }).waitFor();
    await button(talk.frame, 'Set API Key').waitFor();
    const turn = await talk.ask('Anybody there?');
    await turn.getByText('There is no API key yet, so nothing was sent.').waitFor();
    await turn.getByText('Set a key, or enter your own server in the settings, then retry.').waitFor();
    assert.deepEqual(leaving, []);
  });

  it('the key that is then typed is masked, checked by its look, and used for the question', async () => {
    const turn = talk.turn('Anybody there?');
    await button(turn, 'Set API Key').click();
    const input = quickInput(page).getByRole('textbox');
    await input.and(page.locator('[type=password]')).waitFor();
    await input.fill('sk ant');
    await quickInput(page).getByText('A key has no spaces or line breaks.').waitFor();
    await input.fill('mine');
    await quickInput(page).getByText('Anthropic keys start with sk-ant-.', { exact: false }).waitFor();
    await answerInput(page, 'sk-ant-typed');
    // The question is asked again by itself: now the proxy sees who is called.
    await turn.getByText('The server could not be reached.').waitFor();
    assert.ok(leaving.length > 0);
    for (const host of leaving) assert.equal(host, 'api.anthropic.com:443');
    await talk.frame.getByText('Your API key', { exact: true }).waitFor();
  });

  it('a question that waits for the key goes on by itself when it is set elsewhere', async () => {
    // The one before is over, or this one would wait for it.
    await button(talk.turn('Anybody there?'), 'Retry').waitFor();
    await runCommand(page, 'Ask Claude: Remove API Key');
    await talk.frame.getByText('No API key yet', { exact: true }).waitFor();
    const turn = await talk.ask('And by the palette?');
    const card = turn.getByText('There is no API key yet, so nothing was sent.');
    await card.waitFor();
    await runCommand(page, 'Ask Claude: Set API Key');
    await quickInput(page).getByText('Get a key at console.anthropic.com', { exact: false }).waitFor();
    await button(quickInput(page), 'Get an API Key at console.anthropic.com').waitFor();
    await answerInput(page, 'sk-ant-typed');
    await turn.getByText('The server could not be reached.').waitFor();
    assert.equal(await card.count(), 0);
  });

  it('the stored key goes to the server of the settings, until it is removed', async () => {
    const host = new URL(shared.emulator.url).host;
    await editor.configure({ 'askClaude.baseUrl': shared.emulator.url });
    await talk.frame.getByText(`Your API key for ${host}`, { exact: true }).waitFor();
    shared.emulator.script(answer('Here I am.'));
    const turn = talk.turn('Anybody there?');
    await button(turn, 'Retry').click();
    await turn.getByText('Here I am.', { exact: true }).waitFor();
    assert.equal(questions(shared.emulator)[0]?.headers['x-api-key'], 'sk-ant-typed');

    await runCommand(page, 'Ask Claude: Remove API Key');
    await talk.frame.getByText(`No key for ${host}`, { exact: true }).waitFor();
    const refused = await talk.ask('And now?');
    await refused.getByText('The server asks for an API key, and none is set.').waitFor();
    assert.equal(questions(shared.emulator)[1]?.headers['x-api-key'], undefined);
  });
});
