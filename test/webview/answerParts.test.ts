import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { drawn } from './drawn.ts';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

const answered = (answer: string, status: 'done' | 'streaming' = 'done') =>
  emptyState({ turns: [turn('a', { answer, status })] });

const code = '```ts\nconst one = 1;\nconst two = "2"; // two\n```\n';
const diagram = '```mermaid\nflowchart LR\n  a[First] --> b\n```\n';

async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    for (let frame = 0; frame < left; frame++) await new Promise(requestAnimationFrame);
  }, count);
}

describe('the code of an answer', () => {
  const open = panels();

  it('is coloured, and copied, inserted and opened by its buttons', async () => {
    const { page, show, sent } = await open();
    await show(answered(code));
    await drawn(page);
    assert.equal(await page.locator('.hl-keyword').first().textContent(), 'const');
    for (const name of ['Copy code', 'Insert code', 'Open code as a file'])
      await page.getByRole('button', { name }).press('Enter');
    const text = 'const one = 1;\nconst two = "2"; // two\n';
    assert.deepEqual(await sent(), [
      { type: 'copyText', payload: { text } },
      { type: 'insertCode', payload: { text, language: 'ts' } },
      { type: 'openCode', payload: { text, language: 'ts' } },
    ]);
  });

  it('keeps the lines that are complete while it grows', async () => {
    const { page, show } = await open();
    await show(answered(code.slice(0, 22), 'streaming'));
    await page.evaluate(() => document.querySelector('.codeLine')?.setAttribute('data-mark', 'kept'));
    for (let end = 23; end < code.length - 5; end++) await show(answered(code.slice(0, end), 'streaming'));
    assert.equal(await page.locator('.codeLine[data-mark]').textContent(), 'const one = 1;\n');
    assert.equal(await page.locator('.codeLine').count(), 2);
  });
});

describe('a diagram in an answer', () => {
  const open = panels();

  it('is its source until it is complete, then a picture, with the source on demand', async () => {
    const { page, show, sent } = await open();
    await show(answered(diagram.slice(0, -5), 'streaming'));
    assert.equal(await page.getByRole('img', { name: 'Diagram' }).count(), 0);
    assert.equal(await page.locator('answer-code').isVisible(), true);
    await show(answered(diagram));
    await drawn(page);
    assert.equal(await page.getByRole('img', { name: 'Diagram' }).isVisible(), true);
    assert.equal(await page.locator('answer-code').isVisible(), false);
    await page.getByRole('button', { name: 'Show source' }).press('Enter');
    assert.equal(await page.locator('answer-code').isVisible(), true);
    await page.getByRole('button', { name: 'Copy source' }).press('Enter');
    await page.getByRole('button', { name: 'Save as SVG' }).press('Enter');
    const [copied, saved] = await sent();
    assert.deepEqual(copied?.payload, { text: 'flowchart LR\n  a[First] --> b\n' });
    assert.match(JSON.stringify(saved), /"type":"saveDiagram".*<svg .*First.*<\/svg>/);
  });

  it('waits while the answer goes on, which it would hold up', async () => {
    const { page, show } = await open();
    await show(answered(diagram));
    await drawn(page);
    const pictures = page.getByRole('img', { name: 'Diagram' });
    // No time passes: what has just arrived is never long ago.
    await page.evaluate('performance.now = () => 1e6');
    const two = `${diagram}\n${diagram.replace('First', 'Second')}\nMore of it`;
    await show(answered(two, 'streaming'));
    await frames(page, 60);
    assert.equal(await pictures.count(), 1);
    await show(answered(two));
    await drawn(page);
    assert.equal(await pictures.count(), 2);
  });

  it('is drawn once the reader is near it', async () => {
    const { page, show } = await open();
    const long = `${diagram}${'A paragraph.\n\n'.repeat(200)}`;
    await show(answered(long));
    await page.getByRole('log').evaluate((log) => log.scrollTo(0, 0));
    await frames(page, 2);
    await show(answered(`${long}${diagram.replace('First', 'Second')}`));
    const picture = (place: number) =>
      page.locator('answer-diagram').nth(place).getByRole('img', { name: 'Diagram' });
    await picture(0).waitFor();
    await frames(page, 60);
    assert.equal(await picture(1).count(), 0);
    await page.getByRole('log').evaluate((log) => log.scrollTo(0, log.scrollHeight));
    await picture(1).waitFor();
  });

  it('that cannot be read says the line, and shows its source', async () => {
    const { page, show } = await open();
    await show(answered('```mermaid\n%% a comment\nflowchart LR\n  a --> b\n  b --> ]c[\n```\n'));
    await drawn(page);
    await page.getByText('Line 4 cannot be read: b --> ]c[').waitFor();
    assert.equal(await page.locator('answer-code').isVisible(), true);
  });

  it('shows the letters that its entities stand for', async () => {
    const { page, show } = await open();
    await show(
      answered('```mermaid\nflowchart LR\n  a["#quot;A#quot; #35;1"] -- "#quot;on#quot;" --> b\n```\n'),
    );
    await drawn(page);
    const svg = await page.getByRole('img', { name: 'Diagram' }).getAttribute('src');
    const words = decodeURIComponent(svg ?? '').replace(/<style[\s\S]*<\/style>|<[^>]*>/g, '');
    assert.match(words.replace(/\s+/g, ''), /,"on""A"#1b$/);
  });

  it('is drawn anew in the colours of another theme', async () => {
    const { page, show } = await open();
    await show(answered(diagram));
    await drawn(page);
    const address = () => page.getByRole('img', { name: 'Diagram' }).getAttribute('src');
    const before = await address();
    await page.evaluate(() =>
      document.documentElement.style.setProperty('--vscode-editor-foreground', '#123456'),
    );
    for (let tries = 0; tries < 200 && (await address()) === before; tries++)
      await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.match(decodeURIComponent((await address()) ?? ''), /#123456/);
  });

  const hostile = [
    '%%{init: {"securityLevel": "loose", "themeCSS": "* { background: url(https://evil.test/x.png) }"}}%%\nflowchart LR\n  a["<img src=x onerror=\'globalThis.ran=true\'>"] --> b',
    '---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\nflowchart LR\n  a["<script>globalThis.ran=true</script>"] --> b',
    'flowchart LR\n  a --> b\n  click a "javascript:globalThis.ran=true"\n  click b href "https://evil.test"',
    'flowchart LR\n  a --> b\n  style a fill:url(https://evil.test/fill.svg)\n  classDef c fill:#f00;}*{display:none\n  class b c',
    `flowchart LR\n${Array.from({ length: 400 }, (_, index) => `  a${index} --> b${index}`).join('\n')}`,
    `flowchart LR\n  a["${'long '.repeat(5000)}"]`,
  ];

  it('runs nothing, loads nothing and leads nowhere', async () => {
    const { page, show } = await open();
    for (const source of hostile) {
      await show(answered(''));
      await show(answered(`\`\`\`mermaid\n${source}\n\`\`\`\n`));
      await drawn(page);
      const svg = await page
        .locator('answer-diagram')
        .evaluate((element) => decodeURIComponent(element.querySelector('img')?.src ?? ''));
      assert.doesNotMatch(
        svg,
        /<script|<foreignObject|<a[\s>]|\son\w+=|evil\.test|javascript:/i,
        source.slice(0, 200),
      );
      assert.equal(await page.evaluate(() => 'ran' in globalThis), false);
    }
  });
});

describe('formulas, tasks, tables and files of an answer', () => {
  const open = panels();

  it('draws TeX, and leaves money and what is no TeX as it is', async () => {
    const { page, show } = await open();
    await show(
      answered('It costs $5 to $10, and $x^2$ or \\(y\\).\n\n$$\n\\frac{a}{b}\n$$\n\n$\\frac{a$ and `$z$`'),
    );
    await drawn(page);
    assert.equal(await page.locator('.answer math').count(), 3);
    await page.getByText('It costs $5 to $10, and').waitFor();
    await page.getByText('$\\frac{a$ and').waitFor();
  });

  it('shows TeX that means harm to the letter, or without the harm', async () => {
    const { page, show } = await open();
    const bombs = [
      '\\href{javascript:alert(1)}{x}',
      '\\includegraphics{https://evil.test/x.png}',
      '\\def\\a{\\b\\b\\b\\b\\b\\b\\b\\b}\\def\\b{\\a\\a}\\a',
      `${'{'.repeat(3000)}x`,
      '\\rule{100000em}{100000em}',
    ];
    await show(answered(bombs.map((tex) => `$${tex}$`).join('\n\n')));
    await drawn(page);
    const found = await page.locator('.answer').evaluate((answer) => ({
      loads: answer.querySelectorAll('a, img, [href], [src], iframe').length,
      wide: answer.scrollWidth > 2000,
    }));
    assert.deepEqual(found, { loads: 0, wide: false });
  });

  it('draws the boxes of tasks, named after them', async () => {
    const { page, show } = await open();
    await show(answered('- [x] read the size\n- [ ] write a test'));
    const done = page.getByRole('checkbox', { name: 'read the size' });
    assert.deepEqual([await done.isChecked(), await done.isDisabled()], [true, true]);
    assert.equal(await page.getByRole('checkbox', { name: 'write a test' }).isChecked(), false);
  });

  it('shows a ragged table whole and says so, but not of a row that is still arriving', async () => {
    const { page, show } = await open();
    const table = '| a | b |\n|---|---|\n| 1 | 2 |\n| 3';
    const note = page.getByText('This table has rows of different length.');
    await show(answered(table, 'streaming'));
    assert.equal(await note.count(), 0);
    await show(answered(`${table} | 4 | kept |\n`));
    assert.equal(await note.isVisible(), true);
    assert.equal(await page.getByRole('cell', { name: 'kept' }).isVisible(), true);
  });

  it('links no address within HTML that is shown as text, or behind a quote', async () => {
    const { page, show } = await open();
    const answer =
      '<img src="https://h.test/a"> url(https://h.test/b) \'https://h.test/c\' (https://h.test/d) *https://h.test/e*';
    await show(answered(answer));
    assert.deepEqual(await page.getByRole('link').allTextContents(), [
      'https://h.test/d',
      'https://h.test/e',
    ]);
  });

  it('links bare addresses of the web, and files only once the host has found them', async () => {
    const { page, show, sent } = await open();
    const answer =
      'See `src/a.ts:12`, [b](src/b.ts#L3), src/none.ts:1 and https://example.com/x, not ftp://a.test.';
    await show(answered(answer));
    assert.deepEqual(await page.getByRole('link').allTextContents(), ['https://example.com/x']);
    for (let tries = 0; tries < 200 && (await sent()).length === 0; tries++)
      await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.deepEqual(await sent(), [
      { type: 'checkFiles', payload: { references: ['src/a.ts:12', 'src/b.ts#L3', 'src/none.ts:1'] } },
    ]);
    await show({ ...answered(answer), files: ['src/a.ts:12', 'src/b.ts#L3'] });
    assert.equal(
      await page.getByRole('link', { name: 'b', exact: true }).getAttribute('title'),
      'src/b.ts#L3',
    );
    await page.getByRole('link', { name: 'src/a.ts:12' }).press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'openFile', payload: { reference: 'src/a.ts:12' } });
    assert.equal(await page.getByRole('link').count(), 3);
  });
});
