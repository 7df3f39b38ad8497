import type { LitVirtualizer } from '@lit-labs/virtualizer';

/** Frames that a list takes at most to draw what it was scrolled to. */
const mostFrames = 60;

/** The element of a row, while it is drawn. */
export function rowBox(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
}

export function isInRow(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.row') !== null;
}

/** Gives a row the focus, or its text. */
export async function focusRow(id: string, index: number, part?: 'text'): Promise<void> {
  const row = rowBox(id) ?? (await showRow(id, index));
  (part === 'text' ? row?.querySelector('textarea') : row)?.focus();
}

/** Scrolls the list to a row that is out of view, and waits until it is drawn. */
export async function showRow(id: string, index: number): Promise<HTMLElement | null> {
  const list = document.querySelector<LitVirtualizer>('lit-virtualizer');
  await list?.updateComplete;
  // The list draws what it shows now, which another filter may have changed.
  await new Promise(requestAnimationFrame);
  list?.element(index)?.scrollIntoView({ block: 'nearest' });
  for (let frame = 0; frame < mostFrames && !rowBox(id); frame += 1) await new Promise(requestAnimationFrame);
  return rowBox(id);
}

/**
 * Keeps the focus in the list: what had it may be scrolled out of view, and is then not drawn. The list takes the focus
 * until the row is back.
 */
export function holdFocus(current: string | undefined): void {
  const grid = document.querySelector<HTMLElement>('.grid');
  const focused = document.activeElement;
  if (!grid || current === undefined) return;
  if (focused === grid) rowBox(current)?.focus({ preventScroll: true });
  else if (focused === document.body && document.hasFocus())
    (rowBox(current) ?? grid).focus({ preventScroll: true });
}
