import { AnswerCode } from './code/answerCode.ts';
import { Diagram } from './diagram/diagram.ts';
import { enhance } from './enhance.ts';
import { morph } from './morph.ts';
import { sanitise } from './sanitise.ts';
import type { AnswerBlock, Code } from './syntax/renderBlocks.ts';

/** Rows of a table, items of a list or blocks of a quote that are drawn in one step. */
const batch = 25;
/** Rows of a table that are laid out and painted together, or not at all while they are out of sight. */
const together = 50;
/** Rows after which the columns of a table stay as wide as they are. */
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
  const parent = place.querySelector('table, ul, ol, blockquote');
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
    if ((some.at(-1) ?? 0) >= manyRows && parent instanceof HTMLTableElement) keepWidths(parent);
    yield;
  }
  for (let index = known.length - 1; index >= parts.length; index--) removePart(parent, index);
}

/** Keeps the columns of a long table as wide as its first rows made them: its rows are laid out one by one from now on. */
function keepWidths(table: HTMLTableElement): void {
  if (table.classList.contains('long')) return;
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  // Numbers may become longer.
  const widths = heads.map((head) => `calc(${head.getBoundingClientRect().width}px + 2ch)`);
  table.style.setProperty('--columns', widths.join(' '));
  table.classList.add('long');
}

function partsOf(parent: string, parts: readonly string[]): readonly Element[] {
  if (parent === 'blockquote') return parts.map(quoted);
  const html = parts.join('');
  const block = enhance(
    sanitise(parent === 'table' ? `<table><tbody>${html}</tbody></table>` : `<ul>${html}</ul>`),
  );
  return [...(block.querySelector(parent === 'table' ? 'tbody' : 'ul')?.children ?? [])];
}

/** A block of a quote, which may become several elements: a table and what is said about it. */
function quoted(html: string): Element {
  const place = document.createElement('div');
  place.append(enhance(sanitise(html)));
  return place;
}

function put(parent: Element, index: number, part: Element | undefined): void {
  const [holder, at] = placeOf(parent, index);
  const present = holder.children[at];
  if (!part) return;
  if (present) morph(present, part);
  else holder.append(part);
}

function removePart(parent: Element, index: number): void {
  const [holder, at] = placeOf(parent, index);
  holder.children[at]?.remove();
  if (holder !== parent && at === 0) holder.remove();
}

/** The element that holds the part of this number, and the part's number in it. */
function placeOf(parent: Element, index: number): readonly [Element, number] {
  if (!(parent instanceof HTMLTableElement)) return [parent, index];
  return [parent.tBodies[Math.floor(index / together)] ?? parent.createTBody(), index % together];
}
