import { Element } from 'domhandler';
import type { ImageHeader, OmittedPart } from '../../imageTypes.ts';
import { probeSvg, svgRoot } from '../../probe/svg.ts';
import { writeStyle, writeTransform } from './computedAttributes.ts';
import { type Inherited, Styles } from './css/style.ts';
import { readStylesheets, type Stylesheet } from './css/stylesheet.ts';
import { allElements, elementsIn, parseSvg, textContent } from './document.ts';
import { drawnChildren } from './drawnChildren.ts';
import { innerSvg, isMissingImage, svgDataUrl } from './externals.ts';
import { labelOf } from './labels/label.ts';
import { type Measure, transformBox } from './measure.ts';
import { paintBackground, sizeRoot, viewportOf } from './root.ts';
import { serialised } from './serialise.ts';
import { endAnimations } from './smil.ts';
import { UseCopies } from './useCopies.ts';

/** A drawing in the subset of SVG that the renderer knows: presentation attributes, no CSS, HTML or animations. */
export interface PlainSvg {
  readonly root: Element;
  readonly fontFaces: Stylesheet['fontFaces'];
  /** Parts that browsers show and the drawing lacks. */
  readonly omitted: ReadonlySet<OmittedPart>;
}

/** Levels of drawings inside drawings that are made plain; the renderer draws one. */
const maxInner = 1;

/**
 * Resolves the features that the renderer does not know, as browsers do: CSS, the size of the root, `switch`, the end
 * of animations, labels in HTML.
 *
 * @throws RefusalError for a drawing that is not well-formed or too complex.
 */
export function plainSvg(
  text: string,
  size: Pick<ImageHeader, 'width' | 'height'>,
  measure: Measure,
  depth = 0,
): PlainSvg {
  const { root, stylesheets } = parseSvg(text);
  const viewport = viewportOf(root, size);
  const elements = allElements(root);
  const sheet = readStylesheets(elements.filter(({ name }) => name === 'style').map(textContent), viewport);
  const styles = new Styles(sheet, endAnimations(root), viewport);
  // Before any element is moved, so that selectors match the original document.
  for (const element of elements) styles.declared(element);
  const omitted = new Set<OmittedPart>(sheet.imports || stylesheets.length > 0 ? ['stylesheets'] : []);
  const inner = (svg: string) => {
    const innerSize = probeSvg(svgRoot(svg) ?? svg);
    const { root: innerRoot, omitted: more } = plainSvg(
      svg,
      'reason' in innerSize ? size : innerSize,
      measure,
      depth + 1,
    );
    for (const part of more) omitted.add(part);
    return serialised(innerRoot);
  };
  const walk = new Walk(root, styles, measure, omitted, depth < maxInner ? inner : undefined);
  const { own } = walk.visit(root, styles.initial);
  walk.finish();
  paintBackground(root, own.get('background-color'));
  sizeRoot(root, size);
  return { root, fontFaces: sheet.fontFaces, omitted };
}

/** Writes the computed style of every element that is drawn, from the root down. */
class Walk {
  readonly #styles: Styles;
  readonly #measure: Measure;
  readonly #omitted: Set<OmittedPart>;
  readonly #inner: ((svg: string) => Uint8Array) | undefined;
  readonly #copies: UseCopies;

  constructor(
    root: Element,
    styles: Styles,
    measure: Measure,
    omitted: Set<OmittedPart>,
    inner: ((svg: string) => Uint8Array) | undefined,
  ) {
    this.#styles = styles;
    this.#measure = measure;
    this.#omitted = omitted;
    this.#inner = inner;
    this.#copies = new UseCopies(root, styles);
  }

  visit(element: Element, parent: Inherited) {
    const style = this.#styles.of(element, parent);
    writeStyle(element, style.own);
    if (element.name === 'foreignObject') this.#label(element, style.passedOn);
    else this.#children(element, style.passedOn);
    if (element.name === 'use') this.#copies.note(element, style.passedOn);
    if (element.name === 'image' || element.name === 'feImage') this.#image(element);
    if (element.parent instanceof Element)
      writeTransform(element, style.own, () =>
        transformBox(element, style.own, parent.viewport, this.#measure),
      );
    return style;
  }

  /** Writes the styles of the copies that `use` needs, which may need others. */
  finish(): void {
    for (const { element, style } of this.#copies) this.visit(element, style);
  }

  #children(element: Element, style: Inherited): void {
    element.children = drawnChildren(element);
    for (const child of elementsIn(element)) this.visit(child, style);
    if (element.name === 'switch') element.name = 'g';
  }

  #label(element: Element, style: Inherited): void {
    const { content, more } = labelOf(element, this.#styles, style);
    if (more) this.#omitted.add('html');
    element.name = 'g';
    element.children = content;
    for (const child of content) child.parent = element;
  }

  #image(element: Element): void {
    if (isMissingImage(element)) this.#omitted.add('images');
    const svg = this.#inner && innerSvg(element);
    if (svg !== undefined && this.#inner) element.attribs['href'] = svgDataUrl(this.#inner(svg));
  }
}
