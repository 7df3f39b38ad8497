import type { StateCore, Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';
import { markFiles } from './files.ts';
import { formulas } from './formulas.ts';
import { keepCells } from './tables.ts';
import { markTasks } from './tasks.ts';

/** Where a link of an answer may lead: the web, and nothing that a model names on this machine. */
export const linkTarget = /^https?:/i;

const longestAddress = 80;

export const markdown = new MarkdownIt('default', { html: false, linkify: true });

// Of addresses without brackets around them, those of web pages become links; "example.com" may be anything.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
for (const scheme of ['ftp:', '//', 'mailto:']) markdown.linkify.add(scheme, null);

// What else is an address is shown as text, below; what would run is no link at all.
markdown.validateLink = (address) => !/^(?!https?:|mailto:)[a-z][a-z0-9+.-]*:(?!\d)/i.test(address.trim());

formulas(markdown);
markdown.core.ruler.after('block', 'cells', keepCells);

// The question is the heading of level 2; models begin at # or ##.
markdown.core.ruler.push('headings', ({ tokens }) => {
  for (const token of tokens)
    if (token.type === 'heading_open' || token.type === 'heading_close')
      token.tag = `h${Math.min(6, Math.max(3, Number(token.tag[1]) + 1))}`;
});

// The panel's content security policy forbids the style attribute that says how a column is aligned.
markdown.core.ruler.push('alignment', ({ tokens }) => {
  for (const token of tokens) {
    const alignment = /^text-align:(\w+)$/.exec(String(token.attrGet('style')))?.[1];
    if (alignment) token.attrs = [['class', `align-${alignment}`]];
  }
});

markdown.core.ruler.push('fences', (state) => {
  let lines: readonly string[] | undefined;
  for (const token of state.tokens) {
    if (token.type !== 'fence' || !token.map) continue;
    lines ??= state.src.split('\n');
    const [first, behind] = token.map;
    const code = token.content.split('\n');
    // Behind the lines of code stands one more: its end, or spaces.
    const isWhole = code.at(-1) === '' && behind - first === code.length + 1;
    token.meta = { closed: isWhole && (lines[behind - 1] ?? '').includes(token.markup) };
  }
});

markdown.core.ruler.push('tasks', markTasks);

// A link to anywhere but the web would look as if it did something: its words stay, with the address behind them.
markdown.core.ruler.push('links', (state) => {
  for (const token of state.tokens) if (token.children) token.children = linked(state, token.children);
});

/**
 * False for an address without brackets that stands behind a quote or in the middle of something, as in HTML that is shown
 * as text. GitHub links none of these either (GFM 0.29, 6.9).
 */
function isBare(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.markup !== 'linkify') return true;
  const before = tokens[index - 1];
  return before?.type !== 'text' || /(?:^|[\s*_~])\(?$/.test(before.content);
}

/** The tokens of a line with its links checked, and with what may name a file marked. */
function linked({ Token }: StateCore, tokens: readonly Token[]): Token[] {
  let target = '';
  const checked = tokens.flatMap((token, index) => {
    if (token.type === 'link_open') target = isBare(tokens, index) ? String(token.attrGet('href') ?? '') : '';
    if (!token.type.startsWith('link_') || linkTarget.test(target)) return [token];
    const named = token.info !== 'auto' && /^[^#]/.test(target);
    const address = shortened(markdown.normalizeLinkText(target).replace(/^mailto:/i, ''));
    const isOpen = token.type === 'link_open';
    if (!named) return [];
    const part = new Token(isOpen ? 'target_open' : 'target_close', 'span', isOpen ? 1 : -1);
    part.attrs = isOpen
      ? [
          ['class', 'target'],
          ['title', target],
        ]
      : null;
    return isOpen ? [part] : [...addressOf(Token, address), part];
  });
  return markFiles(Token, checked);
}

/** Shown while nothing says where the words lead. */
function addressOf(Made: typeof Token, address: string): Token[] {
  const open = new Made('address_open', 'span', 1);
  open.attrs = [['class', 'address']];
  const text = new Made('text', '', 0);
  text.content = ` (${address})`;
  return [open, text, new Made('address_close', 'span', -1)];
}

// An image in an answer would be fetched from an address that a model (or a text inside a picture) chose.
markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index];
  const address = String(token?.attrGet('src') ?? '');
  const shown = shortened(address);
  const text = token?.content ? `${token.content} (${shown})` : shown;
  return `<span class="unloaded">${markdown.utils.escapeHtml(text)}</span>`;
};

// A fence inside a list or a quote; those of the top level are drawn without HTML.
markdown.renderer.rules.fence = (tokens, index) => {
  const token = tokens[index];
  const language = /^\S*/.exec(token?.info.trim() ?? '')?.[0] ?? '';
  const names = [...(language ? [`language-${language}`] : []), ...(token?.meta?.closed ? ['closed'] : [])];
  const name = markdown.utils.escapeHtml(names.join(' '));
  return `<pre><code class="${name}">${markdown.utils.escapeHtml(token?.content ?? '')}</code></pre>\n`;
};

function shortened(address: string): string {
  return address.length > longestAddress ? `${address.slice(0, longestAddress)}…` : address;
}
