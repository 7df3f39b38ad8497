import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { panels } from './panels.ts';
import { emptyState, estimate, image, turn } from './states.ts';

const attached = emptyState({
  images: [image('chart.png'), image('spinner.gif', { frames: 24, frame: 3 })],
  recipes: [
    { id: 'describe', label: 'Describe', enabled: true },
    { id: 'compare', label: 'Compare Images', enabled: false },
  ],
});

describe('what the panel tells the host', () => {
  const open = panels();

  it('that it is ready, once, and nothing else until it is used', async () => {
    const { page, show, sent } = await open();
    assert.deepEqual(await page.evaluate(() => globalThis.said), [{ type: 'ready', payload: {} }]);
    await show(attached);
    assert.deepEqual(await sent(), []);
  });

  it('the question, after the draft it had not yet heard of', async () => {
    const { page, show, sent } = await open();
    await show(attached);
    await page.getByRole('textbox', { name: 'Ask about the images', exact: true }).fill('What is this?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    assert.deepEqual(await sent(), [
      { type: 'draft', payload: { text: 'What is this?' } },
      { type: 'send', payload: { text: 'What is this?' } },
    ]);
  });

  it('an empty question', async () => {
    const { page, show, sent } = await open();
    await show(attached);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    assert.deepEqual(await sent(), [{ type: 'send', payload: { text: '' } }]);
  });

  it('one question, however often Send is pressed before an answer begins', async () => {
    const { page, show, sent } = await open();
    await show(attached);
    await page.getByRole('button', { name: 'Send', exact: true }).dblclick();
    assert.deepEqual(await sent(), [{ type: 'send', payload: { text: '' } }]);
    await show(attached);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    assert.equal((await sent()).length, 2);
  });

  it('Stop, but not by the second half of a double click on Send', async () => {
    const { page, show, sent } = await open();
    await show({ ...attached, running: true });
    const stop = page.getByRole('button', { name: 'Stop', exact: true });
    await stop.dispatchEvent('click', { detail: 2 });
    assert.deepEqual(await sent(), []);
    await stop.click();
    assert.deepEqual(await sent(), [{ type: 'stop', payload: {} }]);
  });

  it('which image to look at, remove, or take another frame of', async () => {
    const { page, show, sent } = await open();
    await show(attached);
    await page.getByRole('button', { name: 'View chart.png' }).click();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Remove chart.png', exact: true }).click();
    const frame = page.getByRole('spinbutton', { name: 'Frame of spinner.gif' });
    assert.equal(await frame.inputValue(), '4');
    await frame.fill('7');
    await frame.press('Enter');
    await frame.fill('99');
    await frame.blur();
    assert.deepEqual(await sent(), [
      { type: 'showWhole', payload: { image: 'chart.png' } },
      { type: 'remove', payload: { image: 'chart.png' } },
      { type: 'frame', payload: { image: 'spinner.gif', frame: 6 } },
      { type: 'frame', payload: { image: 'spinner.gif', frame: 23 } },
    ]);
  });

  it('to remove all images, where there are several', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ images: attached.images.slice(0, 1) }));
    assert.equal(await page.getByRole('button', { name: 'Remove all', exact: true }).count(), 0);
    await show(attached);
    await page.getByRole('button', { name: 'Remove all', exact: true }).click();
    assert.deepEqual(await sent(), [{ type: 'removeAll', payload: {} }]);
  });

  it('the recipe, with what was typed, and only of those that are enabled', async () => {
    const { page, show, sent } = await open();
    await show(attached);
    await page.getByRole('textbox').fill('in French');
    await page.getByRole('button', { name: 'Describe' }).click();
    assert.deepEqual(await sent(), [
      { type: 'draft', payload: { text: 'in French' } },
      { type: 'recipe', payload: { id: 'describe' } },
    ]);
    assert.equal(await page.getByRole('button', { name: 'Compare Images' }).isDisabled(), true);
    await show({ ...attached, running: true });
    await page.getByRole('button', { name: 'Describe' }).click({ force: true });
    assert.equal((await sent()).length, 2);
  });

  it('what to do with an answer', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ turns: [turn('a', { answer: 'One.' }), turn('b', { answer: 'Two.' })] }));
    const second = page.getByRole('article').nth(1);
    for (const name of ['Copy', 'Insert', 'Retry'])
      await second.getByRole('button', { name, exact: true }).click();
    assert.deepEqual(await sent(), [
      { type: 'copy', payload: { turn: 'b' } },
      { type: 'insert', payload: { turn: 'b' } },
      { type: 'retry', payload: { turn: 'b' } },
    ]);
  });

  it('of one Retry only, where the failure brings its own', async () => {
    const { page, show, sent } = await open();
    const failure = { text: 'No.', remedy: 'Wait.', actions: [{ id: 'retry', label: 'Retry' }] };
    await show(emptyState({ turns: [turn('a', { status: 'failed', failure })] }));
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    assert.deepEqual(await sent(), [{ type: 'act', payload: { id: 'retry', turn: 'a' } }]);
  });

  it('of no Retry while another answer arrives, in whose place the question would be asked', async () => {
    const { page, show } = await open();
    const actions = [
      { id: 'retry', label: 'Retry' },
      { id: 'log', label: 'Show Log' },
    ];
    const failed = turn('a', { status: 'failed', failure: { text: 'No.', remedy: 'Wait.', actions } });
    await show(emptyState({ turns: [failed, turn('b', { status: 'streaming' })], running: true }));
    assert.equal(await page.getByRole('button', { name: 'Retry', exact: true }).isDisabled(), true);
    assert.equal(await page.getByRole('button', { name: 'Show Log', exact: true }).isDisabled(), false);
  });

  it('which button of a failure or of a notice was pressed', async () => {
    const { page, show, sent } = await open();
    const failure = { text: 'No.', remedy: 'Wait.', actions: [{ id: 'log', label: 'Show Log' }] };
    const notice = { text: 'Left out.', actions: [{ id: 'why', label: 'Why' }] };
    await show(emptyState({ turns: [turn('a', { status: 'failed', failure })], notice }));
    await page.getByRole('button', { name: 'Show Log' }).click();
    await page.getByRole('button', { name: 'Why' }).click();
    assert.deepEqual(await sent(), [
      { type: 'act', payload: { id: 'log', turn: 'a' } },
      { type: 'act', payload: { id: 'why' } },
    ]);
  });

  it('a link and the text of a code block, and follows neither itself', async () => {
    const { page, show, sent } = await open();
    const answer =
      '[docs](https://example.com/a?b=1&c=2 "lie") and <https://example.com/bare>\n\n```js\nlet a = "<b>";\n```\n';
    await show(emptyState({ turns: [turn('a', { answer })] }));
    const docs = page.getByRole('link', { name: 'docs' });
    assert.equal(await docs.getAttribute('title'), 'https://example.com/a?b=1&c=2');
    await docs.click();
    await page.getByRole('link', { name: 'https://example.com/bare' }).press('Enter');
    await page.getByRole('button', { name: 'Copy code' }).click();
    assert.deepEqual(await sent(), [
      { type: 'link', payload: { href: 'https://example.com/a?b=1&c=2' } },
      { type: 'link', payload: { href: 'https://example.com/bare' } },
      { type: 'copyText', payload: { text: 'let a = "<b>";\n' } },
    ]);
    assert.equal(page.url(), 'http://panel.test/');
  });

  it('of no link that leads to anything but a page of the web: its address is text', async () => {
    const { page, show } = await open();
    const answer =
      '[a **file**](src/a%20b.ts), [a mail](mailto:me@example.com), <you@example.com>, [a part](#part), readme.md';
    await show(emptyState({ turns: [turn('a', { answer })] }));
    assert.equal(await page.getByRole('link').count(), 0);
    assert.equal(
      await (await page.locator('.answer').textContent())?.trim(),
      'a file (src/a b.ts), a mail (me@example.com), you@example.com, a part, readme.md',
    );
  });

  it('New conversation, the model, the key and the wish for images', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ key: { label: 'No key', missing: true } }));
    await page.getByRole('button', { name: 'New conversation', exact: true }).click();
    await page.getByRole('button', { name: 'Model: claude-sonnet-5-5' }).click();
    await page.getByRole('button', { name: 'Set API Key' }).click();
    await page.getByRole('log').getByRole('button', { name: 'Add images…' }).click();
    await page.getByRole('form').getByRole('button', { name: 'Add images…' }).click();
    assert.deepEqual(
      (await sent()).map(({ type }) => type),
      ['newConversation', 'selectModel', 'setKey', 'pick', 'pick'],
    );
  });

  it('the wish to have tokens counted', async () => {
    const { page, show, sent } = await open();
    await show(emptyState({ estimate: estimate('4,784') }));
    const name = 'about 4,784 tokens in, $0.012 · answer up to $0.25';
    await page.getByRole('button', { name, exact: true }).click();
    assert.deepEqual(
      (await sent()).map(({ type }) => type),
      ['count'],
    );
  });
});
