/** Most places that are marked: more nobody goes through. */
const most = 5000;

/** Every place of a text in an element, capital letters or not, also where it crosses the borders of words in bold. */
export function matches(root: Element, text: string): readonly Range[] {
  if (text === '') return [];
  const found: Range[] = [];
  const pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  for (const line of linesOf(root))
    for (const { index, 0: match } of line.text.matchAll(pattern)) {
      if (found.length === most) return found;
      found.push(rangeOf(line, index, index + match.length));
    }
  return found;
}

/** The text of a paragraph, a cell or a question, with the nodes that it stands in. */
interface Line {
  readonly text: string;
  readonly nodes: readonly { readonly node: Text; readonly start: number }[];
}

function linesOf(root: Element): readonly Line[] {
  const lines: { block: Element; text: string; nodes: { node: Text; start: number }[] }[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.data === '' || !node.parentElement) continue;
    const block = node.parentElement.closest(blocks);
    if (!block || node.parentElement.closest(unseen)) continue;
    let line = lines.at(-1);
    if (line?.block !== block) {
      line = { block, text: '', nodes: [] };
      lines.push(line);
    }
    line.nodes.push({ node, start: line.text.length });
    line.text += node.data;
  }
  return lines;
}

const blocks = [
  ...[
    'p',
    'li',
    'td',
    'th',
    'pre',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'summary',
    'figcaption',
    'div',
    'article',
  ],
].join();
const unseen = [
  '.unseen',
  '.toolbar',
  '[hidden]',
  '[aria-hidden="true"]',
  'button',
  'style',
  'textarea',
].join();

function rangeOf({ nodes }: Line, start: number, end: number): Range {
  const range = new Range();
  const from = nodes.findLast((one) => one.start <= start);
  const to = nodes.findLast((one) => one.start < end);
  if (from) range.setStart(from.node, start - from.start);
  if (to) range.setEnd(to.node, end - to.start);
  return range;
}
