import { type Element, Text } from 'domhandler';
import type { ElementStyle, Inherited, Styles } from '../css/style.ts';

/** Characters in one style. */
export interface Run {
  readonly text: string;
  readonly color: string;
  readonly fontSize: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly family: string | undefined;
}

/** The text of HTML, in lines as its elements and breaks divide it. */
export interface LabelText {
  readonly lines: readonly (readonly Run[])[];
  readonly align: string | undefined;
  readonly noWrap: boolean;
  readonly background: string | undefined;
  /** Whether it contains pictures, tables or fields, which plain text does not show. */
  readonly more: boolean;
}

const blocks =
  /^(?:address|article|blockquote|body|dd|div|dl|dt|footer|h[1-6]|header|li|ol|p|pre|section|table|tr|ul)$/;
const beyondText =
  /^(?:audio|button|canvas|iframe|img|input|math|meter|object|progress|select|svg|table|textarea|video)$/;

/** Reads the text of the HTML inside an element. */
export function labelText(element: Element, styles: Styles, style: Inherited): LabelText {
  const reader = new Reader(styles);
  reader.read(element, style, {
    size: fontSize(style.values.get('font-size'), 16),
    bold: false,
    italic: false,
  });
  const { align, noWrap, background, more } = reader;
  return { lines: reader.lines.filter((line) => line.length > 0), align, noWrap, background, more };
}

interface FontState {
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
}

class Reader {
  readonly lines: Run[][] = [[]];
  align: string | undefined;
  background: string | undefined;
  noWrap = false;
  more = false;
  readonly #styles: Styles;

  constructor(styles: Styles) {
    this.#styles = styles;
  }

  read(element: Element, style: Inherited, font: FontState): void {
    for (const child of element.children) {
      if (child instanceof Text) this.#text(child.data, style, font);
      else if ('attribs' in child) this.#element(child, style, font);
    }
  }

  #element(element: Element, parent: Inherited, font: FontState): void {
    const style = this.#styles.of(element, parent);
    if (style.own.get('display') === 'none' || /^(?:style|script|title|head)$/.test(element.name)) return;
    if (element.name === 'br') this.lines.push([]);
    if (beyondText.test(element.name)) this.more = true;
    this.#note(style);
    const block = blocks.test(element.name) && !/^inline/.test(style.own.get('display') ?? '');
    if (block) this.#newLine();
    if (element.name === 'li') this.#text('• ', style.passedOn, font);
    this.read(element, style.passedOn, fontOf(element, style, font));
    if (block) this.#newLine();
    else if (/^t[dh]$/.test(element.name)) this.#text(' ', style.passedOn, font);
  }

  #note({ own, passedOn }: ElementStyle): void {
    this.align ??=
      own.get('text-align') ?? (own.get('justify-content')?.includes('center') ? 'center' : undefined);
    if (passedOn.values.get('white-space')?.startsWith('nowrap')) this.noWrap = true;
    const background = own.get('background-color');
    if (background && !/^rgba\(.*, 0\)$|^transparent$/.test(background)) this.background ??= background;
  }

  #text(data: string, { values, color }: Inherited, { size, bold, italic }: FontState): void {
    const preserved = /^(?:pre|break-spaces)/.test(values.get('white-space') ?? '');
    for (const [place, line] of (preserved ? data.split('\n') : [data]).entries()) {
      if (place > 0) this.lines.push([]);
      const current = this.lines.at(-1);
      const joined = preserved ? line : line.replace(/\s+/g, ' ');
      const spaced =
        !current || current.length === 0 || current.at(-1)?.text.endsWith(' ') ? joined.trimStart() : joined;
      if (spaced !== '')
        current?.push({
          text: spaced,
          color,
          fontSize: size,
          bold,
          italic,
          family: values.get('font-family'),
        });
    }
  }

  #newLine(): void {
    if ((this.lines.at(-1)?.length ?? 0) > 0) this.lines.push([]);
  }
}

function fontOf({ name }: Element, { own }: ElementStyle, font: FontState): FontState {
  const weight = own.get('font-weight') ?? (/^(?:b|strong|th|h[1-6])$/.test(name) ? 'bold' : undefined);
  const style = own.get('font-style') ?? (/^(?:i|em|cite|var)$/.test(name) ? 'italic' : undefined);
  return {
    size: fontSize(own.get('font-size'), font.size * (headings[name] ?? 1)),
    bold:
      weight === undefined ? font.bold : weight === 'bold' || weight === 'bolder' || Number(weight) >= 600,
    italic: style === undefined ? font.italic : style !== 'normal',
  };
}

/** Font sizes relative to the surrounding text, from the HTML standard's style sheet. */
const headings: Readonly<Record<string, number>> = {
  h1: 2,
  h2: 1.5,
  h3: 1.17,
  h5: 0.83,
  h6: 0.67,
  small: 0.83,
};

const keywords: Readonly<Record<string, number>> = {
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
};

/** Pixels of a font size; `em` is the inherited one. */
export function fontSize(value: string | undefined, em: number): number {
  const named = keywords[value ?? ''];
  if (named !== undefined) return named;
  const [, number, unit = ''] = /^([\d.]+)\s*(px|pt|em|%|)$/.exec(value ?? '') ?? [];
  if (number === undefined) return em;
  const factors: Readonly<Record<string, number>> = { pt: 4 / 3, em, '%': em / 100 };
  return Number(number) * (factors[unit] ?? 1);
}
