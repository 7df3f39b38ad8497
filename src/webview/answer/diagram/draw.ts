import DOMPurify from 'dompurify';
import mermaid from 'mermaid';
import { quiet } from '../quiet.ts';
import type { Colours } from './colours.ts';
import { type Drawing, withoutInlineStyles } from './inlineStyles.ts';
import { prepared } from './source.ts';

/** A diagram as an SVG file, and its width in pixels. */
export interface DiagramFile {
  readonly svg: string;
  readonly width: number;
}

/** A drawing, or the line, from 1, in which the diagram cannot be read; 0 when that is not known. */
export type Drawn = DiagramFile | { readonly mistake: number };

/**
 * Draws a diagram while no answer arrives: the library takes up to 200 ms without a break. One after the other, since it
 * keeps one configuration.
 */
export function drawDiagram(source: string, colours: Colours): Promise<Drawn> {
  const drawn = last.then(quiet).then(() => draw(source, colours));
  last = drawn;
  return drawn;
}

let last: Promise<unknown> = Promise.resolve();
let drawings = 0;

async function draw(source: string, colours: Colours): Promise<Drawn> {
  const { text, skipped } = prepared(source);
  if (text.length > longest) return { mistake: 0 };
  const container = document.createElement('div');
  container.className = 'diagramInMaking';
  container.setAttribute('aria-hidden', 'true');
  document.body.append(container);
  try {
    mermaid.initialize(configuration(colours));
    const id = `diagram-${drawings++}`;
    const drawing = await withoutInlineStyles(() => mermaid.render(id, text, container));
    return drawing ? file(drawing, colours) : { mistake: 0 };
  } catch (error) {
    const line = lineOf(error);
    return { mistake: line === undefined ? 0 : line + skipped };
  } finally {
    container.remove();
  }
}

/** Characters and edges of a diagram that is drawn. */
const [longest, mostEdges] = [20_000, 300];

function configuration(colours: Colours): Parameters<typeof mermaid.initialize>[0] {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    logLevel: 'fatal',
    maxTextSize: longest + 500,
    maxEdges: mostEdges,
    htmlLabels: false,
    layout: 'dagre',
    look: 'classic',
    fontFamily: colours.font,
    theme: 'base',
    themeVariables: variables(colours),
  };
}

function variables({ dark, background, text, line, fill, otherFill, border, font }: Colours) {
  return {
    ...{ darkMode: dark, background, fontFamily: font, fontSize: '14px', textColor: text, titleColor: text },
    ...{
      primaryColor: fill,
      primaryTextColor: text,
      primaryBorderColor: border,
      lineColor: line,
      mainBkg: fill,
    },
    ...{ secondaryColor: otherFill, secondaryTextColor: text, secondaryBorderColor: line },
    ...{ tertiaryColor: otherFill, tertiaryTextColor: text, tertiaryBorderColor: line, nodeBorder: border },
    ...{ clusterBkg: otherFill, clusterBorder: line, edgeLabelBackground: background, nodeTextColor: text },
    ...{ noteBkgColor: otherFill, noteTextColor: text, noteBorderColor: line, labelTextColor: text },
    ...{
      actorBkg: fill,
      actorTextColor: text,
      actorBorder: border,
      signalColor: line,
      signalTextColor: text,
    },
    ...{ labelBoxBkgColor: fill, loopTextColor: text, activationBkgColor: otherFill, labelColor: text },
  };
}

/** The drawing by itself: nothing in it runs, loads or leads anywhere. */
function file({ css, svg }: Drawing, colours: Colours): Drawn {
  const clean = DOMPurify.sanitize(svg, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { svg: true, svgFilters: true },
    ADD_TAGS: ['use'],
    FORBID_TAGS: ['a', 'image', 'foreignObject', 'style', 'script'],
    ADD_ATTR: ['style', 'dominant-baseline'],
  }).firstElementChild;
  if (!(clean instanceof SVGSVGElement)) return { mistake: 0 };
  const { width, height } = sized(clean);
  clean.style.cssText = `background-color: ${colours.background}`;
  for (const part of clean.querySelectorAll('*')) keepInside(part);
  decode(clean);
  const sheet = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  sheet.textContent = css.replace(/@import[^;]*;?/gi, '').replace(outside, 'none(');
  clean.prepend(sheet);
  clean.setAttribute('width', String(width));
  clean.setAttribute('height', String(height));
  return { svg: new XMLSerializer().serializeToString(clean), width };
}

/** An address in a style or an attribute, but for a part of the drawing itself. */
const outside = /url\((?!["']?#)/gi;

function keepInside(part: Element): void {
  for (const { name, value } of [...part.attributes]) {
    const leads = /href$/i.test(name) && !value.startsWith('#');
    if (leads || value.search(outside) >= 0) part.removeAttribute(name);
  }
}

function sized(svg: SVGSVGElement): { width: number; height: number } {
  const { width, height } = svg.viewBox.baseVal;
  return { width: Math.ceil(width) || 300, height: Math.ceil(height) || 150 };
}

/** The library leaves `#quot;` as an entity, or in letters of its own until the end, which it does not reach here. */
function decode(root: Element): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode } = texts;
    const text = currentNode.nodeValue ?? '';
    if (!/[ﬂ&]/.test(text)) continue;
    currentNode.nodeValue = text
      .replace(/ﬂ°°(\w{1,12})¶ß/g, '&#$1;')
      .replace(/ﬂ°(\w{1,12})¶ß/g, '&$1;')
      .replace(
        /&#?\w{1,12};/g,
        (entity) => new DOMParser().parseFromString(entity, 'text/html').body.textContent ?? '',
      );
  }
}

/** Where a diagram stops making sense; each kind of diagram says it in its own way. */
function lineOf(error: unknown): number | undefined {
  const said = error instanceof Error ? error.message : String(error);
  const line = /\bline:?\s+(\d{1,6})/i.exec(said)?.[1];
  return line === undefined ? undefined : Number(line);
}
