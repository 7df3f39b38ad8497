import { Kept } from './kept.ts';

/**
 * Makes the children of `target` equal to those of `source` and keeps every node that can stay: a selection or the focus
 * inside an answer outlives the arrival of more text.
 */
export function morph(target: Node, source: Node): void {
  const wanted = [...source.childNodes];
  const present = [...target.childNodes];
  for (const [index, node] of wanted.entries()) {
    const old = present[index];
    if (!old) target.appendChild(node);
    else if (!patch(old, node)) target.replaceChild(node, old);
  }
  for (const surplus of present.slice(wanted.length)) surplus.remove();
}

/** False when `old` cannot become `wanted`. */
function patch(old: Node, wanted: Node): boolean {
  if (old.nodeName !== wanted.nodeName) return false;
  if (old instanceof CharacterData && wanted instanceof CharacterData) patchText(old, wanted.data);
  if (old instanceof Kept && wanted instanceof Kept) old.takeOver(wanted);
  else if (old instanceof Element && wanted instanceof Element) {
    patchAttributes(old, wanted);
    morph(old, wanted);
  }
  return true;
}

function patchText(old: CharacterData, text: string): void {
  if (old.data === text) return;
  let same = 0;
  while (same < old.length && old.data[same] === text[same]) same++;
  old.replaceData(same, old.length - same, text.slice(same));
}

function patchAttributes(old: Element, wanted: Element): void {
  for (const { name } of [...old.attributes]) if (!wanted.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of wanted.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}
