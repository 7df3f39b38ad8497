import { Document, Element, Text } from 'domhandler';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { RefusalError } from '../../imageTypes.ts';
import { withoutEntities } from './entities.ts';

const svg = 'http://www.w3.org/2000/svg';
const xhtml = 'http://www.w3.org/1999/xhtml';
const xlink = 'http://www.w3.org/1999/xlink';
const xml = 'http://www.w3.org/XML/1998/namespace';

/** More elements than maps and plots have. Each takes a kilobyte here and another in the renderer. */
const maxElements = 250_000;

/** Most attributes of one element, because parsers compare each with all before it. */
const maxAttributes = 1_000;

/** Depth that the renderer and our own recursion can handle; exports stay below fifty. */
const maxDepth = 400;

/** A drawing as a tree, its elements and attributes by their local names. */
export interface SvgDocument {
  readonly root: Element;
  /** Addresses of style sheets outside the file. */
  readonly stylesheets: readonly string[];
}

/**
 * Parses XML as strictly as browsers do. Elements that belong to neither SVG nor XHTML, such as the private data of
 * drawing programs, are left out.
 *
 * @throws RefusalError for a document that is not well-formed, too deep or too large.
 */
export function parseSvg(text: string): SvgDocument {
  const tree = new TreeBuilder();
  const parser = new SaxesParser({ xmlns: true, additionalNamespaces: { xlink } });
  const stylesheets: string[] = [];
  parser.on('error', (error) => {
    throw new RefusalError({ reason: 'damaged', type: 'svg', detail: error.message }, { cause: error });
  });
  parser.on('opentag', (tag) => tree.open(tag));
  parser.on('closetag', () => tree.close());
  parser.on('text', (data) => tree.text(data));
  parser.on('cdata', (data) => tree.text(data));
  parser.on('processinginstruction', ({ target, body }) => {
    if (target === 'xml-stylesheet') stylesheets.push(body);
  });
  parser.write(withoutEntities(text)).close();
  const [root] = tree.document.children;
  if (!(root instanceof Element) || root.name !== 'svg')
    throw new RefusalError({ reason: 'damaged', type: 'svg', detail: 'no root element' });
  return { root, stylesheets };
}

class TreeBuilder {
  readonly document = new Document([]);
  readonly #open: (Document | Element)[] = [this.document];
  #elements = 0;
  /** Depth inside an element that is left out. */
  #skipped = 0;
  /** Drawings that were copied from a page have no namespace. */
  #bare = false;

  open({ local, uri, attributes }: SaxesTagNS): void {
    this.#elements += 1;
    if (this.#elements === 1) this.#bare = uri === '';
    const known = uri === svg || uri === xhtml || (this.#bare && uri === '');
    if (this.#skipped > 0 || !known) {
      this.#skipped += 1;
      return;
    }
    const crowded = Object.keys(attributes).length > maxAttributes;
    if (crowded || this.#elements > maxElements || this.#open.length > maxDepth)
      throw new RefusalError({ reason: 'tooComplex', type: 'svg', detail: 'elements' });
    const element = new Element(local, attributesOf(attributes));
    element.namespace = uri === xhtml ? xhtml : svg;
    this.#append(element);
    this.#open.push(element);
  }

  close(): void {
    if (this.#skipped > 0) this.#skipped -= 1;
    else this.#open.pop();
  }

  text(data: string): void {
    if (this.#skipped === 0 && this.#open.length > 1) this.#append(new Text(data));
  }

  #append(node: Element | Text): void {
    const parent = this.#open.at(-1) ?? this.document;
    const previous = parent.children.at(-1);
    node.parent = parent;
    if (previous) {
      previous.next = node;
      node.prev = previous;
    }
    parent.children.push(node);
  }
}

function attributesOf(attributes: SaxesTagNS['attributes']): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { prefix, local, uri, value } of Object.values(attributes)) {
    if (prefix === '' && local !== 'xmlns') found[local] = value;
    else if (uri === xml) found[`xml:${local}`] = value;
    // `href` wins over `xlink:href` (SVG 2 §16.1.2), whichever comes first.
    else if (uri === xlink && local === 'href') found['href'] = attributes['href']?.value ?? value;
  }
  return found;
}

export function isHtml(element: Element): boolean {
  return element.namespace === xhtml;
}

/** Child elements. */
export function elementsIn(parent: Element): Element[] {
  return parent.children.filter((child) => child instanceof Element);
}

/** Every element of a tree in document order, the root first. */
export function allElements(root: Element): Element[] {
  const found: Element[] = [];
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    found.push(element);
    for (const child of elementsIn(element).reverse()) open.push(child);
  }
  return found;
}

export function textContent(parent: Element): string {
  const texts = parent.children.map((child) =>
    child instanceof Text ? child.data : child instanceof Element ? textContent(child) : '',
  );
  return texts.join('');
}

/** The id that a reference such as `#a` or `url(#a)` names; undefined for anything outside the file. */
export function idIn(reference: string | undefined): string | undefined {
  return /^\s*(?:url\(\s*["']?)?#([^"')]+)/.exec(reference ?? '')?.[1];
}

export const svgNamespace = svg;
