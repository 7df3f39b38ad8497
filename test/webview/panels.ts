import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../launch/browser.ts';
import { type OpenOptions, openPanel, type Panel } from './page.ts';

/**
 * For the top of a `describe`: gives its tests a browser, and a function that opens the panel in it. A test fails when
 * its panel threw, broke its content security policy or asked the network for anything.
 */
export function panels(): (options?: OpenOptions) => Promise<Panel> {
  let browser: Browser;
  let open: Panel[] = [];
  before(async function () {
    this.timeout(120_000);
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(function () {
    this.currentTest?.timeout(60_000);
  });
  afterEach(async () => {
    const faults = open.flatMap((panel) => panel.faults);
    await Promise.all(open.map((panel) => panel.close()));
    open = [];
    assert.deepEqual(faults, []);
  });
  return async (options) => {
    const panel = await openPanel(browser, options);
    open.push(panel);
    return panel;
  };
}
