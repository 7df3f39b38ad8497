/** True when the caret stands in the first line as it is seen, or in the last one: long lines are broken. */
export function isAtEdge(area: HTMLTextAreaElement, edge: 'first' | 'last'): boolean {
  const { value, selectionStart, selectionEnd } = area;
  if (selectionStart !== selectionEnd) return false;
  const before = value.slice(0, selectionStart);
  if (edge === 'first' ? before.includes('\n') : value.indexOf('\n', selectionStart) >= 0) return false;
  const [caret, other] = heights(area, [before, edge === 'first' ? '' : value]);
  return caret === other;
}

/** How high the box would be with these texts. */
function heights(area: HTMLTextAreaElement, texts: readonly string[]): readonly number[] {
  const copy = area.cloneNode();
  if (!(copy instanceof HTMLTextAreaElement)) return [];
  Object.assign(copy.style, {
    ...{ position: 'absolute', visibility: 'hidden', fieldSizing: 'fixed' },
    ...{ width: `${area.offsetWidth}px`, height: '0', minHeight: '0' },
  });
  area.after(copy);
  const measured = texts.map((text) => {
    copy.value = text;
    return copy.scrollHeight;
  });
  copy.remove();
  return measured;
}
