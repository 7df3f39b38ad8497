import assert from 'node:assert/strict';
import axeCore from 'axe-core';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { namedImages } from '../core/docs/namedImages.ts';
import { launchBrowser } from '../launch/browser.ts';

/** Those of axe's rules that are about the names the audit looks for. */
const rules = [
  'image-alt',
  'input-image-alt',
  'area-alt',
  'role-img-alt',
  'link-name',
  'button-name',
  'aria-command-name',
];

describe('the names of images that the audit misses', () => {
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.route('**/*', (route) => route.abort());
    await page.evaluate(axeCore.source);
  });
  after(() => browser.close());

  for (const [html, fault] of namedImages)
    it(`${fault ? 'are missed' : 'are not missed'} by axe either in ${html}`, async () => {
      const violations = await page.evaluate(
        async ([body, values]) => {
          document.body.innerHTML = body;
          const options = { runOnly: { type: 'rule', values }, preload: false } as const;
          return (await globalThis.axe.run(document, options)).violations.map(({ id }) => id);
        },
        [html, rules] as const,
      );
      assert.equal(violations.length > 0, fault, String(violations));
    });
});

declare global {
  var axe: typeof import('axe-core');
}
