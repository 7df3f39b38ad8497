import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../launch/browser.ts';
import type { Lane } from '../launch/edition.ts';
import { type Editor, launchEditor } from '../launch/editor.ts';
import { prepareHostSuite } from '../launch/hostSuite.ts';
import type { Counts } from '../launch/suite.ts';
import { openWorkbench } from '../launch/workbench.ts';
import { writeSamples } from '../samples/write.ts';

/** Runs the tests of host/ inside the extension host of an editor that has this repository under development. */
export async function runHost(lane: Lane): Promise<Counts> {
  const suite = await prepareHostSuite(`${lane}-host`);
  const workspace = await mkdtemp(join(tmpdir(), 'ask-claude-samples-'));
  await writeSamples(workspace);
  const editor = await launchEditor({
    lane,
    workspace,
    extension: { development: '.' },
    env: suite.env,
  });
  const browser = await launchBrowser();
  try {
    await untilExit(browser, editor, suite.tests);
    return await suite.finish();
  } finally {
    await browser.close();
    await editor.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** Opens a page and waits until the extension host reports the end of the tests, two minutes at most. */
function untilExit(browser: Browser, editor: Editor, tests: string): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const prepare = async (page: Page) => {
      await page.exposeFunction('codeAutomationExit', () => resolve());
      await page.exposeFunction('codeAutomationLog', (kind: string, words: unknown) => {
        said.push(`${kind} ${JSON.stringify(words)}`);
      });
    };
    openWorkbench(browser, editor, { tests, prepare }).catch(reject);
    const late = () => reject(new Error(`The tests have not come to their end.\n${said.join('\n')}`));
    setTimeout(late, 120_000).unref();
  });
}
