/** What was kept from becoming an inline style: the sheet of a drawing, and the drawing. */
export interface Drawing {
  readonly css: string;
  readonly svg: SVGSVGElement;
}

/**
 * Runs something that draws with inline styles under a content security policy that forbids them, and gives what it drew.
 * Styles that a script sets are allowed, so while it draws, style attributes are set as such, and its sheet is adopted by
 * the page instead of inserted. One at a time.
 */
export async function withoutInlineStyles(draw: () => Promise<unknown>): Promise<Drawing | undefined> {
  const { setAttribute } = Element.prototype;
  const { insertBefore } = Node.prototype;
  const adopted = document.adoptedStyleSheets;
  let drawing: Drawing | undefined;
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style' && isStyled(this)) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  Node.prototype.insertBefore = function <Inserted extends Node>(node: Inserted, before: Node | null) {
    if (!(node instanceof HTMLStyleElement && this instanceof SVGSVGElement))
      return insertBefore.call(this, node, before) as Inserted;
    drawing = { css: node.textContent ?? '', svg: this };
    document.adoptedStyleSheets = [...adopted, sheetOf(drawing.css)];
    // The library would parse what it drew from a text once more, with its styles inline.
    if (this.parentElement) Object.defineProperty(this.parentElement, 'innerHTML', { get: () => '' });
    return node;
  };
  try {
    await draw();
    return drawing;
  } finally {
    Element.prototype.setAttribute = setAttribute;
    Node.prototype.insertBefore = insertBefore;
    document.adoptedStyleSheets = adopted;
  }
}

function isStyled(element: Element): element is Element & ElementCSSInlineStyle {
  return 'style' in element;
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
