import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../src/protocol.ts';
import { drawn } from './drawn.ts';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

const section = (index: number) => `## Part ${index}

A paragraph about **part ${index}** with \`code\`, a [link](https://example.com/${index}) and some more words to fill it.

- first point
- second point

| name | value |
|------|------:|
| part | ${index} |

\`\`\`ts
const part = ${index};
\`\`\`

`;

const sections = (count: number) => Array.from({ length: count }, (_, index) => section(index)).join('');

function streaming(answer: string): PanelState {
  return emptyState({
    running: true,
    turns: [turn('old', { answer: sections(3) }), turn('new', { status: 'streaming', answer })],
  });
}

/** Posts ever longer beginnings of a text, a frame each; returns what that did to the nodes of the conversation. */
function grow(page: Page, state: PanelState, text: string, steps: number) {
  const from = state.turns.at(-1)?.answer.length ?? 0;
  return page.evaluate(
    async ({ state, text, steps, from }) => {
      let added = 0;
      let removed = 0;
      const observer = new MutationObserver((records) => {
        for (const record of records) {
          added += record.addedNodes.length;
          removed += record.removedNodes.length;
        }
      });
      observer.observe(document.querySelector('#log')!, { childList: true, subtree: true });
      for (let step = 1; step <= steps; step++) {
        const answer = text.slice(0, from + Math.ceil(((text.length - from) * step) / steps));
        const turns = state.turns.map((turn, index) =>
          index === state.turns.length - 1 ? { ...turn, answer } : turn,
        );
        window.postMessage({ type: 'state', payload: { ...state, turns } }, '*');
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      }
      await new Promise((resolve) => setTimeout(resolve));
      observer.disconnect();
      const log = document.querySelector('#log')!;
      const nodes = document.createTreeWalker(log.querySelector('article:last-of-type .answer')!);
      let total = 0;
      while (nodes.nextNode()) total++;
      return { added, removed, total };
    },
    { state, text, steps, from },
  );
}

describe('an answer of 100 KB that streams in', () => {
  const open = panels();

  it('adds each part of the page about once, and takes hardly any away', async () => {
    const { page, show } = await open();
    const text = sections(460);
    assert.ok(text.length > 100_000);
    await show(streaming(''));
    const { added, removed, total } = await grow(page, streaming(''), text, 150);
    assert.ok(total > 5_000, `${total} nodes`);
    assert.ok(added < total * 1.5, `${added} added for ${total}`);
    assert.ok(removed < total * 0.1, `${removed} removed of ${total}`);
  });

  it('ends as the same page that a fresh panel shows', async () => {
    const text = sections(12).replaceAll('Part', '[Part]');
    const finished = `${text}\n[Part]: https://example.com/part`;
    const done = emptyState({ turns: [turn('new', { answer: finished })] });
    const streamed = await open();
    await streamed.show(streaming(''));
    await grow(streamed.page, streaming(''), finished, 40);
    await streamed.show(done);
    const fresh = await open();
    await fresh.show(done);
    await Promise.all([streamed, fresh].map(({ page }) => drawn(page)));
    const html = (page: Page) => page.locator('article .answer').last().innerHTML();
    assert.equal(await html(streamed.page), await html(fresh.page));
  });

  it('does not touch the page at all when nothing has changed', async () => {
    const { page, show } = await open();
    const state = streaming(sections(5));
    await show(state);
    await drawn(page);
    await page.evaluate(() => {
      globalThis.touched = 0;
      const observer = new MutationObserver((records) => {
        globalThis.touched += records.length;
      });
      observer.observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
        attributes: true,
      });
    });
    await show(structuredClone(state));
    assert.equal(await page.evaluate(() => globalThis.touched), 0);
  });

  it('leaves a selection alone, in what is finished and in what is growing', async () => {
    const { page, show } = await open();
    const selected = () => page.evaluate(() => getSelection()?.toString());
    for (const selector of [
      'article:last-of-type .answer li',
      'article:last-of-type .answer > :last-child > :last-child p',
    ]) {
      const text = `${section(1)}A paragraph that`;
      await show(streaming(text));
      await page.evaluate(
        (found) => getSelection()?.selectAllChildren(document.querySelector(found)!),
        selector,
      );
      const before = await selected();
      assert.ok(before);
      await grow(page, streaming(text), `${text} goes on and *on*.\n\n${sections(3)}`, 20);
      assert.ok((await selected())?.startsWith(before.slice(0, 12)), `${await selected()}`);
    }
  });

  it('keeps the focus on a button inside', async () => {
    const { page, show } = await open();
    await show(streaming(section(1)));
    await page.getByRole('button', { name: 'Copy code' }).last().focus();
    await grow(page, streaming(section(1)), `${section(1)}${sections(5)}`, 20);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Copy code');
  });
});

declare global {
  var touched: number;
}

describe('a table of many rows', () => {
  const open = panels();
  const table = (count: number) =>
    `| Order | Customer | Items |\n|:--|:--|--:|\n${Array.from(
      { length: count },
      (_, index) =>
        `| A-${index} | Customer **${index}** | ${index % 17} |${index % 90 === 89 ? ' more |' : ''}\n`,
    ).join('')}`;
  const showTable = async (
    { page, show }: Awaited<ReturnType<typeof open>>,
    ...counts: readonly number[]
  ) => {
    for (const count of counts) {
      const turns = [turn('new', { status: 'streaming', answer: table(count) })];
      await show(emptyState({ running: true, turns }));
      await page.waitForFunction(
        (wanted) => document.querySelectorAll('.answer tbody tr').length === wanted,
        count,
      );
    }
  };

  it('has all of them in their order, and loses those that go', async () => {
    const panel = await open();
    const texts = () =>
      panel.page
        .locator('.answer tbody tr')
        .evaluateAll((all) => all.map((row) => row.textContent?.replaceAll(/\s/g, '')));
    const wanted = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `A-${index}Customer${index}${index % 17}${index % 90 === 89 ? 'more' : ''}`,
      );
    for (const counts of [[40, 90, 130, 330], [120], [100], [1]]) {
      await showTable(panel, ...counts);
      assert.deepEqual(await texts(), wanted(counts.at(-1) ?? 0));
    }
  });

  it('has each cell below its head, the ones too many beside them', async () => {
    const panel = await open();
    await showTable(panel, 90, 330);
    const edges = await panel.page.locator('.answer table.long').evaluate((element) => {
      const all = [...element.querySelectorAll('tr')];
      return [0, 270, 330].map((index) =>
        [...(all[index]?.children ?? [])].map((cell) => Math.round(cell.getBoundingClientRect().left)),
      );
    });
    assert.equal(new Set(edges[0]).size, 4);
    assert.deepEqual(edges, [edges[0], edges[0], edges[0]]);
  });

  it('stays a table to a screen reader', async () => {
    const panel = await open();
    await useScreenReader(panel.page);
    await showTable(panel, 90, 330);
    // Four rows have a cell more: the others get an empty one, as does the head.
    const found = await rolesIn(panel.page, ['table', 'columnheader', 'row', 'cell']);
    assert.deepEqual(found, [1, 3, 331, 330 * 4 + 1]);
  });
});

describe('a long conversation', () => {
  const open = panels();

  it('is there as a whole for a screen reader', async () => {
    const { page, show } = await open();
    await useScreenReader(page);
    const turns = Array.from({ length: 12 }, (_, index) => turn(`${index}`, { answer: sections(index + 1) }));
    await show(emptyState({ turns }));
    await drawn(page);
    const parts = (12 * 13) / 2;
    assert.deepEqual(await rolesIn(page, ['listitem', 'table', 'link']), [2 * parts, parts, parts]);
  });
});

/** What the editor sets when a screen reader is in use. */
async function useScreenReader(page: Page): Promise<void> {
  await page.evaluate(() => document.body.classList.add('vscode-using-screen-reader'));
}

/** How many elements of each role the browser tells a screen reader of. */
async function rolesIn(page: Page, roles: readonly string[]): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return roles.map((role) => nodes.filter((node) => node.role?.value === role).length);
}

describe('the place in the conversation', () => {
  const open = panels();
  const top = (page: Page) => page.getByRole('log').evaluate((log) => log.scrollTop);
  const rest = (page: Page) =>
    page.getByRole('log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  const jump = (page: Page) => page.getByRole('button', { name: 'Jump to latest' });
  const scroll = (page: Page, to: number) =>
    page.getByRole('log').evaluate(async (log, place) => {
      log.scrollTop = place;
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    }, to);

  it('is the end while the reader is there', async () => {
    const { page, show } = await open();
    for (const count of [3, 6, 9]) {
      await show(streaming(sections(count)));
      assert.ok((await top(page)) > 0);
      assert.ok((await rest(page)) < 2);
      assert.equal(await jump(page).isVisible(), false);
    }
  });

  it('is the end of a long conversation, of which only what is in view has been laid out', async () => {
    const { page, show } = await open();
    const turns = Array.from({ length: 100 }, (_, index) => turn(`t${index}`, { answer: sections(2) }));
    await show(emptyState({ turns }));
    assert.ok((await rest(page)) < 2);
    await page.getByRole('article').last().getByRole('button', { name: 'Copy', exact: true }).click();
    await show(emptyState({ turns: [...turns, turn('new', { answer: sections(2) })] }));
    assert.ok((await rest(page)) < 2);
  });

  it('is the end of a conversation that is opened from the list, with its pictures and all', async () => {
    const { page, show } = await open();
    const thumbnail = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>')}`;
    const image = { id: 'i', name: 'coast.jpg', detail: '400 × 300', thumbnail };
    const turns = Array.from({ length: 50 }, (_, index) =>
      turn(`t${index}`, { answer: sections(1 + (index % 7)), images: index % 3 === 0 ? [image] : [] }),
    );
    const other = { conversation: 'other', turns: [turn('a', { answer: sections(1) })] };
    await show(emptyState(other));
    await show(emptyState({ ...other, conversations: { items: [] } }));
    await show(emptyState({ conversation: 'long', turns }));
    await drawn(page);
    assert.ok((await rest(page)) < 2);
    // What stands above may have been estimated: there and back, it is the end again.
    await page.getByRole('log').press('Home');
    await page.waitForFunction(() => document.querySelector('#log')!.scrollTop === 0);
    await jump(page).press('Enter');
    await page.waitForFunction(() => document.querySelector('.jump')!.matches('[hidden]'));
    assert.ok((await rest(page)) < 2);
  });

  it('is not taken back to the end from under a reader who turns the wheel', async () => {
    const { page, show } = await open();
    await show(streaming(sections(6)));
    await page.getByRole('log').hover();
    await page.mouse.wheel(0, -4);
    await page.waitForFunction(() => {
      const { scrollHeight, scrollTop, clientHeight } = document.querySelector('#log')!;
      return scrollHeight - scrollTop - clientHeight > 2;
    });
    const before = await top(page);
    await show(streaming(sections(12)));
    assert.equal(await top(page), before);
    await page.mouse.wheel(0, 100_000);
    await page.waitForFunction(() => document.querySelector('.jump')!.matches('[hidden]'));
    await show(streaming(sections(14)));
    assert.ok((await rest(page)) < 2);
  });

  it('stays where the reader went, with a way back', async () => {
    const { page, show } = await open();
    await show(streaming(sections(6)));
    await scroll(page, 200);
    assert.equal(await jump(page).isVisible(), true);
    await show(streaming(sections(12)));
    assert.equal(await top(page), 200);
    await jump(page).press('Enter');
    assert.ok((await rest(page)) < 2);
    await jump(page).waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'log');
    await show(streaming(sections(14)));
    assert.ok((await rest(page)) < 2);
  });

  it('is the new question when one is asked', async () => {
    const { page, show } = await open();
    const turns = [turn('a', { answer: sections(6) })];
    await show(emptyState({ turns }));
    await scroll(page, 0);
    await show(emptyState({ turns: [...turns, turn('b', { status: 'waiting' })], running: true }));
    assert.ok((await rest(page)) < 2);
  });

  it('follows a panel that becomes lower', async () => {
    const { page, show } = await open();
    await show(streaming(sections(6)));
    await page.setViewportSize({ width: 300, height: 500 });
    await page.waitForFunction(() => {
      const log = document.querySelector('#log')!;
      return log.scrollHeight - log.scrollTop - log.clientHeight < 2;
    });
  });
});
