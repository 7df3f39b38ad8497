import { type ChildNode, Element } from 'domhandler';
import { isHtml } from './document.ts';
import { animationElements } from './smil.ts';
import { chosenChild, conditionsHold } from './switches.ts';

const textElements = new Set(['text', 'tspan', 'textPath', 'a']);
const neverDrawn = new Set(['style', 'script', 'title', 'desc', 'metadata', 'view', 'cursor']);

/** The children of an element that are drawn; of a `switch` at most one. */
export function drawnChildren(element: Element): ChildNode[] {
  if (element.name === 'switch') {
    const chosen = chosenChild(element);
    return chosen ? [chosen] : [];
  }
  return element.children.filter((child) =>
    child instanceof Element ? isDrawn(child) : textElements.has(element.name),
  );
}

function isDrawn(element: Element): boolean {
  if (isHtml(element) || neverDrawn.has(element.name) || animationElements.has(element.name)) return false;
  return conditionsHold(element);
}
