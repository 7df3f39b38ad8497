import { type ParserPlugin, parse } from '@babel/parser';
import { IDENTITY } from '../text/offsets.ts';
import { type Comment, emptyPage, type Page, speaksToAudit } from '../text/pageReader.ts';
import { Elements } from './markup/elements.ts';
import { importsOf } from './markup/imports.ts';
import type { Attribute, Tag } from './markup/tag.ts';
import { isTangled } from './tangledCode.ts';

/** JSX and TSX, and JavaScript with either in it. A file too broken for the parser has no references until it is whole again. */
export function readJsx(text: string): Page {
  const page = emptyPage();
  // Most files of JavaScript hold no elements.
  if (!/<\/|\/>/.test(text) || isTangled(text)) return page;
  const file = fileOf(text, 'typescript') ?? fileOf(text, 'flow');
  const [tree] = nodesIn(file?.['program']);
  if (!file || !tree) return page;
  page.comments.push(...commentsIn(file, text));
  const elements = new Elements(page, importsOf(text));
  elements.read({ text, syntax: 'jsx', escapes: [] }, IDENTITY, true);
  for (const node of nodesInOrder(tree)) {
    if (node.type === 'JSXText') elements.text(node.start, node.end);
    if (isWords(node, text)) elements.code();
    if (node.type === 'JSXOpeningElement') elements.tag(tagOf(node, text, false));
    if (node.type === 'JSXClosingElement') elements.tag(tagOf(node, text, true));
  }
  elements.finish();
  return page;
}

/** An expression among the children of an element that may put words there; in attributes a `=` stands before it. */
function isWords({ type, start, end, parts }: Node, text: string): boolean {
  if (type !== 'JSXExpressionContainer' || text[start - 1] === '=') return false;
  const [expression] = nodesIn(parts['expression']);
  return expression?.type !== 'JSXEmptyExpression' && !text.slice(start, end).includes('<');
}

function commentsIn({ comments }: Parts, text: string): Comment[] {
  return nodesIn(comments)
    .map(({ start, end }) => ({ start, end, text: text.slice(start, end) }))
    .filter((comment) => speaksToAudit(comment.text));
}

function fileOf(text: string, types: ParserPlugin): Parts | undefined {
  try {
    const plugins: ParserPlugin[] = ['jsx', types, 'decorators-legacy'];
    const tolerant = { errorRecovery: true, allowReturnOutsideFunction: true, allowUndeclaredExports: true };
    return { ...parse(text, { ...tolerant, sourceType: 'module', attachComment: false, plugins }) };
  } catch {
    // A syntax error it cannot recover from: half-typed code, or the other dialect of types.
    return undefined;
  }
}

type Parts = Readonly<Record<string, unknown>>;

/** The part of a Babel node that is read; nodes are visited by their shape, since an image may stand in any kind of them. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly parts: Parts;
}

function asNode(value: unknown): Node | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const parts: Parts = { ...value };
  const { type, start, end } = parts;
  if (typeof type !== 'string' || typeof start !== 'number' || typeof end !== 'number') return undefined;
  return { type, start, end, parts };
}

function nodesIn(value: unknown): Node[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((one) => asNode(one) ?? []);
}

/** With a stack of its own: trees are deeper than calls may be nested. */
function* nodesInOrder(tree: Node): Generator<Node> {
  const stack = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    for (const part of partsInOrder(node).reverse()) stack.push(part);
  }
}

/** An element's own parts are listed with the closing tag before the children. */
function partsInOrder({ type, parts }: Node): Node[] {
  const nodes = Object.entries(parts).flatMap(([key, value]) =>
    key === 'loc' || key === 'extra' ? [] : nodesIn(value),
  );
  return type === 'JSXElement' ? nodes.sort((a, b) => a.start - b.start) : nodes;
}

function tagOf(node: Node, text: string, closing: boolean): Tag {
  const [name] = nodesIn(node.parts['name']);
  return {
    name: name ? text.slice(name.start, name.end) : '',
    range: { start: node.start, end: node.end },
    attributes: nodesIn(node.parts['attributes']).map((attribute) => attributeOf(attribute, text)),
    closing,
    selfClosing: node.parts['selfClosing'] === true,
  };
}

function attributeOf(node: Node, text: string): Attribute {
  const range = { start: node.start, end: node.end };
  const [name] = nodesIn(node.parts['name']);
  if (!name) return { name: '...', range };
  const found = { name: text.slice(name.start, name.end), range };
  const [value] = nodesIn(node.parts['value']);
  if (!value) return found;
  const quote = text[value.start] === '"' ? '"' : text[value.start] === "'" ? "'" : '{';
  return { ...found, value: { range: { start: value.start + 1, end: value.end - 1 }, quote } };
}
