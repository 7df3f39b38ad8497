import type { AltSlot, Range } from '../../imageReference.ts';
import type { Draft } from '../../text/pageReader.ts';
import { type AttributeList, absentAttribute, attributeListAt } from './attributeList.ts';
import type { InlineMode } from './inlineMode.ts';
import type { LinkTarget } from './linkTarget.ts';
import { altBetween, plainAlt } from './markdownAlt.ts';

/** The image whose `![` is at `start` and whose `]` is at `close`. */
export function inlineImage(
  text: string,
  start: number,
  close: number,
  target: LinkTarget,
  mode: InlineMode,
): Draft {
  const brackets = { start: start + '!['.length, end: close };
  const list = mode.mdx ? undefined : attributeListAt(text, target.end);
  const own = attributeSlot(text, { start, end: target.end }, list, mode);
  return {
    range: { start, end: own ? Math.max(target.end, list?.end ?? 0) : target.end },
    syntax: 'markdown',
    source: { text: target.destination.text, range: target.destination.range, computed: false },
    alt: own ?? bracketSlot(text, brackets, target, mode),
    decorative: false,
    title: target.destination.title,
    caption: own
      ? plainAlt(text.slice(brackets.start, close), mode.definitions.references) || undefined
      : undefined,
  };
}

function attributeSlot(
  text: string,
  image: Range,
  list: AttributeList | undefined,
  { figureAlt, escapes }: InlineMode,
): AltSlot | undefined {
  const isFigure = figureAlt !== undefined && isAlone(text, image.start, list?.end ?? image.end);
  const slot = list?.alt ?? (isFigure ? absentAttribute(figureAlt, list, image.end) : undefined);
  return slot && { ...slot, form: { ...slot.form, escapes: [...slot.form.escapes, ...escapes] } };
}

/** The fences of pandoc's divs are no part of the paragraph they touch. */
function isAlone(text: string, start: number, end: number): boolean {
  const after = text.slice(end).trimStart();
  if (after !== '' && !after.startsWith(':::')) return false;
  const before = text.slice(0, start).trimEnd();
  if (before === '') return true;
  if (!text.slice(before.length, start).includes('\n')) return false;
  return before
    .slice(before.lastIndexOf('\n') + 1)
    .trimStart()
    .startsWith(':::');
}

function bracketSlot(text: string, brackets: Range, target: LinkTarget, mode: InlineMode): AltSlot {
  const alt = altBetween(text, brackets, mode, target.label);
  return target.label === '' ? alt : { ...alt, range: { start: brackets.start, end: target.slotEnd } };
}
