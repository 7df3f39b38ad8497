import type { Definition, Nodes, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import { isAllowed, parseAnswer } from '../answerMarkdown.ts';

/** A part of a model's answer that every syntax has. Texts are plain and without line breaks or control characters. */
export type DocumentBlock =
  /** One text for each line that must end. */
  | { readonly type: 'paragraph'; readonly lines: readonly string[] }
  | { readonly type: 'heading'; readonly text: string }
  | {
      readonly type: 'list';
      /** The first number; undefined for bullets. */
      readonly start: number | undefined;
      readonly items: readonly (readonly DocumentBlock[])[];
    }
  | { readonly type: 'code'; readonly language: string; readonly lines: readonly string[] }
  /** A rectangle whose first row is the heading. */
  | { readonly type: 'table'; readonly rows: readonly (readonly string[])[] };

/** A model's Markdown as blocks; emphasis is left out, and links and images are text with their address. */
export function blocksOf(markdown: string): readonly DocumentBlock[] {
  const tree = parseAnswer(markdown.trim());
  const addresses = new Map<string, string>();
  visit(tree, 'definition', ({ identifier, url }: Definition) => {
    addresses.set(identifier, url);
  });
  return blocksIn(tree.children, addresses, 0);
}

type Addresses = ReadonlyMap<string, string>;

/** Lists and quotes that are nested deeper go on at this depth. */
const deepest = 4;

function blocksIn(
  nodes: readonly RootContent[],
  addresses: Addresses,
  depth: number,
): readonly DocumentBlock[] {
  return nodes.flatMap((node) => blocksFrom(node, addresses, depth));
}

function blocksFrom(node: RootContent, addresses: Addresses, depth: number): readonly DocumentBlock[] {
  switch (node.type) {
    case 'heading': {
      const text = inline(node.children, addresses).replaceAll('\n', ' ').trim();
      return text === '' ? [] : [{ type: 'heading', text }];
    }
    case 'code':
      return code(node.lang ?? '', node.value);
    case 'math':
      return code('latex', node.value);
    case 'table':
      return table(node, addresses);
    case 'list': {
      const start = node.ordered ? (node.start ?? 1) : undefined;
      const items = node.children
        .map(({ children, checked }) => withBox(blocksIn(children, addresses, depth + 1), checked))
        .filter((item) => item.length > 0);
      return depth < deepest && items.length > 0 ? [{ type: 'list', start, items }] : items.flat();
    }
    case 'blockquote':
    case 'footnoteDefinition':
      return blocksIn(node.children, addresses, depth);
    case 'definition':
    case 'thematicBreak':
      return [];
    default:
      return paragraph(inline([node], addresses));
  }
}

function paragraph(text: string): readonly DocumentBlock[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? [] : [{ type: 'paragraph', lines }];
}

function code(language: string, value: string): readonly DocumentBlock[] {
  const lines = value
    // What some readers take for the end of a line would end an indented block there.
    .split(/\r\n|(?:(?!\t)[\p{Cc}\p{Zl}\p{Zp}])/u)
    .map((line) => line.replace(/\p{Cs}/gu, '\ufffd').trimEnd());
  if (lines.every((line) => line === '')) return [];
  const known = /^[A-Za-z][\w+#.-]{0,29}$/.test(language) ? language : '';
  return [{ type: 'code', language: known, lines }];
}

function table(
  { children }: Extract<RootContent, { type: 'table' }>,
  addresses: Addresses,
): readonly DocumentBlock[] {
  const rows = children.map((row) =>
    row.children.map((cell) => inline(cell.children, addresses).replaceAll('\n', ' ').trim()),
  );
  const width = Math.max(...rows.map((row) => row.length));
  return [{ type: 'table', rows: rows.map((row) => [...row, ...Array(width - row.length).fill('')]) }];
}

function withBox(
  blocks: readonly DocumentBlock[],
  checked: boolean | null | undefined,
): readonly DocumentBlock[] {
  if (typeof checked !== 'boolean') return blocks;
  const [first, ...rest] = blocks;
  const box = checked ? '[x]' : '[ ]';
  if (first?.type !== 'paragraph') return [{ type: 'paragraph', lines: [box] }, ...blocks];
  const [line = '', ...lines] = first.lines;
  return [{ type: 'paragraph', lines: [`${box} ${line}`, ...lines] }, ...rest];
}

/** The words of some nodes, `\n` where a line must end. */
function inline(nodes: readonly Nodes[], addresses: Addresses): string {
  return nodes.map((node) => words(node, addresses)).join('');
}

function words(node: Nodes, addresses: Addresses): string {
  switch (node.type) {
    case 'break':
      return '\n';
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? '\n' : plain(node.value);
    case 'link':
      return withAddress(inline(node.children, addresses), node.url);
    case 'linkReference':
      return withAddress(inline(node.children, addresses), addresses.get(node.identifier));
    case 'image':
      return withAddress(plain(node.alt ?? ''), node.url);
    case 'imageReference':
      return withAddress(plain(node.alt ?? ''), addresses.get(node.identifier));
    case 'footnoteReference':
      return plain(`[${node.label ?? node.identifier}]`);
    default:
      if ('children' in node) return inline(node.children, addresses);
      return 'value' in node ? plain(node.value) : '';
  }
}

function withAddress(text: string, url: string | undefined): string {
  if (url === undefined || !isAllowed(url)) return text;
  const address = plain(url).trim();
  const isSaid = text === address || `mailto:${text}` === address || `http://${text}` === address;
  return text.trim() === '' ? address : isSaid ? text : `${text} (${address})`;
}

function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').replace(/\p{Cs}/gu, '\ufffd');
}
