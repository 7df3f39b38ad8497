/**
 * Runs `update`, and when the focused element goes with it, moves the focus on: from a removed image to the next one's
 * Remove, else to the question box. A panel that the editor has not given the focus takes none.
 */
export function keepFocus(update: () => void): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return update();
  const place = removeButtons().indexOf(focused);
  update();
  if (!document.hasFocus() || canHold(focused)) return;
  const next = place < 0 ? undefined : (removeButtons()[place] ?? removeButtons().at(-1));
  (next ?? document.querySelector('textarea'))?.focus();
}

function removeButtons(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.attached .remove')];
}

function canHold(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled');
}
