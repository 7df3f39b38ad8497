import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../launch/browser.ts';
import { themeStyle } from '../webview/themes.ts';
import { answers } from './answers.ts';

/**
 * How smoothly an answer of 50,000 characters streams into the panel: long tasks as the browser reports them, and the time
 * of all tasks for the first and for the last tenth of the answer. A model of 200 tokens a second makes an update of 40
 * characters every 50 ms; here each frame brings one. `streaming REVISION` measures another commit as well.
 */
const perUpdate = 40;
/** Runs in the page, before anything else. */
const editorApi = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask' });
  globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });`;
const served = new Map<string, Promise<Files>>();
const revision = process.argv[2];
const browser = await launchBrowser();
try {
  console.log(
    '| answer | panel | longest task, ms | over 50 ms | all tasks, ms | first tenth | last tenth | shown again |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  const panels: [string, string][] = [['this commit', resolve('.')]];
  if (revision) panels.push([revision, await checkout(revision)]);
  for (const [name, answer] of Object.entries(answers))
    for (const [label, root] of panels) console.log(row(name, label, await measure(browser, root, answer)));
  for (const [, root] of panels.slice(1)) await rm(root, { recursive: true });
} finally {
  await browser.close();
}

interface Smoothness {
  readonly long: readonly number[];
  /** Milliseconds of all tasks: in total, for the first and the last tenth. */
  readonly tasks: readonly [number, number, number];
  /** Longest task when a new panel shows the finished answer. */
  readonly again: number;
}

function row(name: string, label: string, { long, tasks, again }: Smoothness): string {
  const longest = long.length > 0 ? Math.max(...long).toFixed(0) : '< 50';
  const cells = [
    name,
    label,
    longest,
    long.length,
    ...tasks.map((ms) => ms.toFixed(0)),
    again < 50 ? '< 50' : again,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function measure(browser: Browser, root: string, answer: string): Promise<Smoothness> {
  const page = await open(browser, root);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  await post(page, '', 'streaming');
  await page.evaluate(() => void globalThis.longTasks.splice(0));
  const tenth = Math.floor(answer.length / 10);
  const marks = [await spent()];
  for (let part = 0; part < 10; part++) {
    const end = part === 9 ? answer.length : (part + 1) * tenth;
    await stream(page, answer.slice(0, end), part * tenth, perUpdate);
    marks.push(await spent());
  }
  const shown = await page.evaluate(() => document.querySelector('.answer')?.textContent?.length ?? 0);
  if (shown < answer.length / 2) throw new Error(`only ${shown} characters are shown`);
  await post(page, answer, 'done');
  const long = await page.evaluate(() => globalThis.longTasks);
  await page.context().close();
  const fresh = await open(browser, root);
  await fresh.evaluate(() => void globalThis.longTasks.splice(0));
  await post(fresh, answer, 'done');
  const again = await fresh.evaluate(() => Math.round(Math.max(0, ...globalThis.longTasks)));
  await fresh.context().close();
  const between = (from: number, to: number) => (marks[to] ?? 0) - (marks[from] ?? 0);
  return { long, tasks: [between(0, 10), between(0, 1), between(9, 10)], again };
}

/** Posts ever longer beginnings of an answer, one a frame. */
async function stream(page: Page, answer: string, from: number, size: number): Promise<void> {
  await page.evaluate(
    async ({ answer, from, size }) => {
      for (let at = from; at < answer.length; at += size) {
        const payload = { turn: 'new', from: at, text: answer.slice(at, at + size) };
        window.postMessage({ type: 'answer', payload }, '*');
        await new Promise(requestAnimationFrame);
      }
    },
    { answer, from, size },
  );
}

/** Posts a whole state, and waits until nothing more is drawn. */
async function post(page: Page, answer: string, status: string): Promise<void> {
  await page.evaluate(
    async ({ answer, status }) => {
      const turn = { id: 'new', question: 'What does it show?', images: [], notes: [], answer, status };
      const state = {
        images: [],
        turns: [turn],
        recipes: [],
        running: status === 'streaming',
        model: 'claude',
      };
      const draft = { text: '', revision: 0, focus: 0 };
      const key = { label: '', missing: false };
      window.postMessage({ type: 'state', payload: { ...state, draft, key } }, '*');
      for (let frame = 0; frame < 120; frame++) await new Promise(requestAnimationFrame);
    },
    { answer, status },
  );
}

async function open(browser: Browser, root: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 420, height: 800 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  const files = await panelFiles(root);
  await context.route('**/*', (route) => {
    const file = files.get(new URL(route.request().url()).pathname);
    return file ? route.fulfill(file) : route.abort();
  });
  await page.addInitScript({ content: editorApi });
  await page.goto('http://panel.test/');
  return page;
}

declare global {
  var longTasks: number[];
}

type Files = ReadonlyMap<string, { readonly contentType: string; readonly body: string | Buffer }>;

function panelFiles(root: string): Promise<Files> {
  const files = served.get(root) ?? bundled(root);
  served.set(root, files);
  return files;
}

/** The panel of a source tree as esbuild.js builds it, its style sheets and its page. */
async function bundled(root: string): Promise<Files> {
  const { outputFiles } = await build({
    ...{
      entryPoints: [join(root, 'src/webview/panel.ts')],
      outdir: '/dist',
      chunkNames: 'panel/[name]-[hash]',
    },
    ...{ bundle: true, write: false, minify: true, format: 'esm', splitting: true, platform: 'browser' },
    ...{ target: 'chrome130', external: ['katex', 'elkjs'], nodePaths: [resolve('node_modules')] },
  });
  const files = new Map<string, { contentType: string; body: string | Buffer }>();
  for (const { path, text } of outputFiles) files.set(path, { contentType: 'text/javascript', body: text });
  for (const name of await readdir(join(root, 'media')))
    if (name.endsWith('.css'))
      files.set(`/media/${name}`, {
        contentType: 'text/css',
        body: await readFile(join(root, 'media', name)),
      });
  const policy = `default-src 'none'; img-src 'self' data: blob:; style-src 'self' 'nonce-n'; font-src 'self'; script-src 'nonce-n'`;
  files.set('/', {
    contentType: 'text/html',
    body: `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
      <style nonce="n">${themeStyle('dark')}</style><link rel="stylesheet" href="/media/panel.css">
      <body class="vscode-dark"><script type="module" nonce="n" src="/dist/panel.js"></script>`,
  });
  return files;
}

/** The panel's sources of another commit. */
async function checkout(commit: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'panel-'));
  const archive = execFileSync('git', ['archive', commit, 'src', 'media', 'tsconfig.json'], {
    maxBuffer: 2 ** 28,
  });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  return folder;
}
