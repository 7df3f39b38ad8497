/** Where the focus is to be when the editor gives it to the panel, the first that is shown. */
const homes = ['dialog[open] .stage', '.conversations .pick[tabindex="0"]', '#question'];

/**
 * Gives the focus a place when the editor gives it to the panel, by a key, a command or after a choice in its own box:
 * what had it here lost it when it left.
 */
export function acceptFocus(): void {
  window.addEventListener('focus', () => {
    // A press of the mouse says itself where the focus goes.
    if (document.activeElement !== document.body || document.querySelector(':active')) return;
    const places = homes.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
    places.find((place) => place.checkVisibility())?.focus({ preventScroll: true });
  });
}

/** Lists from which an element can be removed: the focus goes on to the next one of its kind. */
const removable = ['.attached .remove', '.queue .unqueue'];

/**
 * Runs `update`, and when the focused element goes with it, moves the focus on: from a removed image to the next one's
 * Remove, from a question to the box that edits it and back, else to the question box. A panel that the editor has not
 * given the focus takes none.
 */
export function keepFocus(update: () => void): void {
  const focused = document.activeElement;
  const next = focused instanceof HTMLElement ? placeAfter(focused) : () => null;
  update();
  if (!document.hasFocus() || !focused || focused === document.body || canHold(focused)) return;
  const found = next();
  const place = found && canHold(found) ? found : document.querySelector<HTMLElement>('#question');
  place?.focus();
  // Where one goes on to type; a box that was not typed into has it at the beginning.
  if (place instanceof HTMLTextAreaElement && place.closest('.editing'))
    place.setSelectionRange(place.value.length, place.value.length);
}

/** Finds, after an update, the element that is the next best one. */
function placeAfter(focused: HTMLElement): () => HTMLElement | null | undefined {
  const holder = focused.closest('article, .queue li');
  if (focused.matches('.edit')) return () => holder?.querySelector<HTMLElement>('.editing textarea');
  if (focused.closest('.editing')) return () => holder?.querySelector<HTMLElement>('.edit');
  const kind = removable.find((selector) => focused.matches(selector));
  const at = kind === undefined ? -1 : all(kind).indexOf(focused);
  return () => (kind === undefined ? undefined : (all(kind)[at] ?? all(kind).at(-1)));
}

function all(selector: string): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)];
}

function canHold(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled');
}
