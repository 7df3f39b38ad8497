import type { Element } from 'domhandler';
import { elementsIn, textContent } from './document.ts';

/** Namespaces that a browser draws inside `foreignObject`; no other extension exists. */
const extensions = /^https?:\/\/www\.w3\.org\/(?:1999\/xhtml|1998\/Math\/MathML)$/;

/**
 * The child of a `switch` that is drawn: the first whose conditions hold for a browser in English. HTML gives way to
 * the plain SVG that draw.io and others put beside it, since we draw that more exactly.
 */
export function chosenChild(element: Element): Element | undefined {
  const children = elementsIn(element).filter(conditionsHold);
  const [first, second] = children;
  return first?.name === 'foreignObject' && second && !isCutOff(second) ? second : first;
}

/** draw.io cuts the plain text of a long label off. */
function isCutOff(text: Element): boolean {
  return text.name === 'text' && /(?:\.\.\.|…)\s*$/.test(textContent(text));
}

/** `requiredFeatures` holds always (SVG 2 §5.7 dropped it). */
export function conditionsHold({ attribs }: Element): boolean {
  const { requiredExtensions: required, systemLanguage: languages } = attribs;
  if (required?.split(/\s+/).some((extension) => extension !== '' && !extensions.test(extension)))
    return false;
  return languages === undefined || languages.split(',').some((language) => /^\s*en\b/i.test(language));
}
