import DOMPurify from 'dompurify';
import temml from 'temml';

/** A formula as MathML, which the browser draws; undefined for TeX that cannot be read. */
export function drawFormula(tex: string, display: boolean): Node | undefined {
  if (tex.length > longest) return undefined;
  try {
    const tree: Tree = temml.__renderToMathMLTree(tex, {
      ...{ displayMode: display, annotate: true, throwOnError: true, strict: false, trust: false },
      ...{ maxExpand: 200, maxSize: [20, 20], macros: {} },
    });
    keepPlainStyles(tree);
    return clean(tree.toNode()).firstChild ?? undefined;
  } catch {
    // The TeX stays as it is.
    return undefined;
  }
}

/** Characters of a formula. */
const longest = 5000;

/** A node of what the library makes of TeX. */
interface Tree {
  readonly style?: Record<string, string>;
  readonly children?: readonly Tree[];
  readonly toNode: () => Node;
}

/** Keeps the styles that place the parts of a formula; set by script, they pass the panel's content security policy. */
function keepPlainStyles({ style = {}, children = [] }: Tree): void {
  for (const [name, value] of Object.entries(style))
    if (!/^(?:padding|border|width|textAlign|verticalAlign|color)/.test(name) || !/^[\w#%. -]*$/.test(value))
      delete style[name];
  for (const child of children) keepPlainStyles(child);
}

function clean(math: Node): DocumentFragment {
  return DOMPurify.sanitize(math, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { mathMl: true },
    ADD_TAGS: ['semantics', 'annotation'],
    ADD_ATTR: ['encoding', 'form', 'fence', 'stretchy', 'style'],
    FORBID_TAGS: ['a', 'img', 'annotation-xml', 'mglyph', 'maction'],
    FORBID_ATTR: ['href', 'xlink:href', 'src', 'id'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}
