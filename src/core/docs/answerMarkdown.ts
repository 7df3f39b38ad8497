import type { Definition, Html, Image, ImageReference, Nodes, Parents, PhrasingContent, Root } from 'mdast';
import { type Extension as FromMarkdown, fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown, mathToMarkdown } from 'mdast-util-math';
import { type Options as ToMarkdown, toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { SKIP, visit } from 'unist-util-visit';

export interface AnswerMarkdownOptions {
  readonly syntax: 'markdown' | 'mdx';
  /** Headings are moved below this level, so that they do not become siblings of those around them. */
  readonly headingsBelow?: number;
}

/**
 * A model's Markdown as part of a document. Text that stood in a picture is shown and not obeyed: HTML, and in MDX also
 * JSX, expressions and ESM, become text, images become links, since a preview would load them, links lead to the web or
 * to a path, and a code block that was never closed ends with the answer. An answer that holds nothing of this stays as
 * it is; any other is written from its syntax tree (CommonMark, GFM, and formulas outside of MDX).
 */
export function answerMarkdown(answer: string, options: AnswerMarkdownOptions): string {
  const text = answer.trim();
  const tree = parse(text, options);
  const changed = [
    makeInert(tree, text, options),
    moveHeadings(tree, options.headingsBelow ?? 0),
    isOpenAtEnd(text, options),
  ].some(Boolean);
  return changed ? toMarkdown(tree, writing(options)).trim() : text;
}

/** The syntax tree of a model's Markdown: CommonMark, GFM and formulas. */
export function parseAnswer(text: string): Root {
  return parse(text, { syntax: 'markdown' });
}

function parse(text: string, { syntax }: AnswerMarkdownOptions): Root {
  const formulas = syntax === 'markdown';
  const mdastExtensions: (FromMarkdown | FromMarkdown[])[] = [gfmFromMarkdown()];
  if (formulas) mdastExtensions.push(mathFromMarkdown());
  return fromMarkdown(text, { extensions: formulas ? [gfm(), math()] : [gfm()], mdastExtensions });
}

/** True when something had to be changed. */
function makeInert(tree: Root, source: string, { syntax }: AnswerMarkdownOptions): boolean {
  let changed = false;
  visit(tree, (node, index, parent) => {
    if (syntax === 'mdx' && isCodeInMdx(node, source)) changed = true;
    const replacement = inert(node, parent, syntax);
    if (replacement === undefined || !parent || index === undefined) return undefined;
    changed = true;
    parent.children.splice(index, 1, ...(replacement as Parents['children'][number][]));
    // What takes its place is looked at as well: the words of a link may hold an image.
    return [SKIP, replacement.length > 0 && replacement[0]?.type !== 'html' ? index : index + 1];
  });
  return changed;
}

/** The nodes to put in the place of one; undefined when it may stay. */
function inert(
  node: Nodes,
  parent: Parents | undefined,
  syntax: AnswerMarkdownOptions['syntax'],
): readonly Nodes[] | undefined {
  switch (node.type) {
    case 'html':
      return inertHtml(node, parent, syntax);
    case 'image':
      return [isInLink(parent) ? textOf(node) : linkTo(node)];
    case 'imageReference':
      return [isInLink(parent) ? textOf(node) : referenceTo(node)];
    case 'link':
      return isAllowed(node.url) ? undefined : node.children;
    case 'definition':
      return isAllowed(node.url) ? undefined : [harmless(node)];
    default:
      return undefined;
  }
}

/** Line breaks in the cells of tables are the one tag that models write on purpose. */
function inertHtml(
  { value }: Html,
  parent: Parents | undefined,
  syntax: AnswerMarkdownOptions['syntax'],
): readonly Nodes[] | undefined {
  const breakTag = syntax === 'mdx' ? '<br />' : '<br>';
  if (/^<br\s*\/?>$/i.test(value)) {
    if (syntax === 'markdown' || value === breakTag) return undefined;
    return [{ type: 'html', value: breakTag }];
  }
  const text: PhrasingContent = { type: 'text', value };
  const isBlock = parent && ['root', 'blockquote', 'listItem', 'footnoteDefinition'].includes(parent.type);
  return [isBlock ? { type: 'paragraph', children: [text] } : text];
}

function isInLink(parent: Parents | undefined): boolean {
  return parent?.type === 'link' || parent?.type === 'linkReference';
}

function textOf(node: Image | ImageReference): Nodes {
  return { type: 'text', value: node.alt || ('url' in node ? node.url : node.identifier) };
}

function linkTo({ url, alt, title = null }: Image): Nodes {
  const children: PhrasingContent[] = [{ type: 'text', value: alt || url }];
  return { type: 'link', url, title, children };
}

function referenceTo({ identifier, label = null, alt }: ImageReference): Nodes {
  const children: PhrasingContent[] = [{ type: 'text', value: alt || identifier }];
  return { type: 'linkReference', identifier, label, referenceType: 'full', children };
}

function harmless(definition: Definition): Nodes {
  return { ...definition, url: '#' };
}

/** The web, mail, and paths: no other scheme. */
export function isAllowed(url: string): boolean {
  return /^(?:https?:|mailto:|(?![a-z][a-z\d+.-]*:))/i.test(url.trim());
}

/** Text that an MDX compiler would run, or would take for something else than CommonMark does. */
function isCodeInMdx(node: Nodes, source: string): boolean {
  if (node.type === 'text') return /[{}<]/.test(node.value) || ESM.test(node.value);
  const start = node.position?.start.offset ?? 0;
  if (node.type === 'code') return !/^[`~]/.test(source.slice(start));
  return node.type === 'link' && source[start] === '<';
}

const ESM = /^(?:export|import)\b/m;

/** True when something was moved. */
function moveHeadings(tree: Root, level: number): boolean {
  let highest = Number.POSITIVE_INFINITY;
  visit(tree, 'heading', ({ depth }) => {
    highest = Math.min(highest, depth);
  });
  const shift = level + 1 - highest;
  if (shift <= 0 || !Number.isFinite(shift)) return false;
  visit(tree, 'heading', (heading) => {
    const depth = Math.min(6, heading.depth + shift);
    if (depth === 2 || depth === 3 || depth === 4 || depth === 5 || depth === 6) heading.depth = depth;
  });
  return true;
}

/** True when text that follows would become part of the answer's last block, as in a code block without an end. */
function isOpenAtEnd(text: string, options: AnswerMarkdownOptions): boolean {
  return parse(`${text}\n\n# End`, options).children.at(-1)?.type !== 'heading';
}

function writing({ syntax }: AnswerMarkdownOptions): ToMarkdown {
  const shared: ToMarkdown = { bullet: '-', rule: '-', fences: true, listItemIndent: 'one' };
  const tables = gfmToMarkdown({ tablePipeAlign: false });
  if (syntax === 'markdown') return { ...shared, extensions: [tables, mathToMarkdown()] };
  return { ...shared, resourceLink: true, unsafe: mdxUnsafe, extensions: [tables] };
}

/** Characters that MDX reads as JSX, an expression or ESM; a letter is written as a character reference. */
const mdxUnsafe: NonNullable<ToMarkdown['unsafe']> = [
  { character: '<', inConstruct: 'phrasing' },
  { character: '{', inConstruct: 'phrasing' },
  { character: '}', inConstruct: 'phrasing' },
  { atBreak: true, character: 'e', after: 'xport\\b' },
  { atBreak: true, character: 'i', after: 'mport\\b' },
];
