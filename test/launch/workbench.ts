import { pathToFileURL } from 'node:url';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import type { Editor } from './editor.ts';

export interface WorkbenchOptions {
  /** The folder, or the file of a workspace with several, to show; by default the one the editor was launched with. */
  readonly workspace?: string;
  /** The module whose `run()` the extension host calls, e.g. with mocha in it. */
  readonly tests?: string;
  /** Called with the page before it loads, to expose functions or watch it. */
  readonly prepare?: (page: Page) => Promise<void>;
  readonly size?: { readonly width: number; readonly height: number };
}

/**
 * Opens the editor in a page of its own browser context, so that no state is left from an earlier page, and waits
 * until the Explorer is there and the extension's menus, commands and views are.
 */
export async function openWorkbench(
  browser: Browser,
  editor: Editor,
  options: WorkbenchOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  await options.prepare?.(page);
  await page.goto(address(editor, options));
  await loaded(page);
  // Less than a test has, so that what fails is the step and not the test as a whole.
  page.setDefaultTimeout(20_000);
  return page;
}

/** Reloads the window, as "Developer: Reload Window" does. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await loaded(page);
}

async function loaded(page: Page): Promise<void> {
  const explorer = page.locator('.explorer-folders-view');
  try {
    await explorer.waitFor({ timeout: 20_000 });
  } catch {
    // Seen twice in some thousand pages: the editor's page stays blank, and comes when it is asked for again.
    await page.reload();
    await explorer.waitFor();
  }
  // The editor's own mark for the end of the scan, after which all contributions are registered.
  await page.waitForFunction(() => performance.getEntriesByName('code/didLoadExtensions').length > 0);
  // Some services are made when the browser is idle. An image that is opened before the one for custom editors is
  // there comes up in the text editor. Idle callbacks run in the order in which they were asked for.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

/** The address of a page with the editor in it. */
export function address(
  editor: Editor,
  { tests, workspace = editor.workspace }: WorkbenchOptions = {},
): string {
  const { host } = new URL(editor.url);
  const remote = (path: string) => `vscode-remote://${host}${pathToFileURL(path).pathname}`;
  const payload: [string, string][] = [];
  if (editor.development) payload.push(['extensionDevelopmentPath', remote(editor.development)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const url = new URL(editor.url);
  const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  url.searchParams.set(kind, pathToFileURL(workspace).pathname);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** The Explorer's row of a file or folder that is visible, by its name. */
export function explorerRow(page: Page, name: string): Locator {
  return page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true });
}

/** Opens folders of the Explorer one below the other. */
export async function expand(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    const row = explorerRow(page, name);
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
  }
}

/** Selects rows of the Explorer in this order without opening them, and right-clicks the last one. */
export async function openContextMenu(page: Page, ...names: string[]): Promise<void> {
  // A click misses a row that moves because a file has just come or gone.
  await selectRows(page, names, 3000).catch(() => selectRows(page, names, 20_000));
  await explorerRow(page, names.at(-1) ?? '').click({ button: 'right' });
  await page.locator('.monaco-menu').waitFor();
}

async function selectRows(page: Page, names: readonly string[], timeout: number): Promise<void> {
  const explorer = page.locator('.explorer-folders-view');
  await explorer.locator('.monaco-list').focus();
  await page.keyboard.press('Escape');
  await explorer.locator('.monaco-list-row.selected').first().waitFor({ state: 'detached' });
  for (const name of names) {
    await explorerRow(page, name).click({ modifiers: ['ControlOrMeta'] });
    await explorerRow(page, name).and(page.locator('.selected')).waitFor({ timeout });
  }
}

/** An item of the open menu or submenu. (Its accessible name holds the key binding too.) */
export function menuItem(page: Page, title: string): Locator {
  const label = page.locator('.action-label').getByText(title, { exact: true });
  return page.locator('.monaco-menu [role=menuitem]').filter({ has: label });
}

/** Chooses an item of the open context menu; more than one title leads through submenus. */
export async function choose(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    // By keyboard: a menu ignores the mouse button in its first 100 ms.
    await menuItem(page, title).hover();
    await page.keyboard.press('Enter');
  }
  await page.locator('.monaco-menu').waitFor({ state: 'detached' });
}

/** Runs a command by its whole title as the palette shows it, category included. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const run = async (timeout: number) => {
    await page.keyboard.press('F1');
    await quickInput(page).getByRole('textbox').fill(`>${title}`, { timeout });
    await quickPick(page, title).click({ timeout });
  };
  // The palette closes when a preview that was still loading takes the focus.
  await run(5000).catch(() => run(20_000));
}

/** The box in which the editor asks for a choice or a text. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget');
}

/** The text field of that box, once what is typed goes into it. */
export async function readyInput(page: Page): Promise<void> {
  await quickInput(page).getByRole('textbox').and(page.locator(':focus')).waitFor();
}

/** A row of the open quick pick, by its label. What follows a comma is a key binding or another remark. */
export function quickPick(page: Page, label: string): Locator {
  const text = JSON.stringify(label).slice(1, -1);
  return quickInput(page).locator(
    `[role=option][aria-label="${text}"], [role=option][aria-label^="${text},"]`,
  );
}

/** Types into the open input box and confirms it. */
export async function answerInput(page: Page, text: string): Promise<void> {
  const box = quickInput(page).getByRole('textbox');
  await box.fill(text);
  await box.press('Enter');
}

/** What a webview view of this extension shows; the editor wraps it in two frames. */
export function panel(page: Page): FrameLocator {
  return panelFrame(page).contentFrame().frameLocator('#active-frame');
}

/** The review of alt texts, in its editor. */
export function review(page: Page): FrameLocator {
  return page.locator(`${ourWebview}:not([src*="purpose="])`).contentFrame().frameLocator('#active-frame');
}

const ourWebview = 'iframe.webview[src*="extensionId=ask-claude.ask-claude-images"]';

/** The outer frame of that view, which is hidden or gone while the view is. */
export function panelFrame(page: Page): Locator {
  return page.locator(ourWebview);
}

/** Opens a file from the Explorer in a tab that stays, and waits until an image is shown, which takes the focus. */
export async function openFile(page: Page, name: string): Promise<void> {
  await explorerRow(page, name).dblclick();
  await page.locator('.tab.active').filter({ hasText: name }).waitFor();
  if (/\.(png|jpe?g|gif|webp|bmp)$/i.test(name)) await previewReady(page);
}

/** Waits for the preview of the image that was opened last. */
export async function previewReady(page: Page): Promise<void> {
  await page.locator('iframe.webview.ready[src*="vscode.media-preview"]').last().waitFor();
}

/** Waits until this text is in the clipboard. */
export async function clipboardHolds(page: Page, text: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    while ((await navigator.clipboard.readText()) !== wanted) await new Promise(requestAnimationFrame);
  }, text);
}

/** A notification with this text. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast').filter({ hasText: text });
}
