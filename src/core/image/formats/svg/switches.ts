import type { Element } from 'domhandler';
import { elementsIn, textContent } from './document.ts';

/** Namespaces that browsers draw inside `foreignObject`; no other extension exists. */
const extensions = /^https?:\/\/www\.w3\.org\/(?:1999\/xhtml|1998\/Math\/MathML)$/;

/**
 * The child of a `switch` that is drawn: the first whose conditions hold for a browser in English. The plain SVG that
 * draw.io and others put beside HTML is preferred, since we draw it more exactly.
 */
export function chosenChild(element: Element): Element | undefined {
  const children = elementsIn(element).filter(conditionsHold);
  const [first, second] = children;
  return first?.name === 'foreignObject' && second && !isCutOff(second) ? second : first;
}

/** draw.io truncates the plain text of a long label. */
function isCutOff(text: Element): boolean {
  return text.name === 'text' && /(?:\.\.\.|…)\s*$/.test(textContent(text));
}

/** `requiredFeatures` is ignored (SVG 2 §5.7 dropped it). */
export function conditionsHold({ attribs }: Element): boolean {
  const { requiredExtensions: required, systemLanguage: languages } = attribs;
  if (required?.split(/\s+/).some((extension) => extension !== '' && !extensions.test(extension)))
    return false;
  return languages === undefined || languages.split(',').some((language) => /^\s*en\b/i.test(language));
}
