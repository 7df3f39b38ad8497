import { element } from './elements.ts';

/** Marks the places of a text that a model could not read, which it writes as `[unclear]`. */
export function markUnclear(block: DocumentFragment): void {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts.filter(
    ({ data, parentElement }) => place.test(data) && !parentElement?.closest('pre, .math'),
  )) {
    const parts = text.data.split(/(\[unclear\])/i);
    text.replaceWith(...parts.map((part) => (place.test(part) ? marked(part) : part)));
  }
}

const place = /\[unclear\]/i;

function marked(words: string): HTMLElement {
  const mark = element('mark', 'unclear');
  mark.textContent = words;
  return mark;
}
