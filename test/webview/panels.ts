import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../launch/browser.ts';
import { type OpenOptions, type OpenWebview, openPanel, type Panel } from './page.ts';

/** For the top of a `describe`: {@link openedIn} for the panel. */
export function panels(): (options?: OpenOptions) => Promise<Panel> {
  return openedIn(openPanel);
}

/**
 * Gives the tests of a `describe` a browser, and a function that opens a page in it. A test fails when its page threw,
 * broke its content security policy or asked the network for anything.
 */
export function openedIn<Opened extends OpenWebview>(
  openPage: (browser: Browser, options?: OpenOptions) => Promise<Opened>,
): (options?: OpenOptions) => Promise<Opened> {
  let browser: Browser;
  let open: Opened[] = [];
  before(async function () {
    this.timeout(120_000);
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(function () {
    this.currentTest?.timeout(60_000);
  });
  afterEach(async () => {
    const faults = open.flatMap((page) => page.faults);
    await Promise.all(open.map((page) => page.close()));
    open = [];
    assert.deepEqual(faults, []);
  });
  return async (options) => {
    const page = await openPage(browser, options);
    open.push(page);
    return page;
  };
}
