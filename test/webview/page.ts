import { readdir, readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { attribute, earlyBox } from '../../src/host/panel/earlyBox.ts';
import type { PanelState, ToHost } from '../../src/protocol.ts';
import { earlyScript, panelBundle } from './bundle.ts';
import { type ThemeName, themeStyle, themes } from './themes.ts';

const origin = 'http://panel.test';
const root = new URL('../../', import.meta.url);

export type Sent = { [Name in keyof ToHost]: { type: Name; payload: ToHost[Name] } }[keyof ToHost];

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly bodyClass?: string;
  /** The question box of the page itself takes the focus, before the panel is drawn. */
  readonly earlyFocus?: boolean;
  /** Sentences of another language, as the host puts them into the page. */
  readonly messages?: Readonly<Record<string, string>>;
  readonly language?: string;
  /** For tools that bring scripts and styles of their own, and to see what holds without the policy. */
  readonly bypassCSP?: boolean;
}

/** The panel in a real browser, under the content security policy of the product, with a host that records. */
export interface Panel {
  readonly page: Page;
  /** Posts a state and waits until it is drawn. */
  readonly show: (state: PanelState) => Promise<void>;
  /** What the panel has said since it was opened, `ready` aside, or since `forget`. */
  readonly sent: () => Promise<readonly Sent[]>;
  readonly forget: () => Promise<void>;
  /** Errors of scripts, and what the policy or the network had to stop. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
}

export async function openPanel(browser: Browser, options: OpenOptions = {}): Promise<Panel> {
  const opened = await openWebview(browser, options, panelBody);
  return { ...opened, ...conversationWith(opened.page) };
}

/** A page of the extension in a real browser, under the content security policy of the product. */
export interface OpenWebview {
  readonly page: Page;
  /** Errors of scripts, and what the policy or the network had to stop. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a page with this body; `content` is what stands in it, after the attributes of the body. */
export async function openWebview(
  browser: Browser,
  options: OpenOptions,
  content: (options: OpenOptions) => Promise<string>,
): Promise<OpenWebview> {
  const { theme = 'dark', width = 420, height = 800, bypassCSP = false } = options;
  const context = await browser.newContext({ viewport: { width, height }, bypassCSP });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  const files = await pageFiles(theme, options, await content(options));
  await context.route('**/*', async (route) => {
    const { pathname, origin: from } = new URL(route.request().url());
    const file = from === origin ? files.get(pathname) : undefined;
    if (file) return route.fulfill(file);
    faults.push(`request for ${route.request().url()}`);
    return route.abort();
  });
  await page.addInitScript({ content: editorApi });
  await page.goto(`${origin}/`);
  return { page, faults, close: () => context.close() };
}

function conversationWith(page: Page): Pick<Panel, 'show' | 'sent' | 'forget'> {
  return {
    show: (state) =>
      page.evaluate(async (payload) => {
        window.postMessage({ type: 'state', payload }, '*');
        // The message, the frame it asks for, and the frame in which sizes are observed.
        await new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
        // The list has a file of its own.
        while (payload.conversations && !document.querySelector('.conversations'))
          await new Promise(requestAnimationFrame);
      }, state),
    sent: () => page.evaluate(() => globalThis.said.filter(({ type }) => type !== 'ready')),
    forget: () => page.evaluate(() => void globalThis.said.splice(0)),
  };
}

declare global {
  var said: Sent[];
}

/** Runs in the page, before anything else. What the editor keeps for a panel outlives a reload, as there. */
const editorApi = `
  globalThis.said = [];
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => void said.push(structuredClone(message)),
    getState: () => JSON.parse(sessionStorage.getItem('kept') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('kept', JSON.stringify(state)),
  });`;

interface PageFile {
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Record<string, string>;
}

async function panelBody({ earlyFocus: focus = false, messages }: OpenOptions): Promise<string> {
  const label = messages?.['Ask about the images'] ?? 'Ask about the images';
  return `${earlyBox({ label, focus, nonce: 'n0nce', script: await earlyScript() })}${ownFiles('panel')}`;
}

/** The sheets and the script of a page, as the host puts them there. */
export function ownFiles(name: 'panel' | 'review'): string {
  return `
    <link rel="stylesheet" href="/dist/codicon.css"><link rel="stylesheet" href="/media/${name}.css">
    <script type="module" nonce="n0nce" src="/dist/${name}.js"></script>`;
}

async function pageFiles(
  theme: ThemeName,
  options: OpenOptions,
  content: string,
): Promise<Map<string, PageFile>> {
  const { bodyClass = '', language = 'en', messages } = options;
  const words = messages ? attribute(JSON.stringify(messages)) : '';
  const files = new Map<string, PageFile>();
  const csp = `default-src 'none'; img-src 'self' data: blob:; style-src 'self' 'nonce-theme' 'nonce-n0nce'; font-src 'self'; script-src 'nonce-n0nce'`;
  files.set('/', {
    contentType: 'text/html',
    headers: { 'content-security-policy': csp },
    body: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Ask Claude</title>
      <style nonce="theme">${themeStyle(theme)}</style>
      </head><body class="${themes[theme][1]} ${bodyClass}" data-messages="${words}">
      ${content}</body></html>`,
  });
  for (const [path, text] of await panelBundle())
    files.set(path, { contentType: 'text/javascript', body: text });
  const media = new URL('media/', root);
  for (const name of (await readdir(media)).filter((file) => file.endsWith('.css')))
    files.set(`/media/${name}`, {
      contentType: 'text/css',
      body: await readFile(new URL(name, media)),
    });
  const codicons = new URL('node_modules/@vscode/codicons/dist/', root);
  files.set('/dist/codicon.css', {
    contentType: 'text/css',
    body: await readFile(new URL('codicon.css', codicons)),
  });
  files.set('/dist/codicon.ttf', {
    contentType: 'font/ttf',
    body: await readFile(new URL('codicon.ttf', codicons)),
  });
  files.set('/favicon.ico', { contentType: 'image/x-icon', body: '' });
  return files;
}
