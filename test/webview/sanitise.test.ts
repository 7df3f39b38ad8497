import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { sanitise } from '../../src/webview/answer/sanitise.ts';
import { bundle } from './bundle.ts';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

declare global {
  var sanitiser: { readonly sanitise: typeof sanitise };
}

/** Each is shown as text or not at all; none may run, load, style, or become a link that leads out of the web. */
const hostile = [
  '<script>globalThis.ran = true</script>',
  '<img src=x onerror="globalThis.ran = true">',
  '<svg onload="globalThis.ran = true"><script>globalThis.ran = true</script></svg>',
  '<math><mtext><style><img src=x onerror="globalThis.ran = true"></style></mtext></math>',
  '<style>body { display: none }</style>',
  '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>',
  '<form action="https://evil.test"><button>Send</button></form>',
  '<p style="position:fixed;inset:0">over everything</p>',
  '<a href="https://evil.test" onclick="globalThis.ran = true">x</a>',
  '[a](javascript:globalThis.ran=true)',
  '[a](JaVaScRiPt:globalThis.ran=true)',
  '[a](java&#115;cript:globalThis.ran=true)',
  '[a](<java\tscript:globalThis.ran=true>)',
  '[a](\u0001javascript:globalThis.ran=true)',
  '[a](data:text/html,<script>globalThis.ran=true</script>)',
  '[a](data:image/svg+xml;base64,AAAA)',
  '[a](command:workbench.action.terminal.new)',
  '[a](vscode://evil.extension/do)',
  '[a](file:///etc/passwd)',
  '[a](vbscript:x)',
  '<javascript:globalThis.ran=true>',
  '[a]: javascript:globalThis.ran=true\n\n[a]',
  '![pixel](https://evil.test/pixel.png)',
  '![pixel](https://evil.test/pixel.png "onerror=alert(1)")',
  '![<img src=x onerror=globalThis.ran=true>](https://evil.test/?q=<script>)',
  '![x](data:image/png;base64,AAAA)',
  '| a |\n|:-:"style=color:red|\n| <img src=x onerror=globalThis.ran=true> |',
  '```"><img src=x onerror=globalThis.ran=true>\ncode\n```',
  '```js" onmouseover="globalThis.ran=true\ncode\n```',
  '<!-- --><img src=x onerror=globalThis.ran=true>',
  '&lt;img src=x onerror=globalThis.ran=true&gt;',
];

const tags = [
  'answer-code',
  'answer-file',
  'input',
  'div',
  'p',
  'a',
  'span',
  'code',
  'pre',
  'button',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
];
const attributes = [
  'class',
  'href',
  'title',
  'type',
  'tabindex',
  'role',
  'aria-label',
  'aria-hidden',
  'data-language',
  'disabled',
  'checked',
];

describe('an answer that means harm', () => {
  const open = panels();

  it('is only text', async () => {
    const { page, show } = await open();
    for (const answer of hostile) {
      for (const status of ['streaming', 'done'] as const)
        await show(emptyState({ turns: [turn('a', { answer: `Before.\n\n${answer}\n\nAfter.`, status })] }));
      const found = await page.locator('.answer').evaluate((element) => ({
        ran: 'ran' in globalThis,
        tags: [...element.querySelectorAll('*')].map(({ localName }) => localName),
        attributes: [...element.querySelectorAll('*')].flatMap((part) => part.getAttributeNames()),
        schemes: [...element.querySelectorAll('a')].map(({ protocol }) => protocol),
        text: element.textContent?.trim() ?? '',
      }));
      const strangers = [
        ...found.tags.filter((tag) => !tags.includes(tag)),
        ...found.attributes.filter((name) => !attributes.includes(name)),
        ...found.schemes.filter((scheme) => !/^(https?|mailto):$/.test(scheme)),
      ];
      assert.deepEqual({ ran: found.ran, strangers }, { ran: false, strangers: [] }, answer);
      assert.match(found.text, /^Before\.[\s\S]*After\.$/, answer);
    }
  });

  it('is cleaned a second time, should the parser ever let markup through', async () => {
    const { page } = await open({ bypassCSP: true });
    await page.evaluate(await bundle('src/webview/answer/sanitise.ts', 'sanitiser'));
    for (const markup of hostile.filter((text) => text.startsWith('<'))) {
      const left = await page.evaluate((html) => {
        const made = document.createElement('div');
        made.append(
          globalThis.sanitiser.sanitise(`${html}<p id="x" onclick="ran = true" style="color: red">kept</p>`),
        );
        return made.innerHTML;
      }, markup);
      assert.match(left, /<p>kept<\/p>$/);
      assert.doesNotMatch(left, /<(?!\/?(p|a|span)\b)|\son|style=|javascript/i);
    }
  });

  it('shows the address of an image instead of fetching it', async () => {
    const { page, show } = await open();
    await show(emptyState({ turns: [turn('a', { answer: '![the logo](https://evil.test/logo.png)' })] }));
    assert.equal(await page.getByText('the logo (https://evil.test/logo.png)').isVisible(), true);
    assert.equal(await page.locator('.answer img').count(), 0);
  });

  it('cannot mark up what the host says in its own words', async () => {
    const { page, show } = await open();
    const bad = '<img src=x onerror="globalThis.ran = true">';
    const failure = { text: bad, remedy: bad, actions: [{ id: 'x', label: bad }], detail: bad };
    await show(
      emptyState({
        turns: [turn('a', { question: bad, notes: [bad], status: 'failed', failure, usage: bad })],
        model: bad,
        total: bad,
        estimate: { input: bad, answer: bad, detail: bad },
        notice: { text: bad, actions: [] },
      }),
    );
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.evaluate(() => 'ran' in globalThis), false);
  });
});
