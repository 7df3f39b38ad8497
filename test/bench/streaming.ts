import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../launch/browser.ts';
import { themeStyle } from '../webview/themes.ts';
import { answers } from './answers.ts';
import { pageMark, type Task, tasksWhile } from './tasks.ts';

/**
 * How smoothly an answer of 50,000 characters streams into the panel: the tasks of its main thread, and all of them for the
 * first and for the last tenth of the answer. A model of 200 tokens a second makes an update of 40 characters every 50 ms;
 * here each frame brings one. `streaming --against REVISION` measures another commit as well, `--only TEXT` the answers with
 * that text in their names.
 */
const perUpdate = 40;
const columns = [
  ...['answer', 'panel', 'longest task, ms', 'longest computed, ms'],
  ...['all computed, ms', 'first tenth', 'last tenth', 'longest after its end', 'longest shown again'],
];
/** Milliseconds from which a browser calls a task long. */
const long = 50;
/** Runs in the page, before anything else. */
const editorApi = `globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });`;
const served = new Map<string, Promise<Files>>();
const { values } = parseArgs({
  options: { against: { type: 'string' }, only: { type: 'string', default: '' } },
});
const browser = await launchBrowser();
try {
  console.log(`| ${columns.join(' | ')} |\n|${columns.map(() => '---').join('|')}|`);
  const panels: [string, string][] = [['this commit', resolve('.')]];
  if (values.against) panels.push([values.against, await checkout(values.against)]);
  for (const [name, answer] of Object.entries(answers).filter(([name]) => name.includes(values.only)))
    for (const [label, root] of panels) console.log(row(name, label, await measure(browser, root, answer)));
  for (const [, root] of panels.slice(1)) await rm(root, { recursive: true });
} finally {
  await browser.close();
}

interface Smoothness {
  /** While it arrives: in all, and for its first and its last tenth. */
  readonly streaming: readonly Task[];
  readonly first: readonly Task[];
  readonly last: readonly Task[];
  /** From its end until nothing more is drawn. */
  readonly ended: readonly Task[];
  /** When a new panel shows the finished answer. */
  readonly again: readonly Task[];
}

function row(name: string, label: string, tasks: Smoothness): string {
  const { streaming, first, last, ended, again } = tasks;
  const cells = [
    longest(streaming, 'lasted'),
    longest(streaming, 'computed'),
    ...[streaming, first, last].map((some) =>
      some.reduce((sum, { computed }) => sum + computed, 0).toFixed(0),
    ),
    longest(ended, 'computed'),
    longest(again, 'computed'),
  ];
  return `| ${[name, label, ...cells].join(' | ')} |`;
}

/** "23", or "61 (4 long)" */
function longest(tasks: readonly Task[], figure: keyof Task): string {
  const times = tasks.map((task) => task[figure]);
  const count = times.filter((time) => time > long).length;
  return `${Math.max(0, ...times).toFixed(0)}${count > 0 ? ` (${count} long)` : ''}`;
}

async function measure(browser: Browser, root: string, answer: string): Promise<Smoothness> {
  const page = await open(browser, root);
  const session = await page.context().newCDPSession(page);
  await post(page, '', 'streaming');
  const { tasks: streaming, marks } = await tasksWhile(session, () => stream(page, answer));
  const [afterFirst = 0, beforeLast = 0] = marks;
  const first = streaming.filter(({ began }) => began < afterFirst);
  const last = streaming.filter(({ began }) => began >= beforeLast);
  const shown = await page.evaluate(() => document.querySelector('.answer')?.textContent?.length ?? 0);
  if (shown < answer.length / 2) throw new Error(`only ${shown} characters are shown`);
  const { tasks: ended } = await tasksWhile(session, () => post(page, answer, 'done'));
  await page.context().close();
  const fresh = await open(browser, root);
  const { tasks: again } = await tasksWhile(await fresh.context().newCDPSession(fresh), () =>
    post(fresh, answer, 'done'),
  );
  await fresh.context().close();
  return { streaming, first, last, ended, again };
}

/** Posts an answer piece by piece, one a frame, without a pause; marks the end of the first tenth and the beginning of the last. */
async function stream(page: Page, answer: string): Promise<void> {
  await page.evaluate(
    async ({ answer, size, mark }) => {
      const tenth = Math.floor(answer.length / 10 / size) * size;
      for (let at = 0; at < answer.length; at += size) {
        if (at === tenth || at === 9 * tenth) performance.mark(mark);
        const payload = { turn: 'new', from: at, text: answer.slice(at, at + size) };
        window.postMessage({ type: 'answer', payload }, '*');
        await new Promise(requestAnimationFrame);
      }
    },
    { answer, size: perUpdate, mark: pageMark },
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
