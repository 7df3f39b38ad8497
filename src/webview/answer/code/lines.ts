import { element } from '../elements.ts';
import type { Highlighting, Piece } from './highlighting.ts';

/** Lines in one box of the layout: a long text is not laid out anew for each of its lines. */
const boxed = 50;
/** Lines before the last one whose colours may change as the text grows. */
const unsure = 3;
/** Longer lines stay without colours. */
const longest = 2000;

/** The lines of a code block. A line is touched only when its text or its colours change. */
export class CodeLines {
  readonly element = element('code', '');
  /** Text and colours of each line as drawn, and where it begins. */
  readonly #drawn: string[] = [];
  readonly #starts: number[] = [];
  #text = '';

  get count(): number {
    return this.#drawn.length;
  }

  clear(): void {
    this.element.replaceChildren();
    this.#drawn.length = 0;
    this.#starts.length = 0;
    this.#text = '';
  }

  /** Draws a text that begins with the one that was drawn before. */
  draw(text: string, highlighting: Highlighting | undefined): void {
    const from = Math.max(0, this.#drawn.length - 1 - (highlighting ? unsure : 0));
    const start = this.#starts[from] ?? 0;
    this.#text = text;
    let at = start;
    const texts = text.slice(start).split('\n');
    // What follows the last line feed is no line yet.
    if (texts.at(-1) === '' && texts.length > 1) texts.pop();
    const colours = highlighting?.lines(start, text.length);
    for (const [index, line] of texts.entries()) {
      this.#starts[from + index] = at;
      at += line.length + 1;
      this.#put(from + index, pieces(line, colours?.[index]));
    }
  }

  /** Gives each line the colours it has by now; a step is a box of lines. */
  *recolour(highlighting: Highlighting) {
    for (let from = 0; from < this.#drawn.length; from += boxed) {
      const behind = Math.min(from + boxed, this.#drawn.length);
      const end = this.#starts[behind] ?? this.#text.length;
      const colours = highlighting.lines(this.#starts[from] ?? 0, end);
      if (highlighting.givenUp) return;
      for (let line = from; line < behind; line++)
        this.#put(line, pieces(this.#line(line), colours[line - from]));
      yield;
    }
  }

  #line(index: number): string {
    const behind = this.#starts[index + 1];
    return this.#text
      .slice(this.#starts[index], behind === undefined ? undefined : behind - 1)
      .replace(/\n$/, '');
  }

  #put(index: number, line: readonly Piece[]): void {
    const feed = this.#text.length > (this.#starts[index] ?? 0) + lengthOf(line) ? '\n' : '';
    const drawn = JSON.stringify([line, feed]);
    if (this.#drawn[index] === drawn) return;
    this.#drawn[index] = drawn;
    const row = this.#row(index);
    const nodes = [...line.map(node), feed].filter((one) => one !== '');
    const [only, kept] = [nodes[0], row.firstChild];
    // Plain text that grows stays the same node, and with it a selection in it.
    if (line.length === 1 && line[0]?.[1] === '' && kept instanceof Text && row.childNodes.length === 1)
      grow(kept, `${String(only)}${feed}`);
    else row.replaceChildren(...nodes);
    row.normalize();
  }

  #row(index: number): Element {
    const box = this.element.children[Math.floor(index / boxed)] ?? append(this.element, 'codeLines');
    return box.children[index % boxed] ?? append(box, 'codeLine');
  }
}

function pieces(line: string, colours: readonly Piece[] | undefined): readonly Piece[] {
  if (!colours || line.length > longest || line === '') return [[line, '']];
  return colours;
}

function node([text, className]: Piece): Node | string {
  if (className === '') return text;
  const span = element('span', className);
  span.textContent = text;
  return span;
}

function grow(node: Text, text: string): void {
  if (text.startsWith(node.data)) node.appendData(text.slice(node.data.length));
  else if (text !== node.data) node.data = text;
}

function lengthOf(line: readonly Piece[]): number {
  return line.reduce((length, [text]) => length + text.length, 0);
}

function append(parent: Element, className: string): Element {
  const made = element('span', className);
  parent.append(made);
  return made;
}
