import type { Env, Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';

/** A paragraph, list, table … of the top level. */
export interface AnswerBlock {
  readonly html: string;
  /** Line of the source it begins in, from 0. */
  readonly line: number;
}

/**
 * Markdown from a model as HTML, block by block; still to be sanitised.
 * `references` collects the link definitions, so that a later part of the same answer knows them.
 */
export function renderBlocks(source: string, references: Env): readonly AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  let open: Token[] = [];
  for (const token of markdown.parse(source, references)) {
    open.push(token);
    if (token.level !== 0 || token.nesting === 1) continue;
    const html = markdown.renderer.render(open, markdown.options, references);
    blocks.push({ html, line: open[0]?.map?.[0] ?? 0 });
    open = [];
  }
  return blocks;
}

/** Where a link of an answer may lead: the web, and nothing that a model names on this machine. */
export const linkTarget = /^https?:/i;

const longestAddress = 80;

const markdown = new MarkdownIt('default', { html: false, linkify: false });

// What else is an address is shown as text, below; what would run is no link at all.
markdown.validateLink = (address) => !/^(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/i.test(address.trim());

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

// A link to anywhere but the web would look as if it did something: its words stay, with the address behind them.
markdown.core.ruler.push('links', ({ tokens }) => {
  for (const { children } of tokens) {
    let target = '';
    for (const token of children ?? []) {
      if (token.type === 'link_open') target = String(token.attrGet('href') ?? '');
      if (!token.type.startsWith('link_') || linkTarget.test(target)) continue;
      const named = token.type === 'link_close' && token.info !== 'auto' && /^[^#]/.test(target);
      token.content = named
        ? ` (${shortened(markdown.normalizeLinkText(target).replace(/^mailto:/i, ''))})`
        : '';
      token.type = 'text';
    }
  }
});

// An image in an answer would be fetched from an address that a model (or a text inside a picture) chose.
markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index];
  const address = String(token?.attrGet('src') ?? '');
  const shown = shortened(address);
  const text = token?.content ? `${token.content} (${shown})` : shown;
  return `<span class="unloaded">${markdown.utils.escapeHtml(text)}</span>`;
};

function shortened(address: string): string {
  return address.length > longestAddress ? `${address.slice(0, longestAddress)}…` : address;
}
