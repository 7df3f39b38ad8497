/**
 * Runs `update`, and when the focused element goes with it, moves the focus on: from a removed image to the next one's
 * Remove, else to the question box. A panel that the editor has not given the focus takes none.
 */
export function keepFocus(update: () => void): void {
  const focused = document.activeElement;
  const place = focused instanceof HTMLElement ? removeButtons().indexOf(focused) : -1;
  update();
  if (!document.hasFocus() || !focused || focused === document.body || canHold(focused)) return;
  const next = place < 0 ? undefined : (removeButtons()[place] ?? removeButtons().at(-1));
  (next ?? document.querySelector('textarea'))?.focus();
}

function removeButtons(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.attached .remove')];
}

function canHold(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled');
}
