import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { launchBrowser } from '../launch/browser.ts';
import type { Lane } from '../launch/edition.ts';
import { type Editor, launchEditor } from '../launch/editor.ts';
import { packageExtension } from '../launch/packageExtension.ts';
import { openWorkbench, type WorkbenchOptions } from '../launch/workbench.ts';
import { writeSamples } from '../samples/write.ts';

/** What all workbench tests of a run share. */
export interface Stage {
  readonly lane: Lane;
  readonly browser: Browser;
  /** Has the packaged extension, the emulator as its base URL, and a key in its environment. */
  readonly editor: Editor;
  readonly emulator: Emulator;
  /** A new page on a copy of the samples of its own; `page.context().close()` ends it. */
  open(options?: OpenOptions): Promise<OpenPage>;
}

export interface OpenOptions extends WorkbenchOptions {
  /** Adds to the samples before the page opens. */
  readonly fill?: (workspace: string) => Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  /** The folder that the page shows. */
  readonly workspace: string;
}

let shared: Promise<Stage> | undefined;
/** What ends each thing that was started, the last one first. */
const endings: (() => Promise<unknown>)[] = [];

/** The stage of this process, set up when the first test asks for it. */
export function stage(): Promise<Stage> {
  shared ??= setUp();
  return shared;
}

export async function tearDown(): Promise<void> {
  for (const end of endings.splice(0)) await end();
}

/** Pictures of all open pages, named after a test, and in words what stands in them, for who has only the log. */
export async function photograph(title: string): Promise<void> {
  const { browser } = await stage();
  const folder = join('out', 'screenshots');
  await mkdir(folder, { recursive: true });
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const name = `${title.replace(/[^\w]+/g, '-')}-${index}.png`;
    await page.screenshot({ path: join(folder, name) });
    console.log(await page.locator('body').ariaSnapshot());
  }
}

async function setUp(): Promise<Stage> {
  const lane = process.env['ASK_CLAUDE_LANE'] === 'oldest' ? 'oldest' : 'newest';
  const folder = await mkdtemp(join(tmpdir(), 'ask-claude-stage-'));
  endings.unshift(() => rm(folder, { recursive: true, force: true }));
  const samples = join(folder, 'samples');
  await writeSamples(samples);
  const emulator = await startEmulator();
  endings.unshift(() => emulator.close());
  const editor = await launchEditor({
    lane,
    workspace: samples,
    extension: { vsix: 'ask-claude-images.vsix' },
    others: [await packageExtension('test/editor/models', folder)],
    settings: { 'askClaude.baseUrl': emulator.url },
    env: { ANTHROPIC_API_KEY: 'sk-ant-test' },
  });
  endings.unshift(() => editor.close());
  const browser = await launchBrowser();
  endings.unshift(() => browser.close());
  const open = async (options?: OpenOptions) => {
    await forgetAnswers(editor);
    const workspace = await mkdtemp(join(folder, 'tidewater-'));
    await cp(samples, workspace, { recursive: true });
    await options?.fill?.(workspace);
    return { workspace, page: await openWorkbench(browser, editor, { workspace, ...options }) };
  };
  return { lane, browser, editor, emulator, open };
}

/** The pages are of one user, who pays for no alt text twice: none is to be given the answer of another test. */
async function forgetAnswers({ serverDataDir }: Editor): Promise<void> {
  const storage = join(serverDataDir, 'data', 'User', 'globalStorage', 'ask-claude.ask-claude-images');
  await rm(join(storage, 'answers'), { recursive: true, force: true });
}
