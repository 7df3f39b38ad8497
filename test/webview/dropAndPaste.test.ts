import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { panels } from './panels.ts';
import { emptyState } from './states.ts';

interface Dragged {
  readonly items?: readonly { readonly mimeType: string; readonly data: string }[];
  readonly files?: readonly string[];
}

/** Drags over the panel what a browser would get from the system, and lets go unless `hold`. */
async function drag(page: Page, { items = [], files = [] }: Dragged, hold = false): Promise<void> {
  const input = await page.context().newCDPSession(page);
  const data = { items: [...items], files: [...files], dragOperationsMask: 1 };
  const place = { x: 200, y: 300 };
  const steps = ['dragEnter', 'dragOver', ...(hold ? [] : ['drop'])] as const;
  for (const type of steps) await input.send('Input.dispatchDragEvent', { type, ...place, data } as never);
}

/** Pastes files and texts as the clipboard holds them; returns whether the panel took them. */
function paste(
  page: Page,
  files: readonly (readonly [string, string, number[]])[],
  texts: Record<string, string> = {},
) {
  return page.evaluate(
    ({ files, texts }) => {
      const data = new DataTransfer();
      for (const [name, type, bytes] of files)
        data.items.add(new File([new Uint8Array(bytes)], name, { type }));
      for (const [type, text] of Object.entries(texts)) data.setData(type, text);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      return !document.querySelector('textarea')!.dispatchEvent(event);
    },
    { files, texts },
  );
}

/** What the browser lets the panel read: items with bytes by their types, or a refusal. */
function clipboardGives(page: Page, items: readonly Record<string, number[]>[] | undefined) {
  return page.evaluate(`{
    const items = ${JSON.stringify(items ?? null)};
    const read = async () => {
      if (!items) throw new DOMException('Read permission denied.', 'NotAllowedError');
      return items.map((bytes) => ({
        types: Object.keys(bytes),
        getType: async (type) => new Blob([new Uint8Array(bytes[type])], { type }),
      }));
    };
    Object.defineProperty(navigator, 'clipboard', { value: { read }, configurable: true });
  }`);
}

/** The messages as JSON can show them: Playwright hands bytes over as an object of numbers. */
async function posted(page: Page) {
  await page.waitForFunction(() => globalThis.said.length > 1);
  return page.evaluate(() =>
    globalThis.said.slice(1).map(({ type, payload }) =>
      'files' in payload
        ? {
            type,
            files: payload.files.map(({ name, bytes }) => [name, bytes instanceof Uint8Array, ...bytes]),
            unread: payload.unread,
          }
        : { type, payload },
    ),
  );
}

describe('images that are brought', () => {
  const open = panels();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panel-intake-'));
    await writeFile(join(folder, 'a.png'), Uint8Array.of(1, 2, 3));
    await writeFile(join(folder, 'b.gif'), Uint8Array.of(4));
    await mkdir(join(folder, 'sub'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('from the system come as bytes, all of them, and a folder by its name', async () => {
    const { page, show } = await open();
    await show(emptyState());
    await drag(page, { files: ['a.png', 'b.gif', 'sub'].map((name) => join(folder, name)) });
    assert.deepEqual(await posted(page), [
      {
        type: 'bytes',
        files: [
          ['a.png', true, 1, 2, 3],
          ['b.gif', true, 4],
        ],
        unread: [{ name: 'sub', why: 'unreadable' }],
      },
    ]);
  });

  it('from the editor come as addresses, from the list that has all of them', async () => {
    const { page, show } = await open();
    await show(emptyState());
    await drag(page, {
      items: [
        { mimeType: 'text/uri-list', data: 'file:///w/a.png' },
        {
          mimeType: 'application/vnd.code.uri-list',
          data: 'file:///w/a.png\r\nvscode-remote://h/w/b%20c.png',
        },
        { mimeType: 'resourceurls', data: '["file:///w/other.png"]' },
      ],
    });
    const uris = ['file:///w/a.png', 'vscode-remote://h/w/b%20c.png'];
    assert.deepEqual(await posted(page), [{ type: 'uris', payload: { uris } }]);
  });

  it('fall back to the older list of the editor, and to the one of the web', async () => {
    const { page, show } = await open();
    await show(emptyState());
    await drag(page, {
      items: [
        { mimeType: 'text/uri-list', data: 'file:///w/a.png' },
        { mimeType: 'resourceurls', data: '["file:///w/a.png","file:///w/b.png"]' },
      ],
    });
    await drag(page, {
      items: [
        { mimeType: 'text/uri-list', data: '# comment\r\nfile:///w/c.png' },
        { mimeType: 'resourceurls', data: 'not JSON' },
      ],
    });
    assert.deepEqual(await posted(page), [
      { type: 'uris', payload: { uris: ['file:///w/a.png', 'file:///w/b.png'] } },
      { type: 'uris', payload: { uris: ['file:///w/c.png'] } },
    ]);
  });

  it('show a place to be dropped, with the hint, while they are above it', async () => {
    const { page, show } = await open();
    await show(emptyState());
    const hint = page.getByText('From the Explorer: hold Shift while you drop.');
    assert.equal(await hint.isVisible(), false);
    await drag(page, { files: [join(folder, 'a.png')] }, true);
    assert.equal(await hint.isVisible(), true);
    await page.dispatchEvent('textarea', 'dragleave', { relatedTarget: await page.$('form') });
    assert.equal(await hint.isVisible(), true);
    await page.dispatchEvent('textarea', 'dragleave');
    assert.equal(await hint.isVisible(), false);
  });

  it('are not text that is dragged', async () => {
    const { page, show, sent } = await open();
    await show(emptyState());
    await drag(page, { items: [{ mimeType: 'text/plain', data: 'words' }] }, true);
    assert.equal(await page.getByText('Drop images to attach them').isVisible(), false);
    assert.deepEqual(await sent(), []);
  });

  it('are pasted, several at once', async () => {
    const { page, show } = await open();
    await show(emptyState());
    const taken = await paste(page, [
      ['image.png', 'image/png', [1, 2]],
      ['image.png', 'image/png', [3]],
    ]);
    assert.equal(taken, true);
    assert.deepEqual(await posted(page), [
      {
        type: 'bytes',
        files: [
          ['image.png', true, 1, 2],
          ['image.png', true, 3],
        ],
        unread: undefined,
      },
    ]);
  });

  it('leave text alone, also when a spreadsheet adds a picture of it', async () => {
    const { page, show, sent } = await open();
    await show(emptyState());
    assert.equal(await paste(page, [], { 'text/plain': 'words' }), false);
    const cells = { 'text/plain': '1\t2', 'text/html': '<table><td>1<td>2</table>' };
    assert.equal(await paste(page, [['image.png', 'image/png', [1]]], cells), false);
    assert.deepEqual(await sent(), []);
  });

  it('are read from the clipboard once when the host wants that', async () => {
    const { page, show } = await open();
    await clipboardGives(page, [{ 'text/html': [60], 'image/png': [1, 2] }]);
    await show(emptyState({ readClipboard: true }));
    await show(emptyState({ readClipboard: true, model: 'other' }));
    const files = [['image.png', true, 1, 2]];
    assert.deepEqual(await posted(page), [{ type: 'bytes', files, unread: undefined }]);
    await show(emptyState());
    await show(emptyState({ readClipboard: true }));
    assert.equal((await posted(page)).length, 2);
  });

  it('may be a path in the clipboard, which the host is told, as it is that the clipboard cannot be read', async () => {
    const { page, show } = await open();
    await clipboardGives(page, [{ 'text/plain': [65] }]);
    await show(emptyState({ readClipboard: true }));
    assert.deepEqual(await posted(page), [{ type: 'noImage', payload: { text: 'A' } }]);
    await show(emptyState());
    await clipboardGives(page, undefined);
    await show(emptyState({ readClipboard: true }));
    assert.deepEqual((await posted(page)).at(-1), { type: 'noImage', payload: {} });
  });

  it('are named when they are too large to carry', async () => {
    const { page, show } = await open();
    await show(emptyState());
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(
        new File([new Blob([new Uint8Array(64 * 2 ** 20 + 1)])], 'huge.png', { type: 'image/png' }),
      );
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    });
    assert.deepEqual(await posted(page), [
      { type: 'bytes', files: [], unread: [{ name: 'huge.png', why: 'tooLarge' }] },
    ]);
  });

  it('takes a pasted text that is nothing but images by address', async () => {
    const { page, show } = await open();
    await show(emptyState());
    const text =
      'https://example.com/a.png?size=2\n![b](https://example.com/b)\ndata:image/png;base64,AAAA\n';
    assert.equal(await paste(page, [], { 'text/plain': text }), true);
    assert.deepEqual((await posted(page)).at(-1), { type: 'addresses', payload: { text } });
  });

  it('leaves other text to the question box', async () => {
    const { page, show, sent } = await open();
    await show(emptyState());
    for (const text of [
      'https://example.com/page',
      'See https://example.com/a.png',
      '![a](images/a.png)',
      'data: none',
      'x',
    ])
      assert.equal(await paste(page, [], { 'text/plain': text }), false, text);
    assert.deepEqual(await sent(), []);
  });

  it('takes a picture or link that is dropped from a web page by its address', async () => {
    const { page, show } = await open();
    await show(emptyState());
    await drag(page, { items: [{ mimeType: 'text/uri-list', data: 'https://example.com/a.png' }] });
    assert.deepEqual((await posted(page)).at(-1), {
      type: 'addresses',
      payload: { text: 'https://example.com/a.png' },
    });
  });
});
