import { AnswerCode } from './code/answerCode.ts';
import { Diagram } from './diagram/diagram.ts';
import { enhance } from './enhance.ts';
import { morph } from './morph.ts';
import { sanitise } from './sanitise.ts';
import type { AnswerBlock, Code } from './syntax/renderBlocks.ts';

/** Rows of a table, items of a list or blocks of a quote that are drawn in one step. */
const batch = 25;
/** Rows after which the columns of a table stay as they are. */
const manyRows = 100;

/**
 * Draws a block into its place, where `shown` stands or nothing. `drawn` is told of what is drawn before the end: a block
 * that changes in between goes on from there.
 */
export function* drawBlock(
  place: Element,
  block: AnswerBlock,
  shown: AnswerBlock | undefined,
  drawn: (part: AnswerBlock) => void,
) {
  if (block.code) drawCode(place, block.code);
  else if (block.parts) yield* drawParts(place, block, block.parts, shown, drawn);
  else if (block.html !== shown?.html || shown.parts) morph(place, enhance(sanitise(block.html)));
}

function drawCode(place: Element, code: Code): void {
  const present = place.firstElementChild;
  const kind = Diagram.draws(code.language) ? Diagram : AnswerCode;
  if (place.children.length === 1 && present instanceof kind) present.show(code);
  else place.replaceChildren(kind.of(code));
}

/** Draws what has changed among the rows of a table, the items of a list or the blocks of a quote. */
function* drawParts(
  place: Element,
  block: AnswerBlock,
  parts: readonly string[],
  shown: AnswerBlock | undefined,
  drawn: (part: AnswerBlock) => void,
) {
  const { html } = block;
  const fits = shown?.parts !== undefined && shown.html === html;
  if (!fits) place.replaceChildren(enhance(sanitise(html)));
  const parent = place.querySelector('tbody, ul, ol, blockquote');
  if (!parent) return;
  const known = fits ? (shown.parts ?? []) : [];
  const changed = parts.flatMap((part, index) => (part === known[index] ? [] : [index]));
  const done = [...known];
  drawn({ ...block, parts: done });
  for (let from = 0; from < changed.length; from += batch) {
    const some = changed.slice(from, from + batch);
    const made = partsOf(
      parent.localName,
      some.map((index) => parts[index] ?? ''),
    );
    for (const [at, index] of some.entries()) {
      put(parent, index, made[at]);
      done[index] = parts[index] ?? '';
    }
    if (parts.length > manyRows) keepWidths(parent);
    yield;
  }
  while (parent.children.length > parts.length) parent.lastElementChild?.remove();
}

/** Keeps the columns of a long table as wide as its first rows made them, so that a new row moves none of the others. */
function keepWidths(body: Element): void {
  const table = body.closest('table');
  if (!table || table.style.tableLayout === 'fixed') return;
  const heads = [...table.querySelectorAll<HTMLElement>('thead :is(th, td)')];
  const widths = heads.map((head) => head.getBoundingClientRect().width);
  for (const [index, head] of heads.entries()) head.style.width = `${widths[index]}px`;
  table.style.width = `${table.getBoundingClientRect().width}px`;
  table.style.tableLayout = 'fixed';
}

function partsOf(parent: string, parts: readonly string[]): readonly Element[] {
  if (parent === 'blockquote') return parts.map(quoted);
  const html = parts.join('');
  const block = enhance(
    sanitise(parent === 'tbody' ? `<table><tbody>${html}</tbody></table>` : `<ul>${html}</ul>`),
  );
  return [...(block.querySelector(parent === 'tbody' ? 'tbody' : 'ul')?.children ?? [])];
}

/** A block of a quote, which may become several elements: a table and what is said about it. */
function quoted(html: string): Element {
  const place = document.createElement('div');
  place.append(enhance(sanitise(html)));
  return place;
}

function put(parent: Element, index: number, part: Element | undefined): void {
  const present = parent.children[index];
  if (!part) return;
  if (present) morph(present, part);
  else parent.append(part);
}
