import { type Parser, type PartialParse, type Tree, TreeFragment } from '@lezer/common';
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parserFor } from './languages.ts';

/** A piece of a line, and the class of its colour; empty for none. */
export type Piece = readonly [text: string, className: string];

/** Milliseconds after which a step is slow, such steps in a row, and milliseconds to parse a text to its end. */
const [slow, mostSlow, mostToFinish] = [30, 3, 500];
/** Characters of a line. */
const longestLine = 10_000;
const endless = new RegExp(`[^\\n]{${longestLine}}`);

/** The colours of one text that grows. What was parsed before is not parsed again. */
export class Highlighting {
  readonly #parser: Parser;
  #text = '';
  #fragments: readonly TreeFragment[] = [];
  #tree: Tree | undefined;
  /** What parses the text to its end, over several calls. */
  #rest: PartialParse | undefined;
  #complete = false;
  /** Milliseconds in which the text is to be parsed to its end. */
  #left = mostToFinish;
  /** Steps, one after the other, that took long. */
  #slow = 0;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  /** What is left without colours: it takes too long, as what is no code in that language may, or has a line without end. */
  get givenUp(): boolean {
    return this.#slow > mostSlow || this.#left < 0;
  }

  /** Goes on parsing for some milliseconds; false while there is more to do. */
  parse(text: string, milliseconds: number): boolean {
    if (this.givenUp) return true;
    const begin = performance.now();
    try {
      if (text !== this.#text) this.#change(text, begin + milliseconds);
      else if (!this.#complete) this.#goOn(begin, milliseconds);
    } catch {
      // Some modes call themselves for each comment inside another one, until the stack is full.
      this.#left = -1;
    }
    this.#judge(begin);
    return this.#complete || this.givenUp;
  }

  #judge(begin: number): void {
    this.#slow = performance.now() - begin > slow ? this.#slow + 1 : 0;
  }

  /** Parses what has changed as far as time allows, for its colours now. */
  #change(text: string, end: number): void {
    const kept = text.startsWith(this.#text) ? this.#text.length : 0;
    const change = { fromA: kept, toA: this.#text.length, fromB: kept, toB: text.length };
    this.#fragments = TreeFragment.applyChanges(this.#fragments, [change]);
    this.#text = text;
    this.#complete = false;
    this.#left = endless.test(text.slice(Math.max(0, kept - longestLine))) ? -1 : mostToFinish;
    this.#rest = undefined;
    if (this.givenUp) return;
    const parse = this.#parser.startParse(text, this.#fragments);
    let tree = parse.advance();
    while (!tree) {
      // Where it stops, the next call goes on.
      if (performance.now() >= end && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
      tree = parse.advance();
    }
    this.#keep(tree, parse.stoppedAt === null);
  }

  /** The same parse goes on: one that begins again could reuse nothing inside of something that is open to the end. */
  #goOn(begin: number, milliseconds: number): void {
    this.#rest ??= this.#parser.startParse(this.#text, this.#fragments);
    let tree: Tree | null = null;
    while (!tree && performance.now() < begin + milliseconds) tree = this.#rest.advance();
    this.#left -= performance.now() - begin;
    if (tree) this.#keep(tree, true);
  }

  #keep(tree: Tree, complete: boolean): void {
    this.#tree = tree;
    this.#complete = complete;
    this.#fragments = TreeFragment.addTree(tree, this.#fragments, !complete);
    if (complete) this.#rest = undefined;
  }

  /** The lines between two offsets of the text that was parsed last. */
  lines(from: number, to: number): readonly (readonly Piece[])[] {
    const lines: Piece[][] = [[]];
    if (!this.#tree || this.givenUp) return [];
    const begin = performance.now();
    const put = (text: string, className: string) => lines.at(-1)?.push([text, className]);
    try {
      highlightCode(this.#text, this.#tree, colours, put, () => lines.push([]), from, to);
    } catch {
      // It calls itself for each bracket inside another one, until the stack is full.
      this.#left = -1;
      return [];
    }
    this.#judge(begin);
    return lines;
  }
}

/** Loads what colours a language; undefined for one that is not known. */
export async function highlightingFor(language: string): Promise<Highlighting | undefined> {
  const parser = await parserFor(language);
  return parser && new Highlighting(parser);
}

const colours = tagHighlighter([
  { tag: [tags.comment, tags.docComment, tags.quote], class: 'hl-comment' },
  {
    tag: [tags.keyword, tags.modifier, tags.self, tags.null, tags.bool, tags.atom, tags.unit],
    class: 'hl-keyword',
  },
  {
    tag: [tags.operatorKeyword, tags.definitionKeyword, tags.processingInstruction, tags.meta],
    class: 'hl-keyword',
  },
  {
    tag: [tags.string, tags.regexp, tags.attributeValue, tags.character, tags.monospace],
    class: 'hl-string',
  },
  { tag: [tags.number, tags.color, tags.escape, tags.constant(tags.variableName)], class: 'hl-number' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.macroName],
    class: 'hl-function',
  },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.labelName], class: 'hl-function' },
  {
    tag: [tags.typeName, tags.className, tags.namespace, tags.tagName, tags.standard(tags.name)],
    class: 'hl-type',
  },
  {
    tag: [tags.propertyName, tags.attributeName, tags.definition(tags.propertyName), tags.link],
    class: 'hl-property',
  },
  { tag: tags.heading, class: 'hl-heading' },
  { tag: tags.strong, class: 'hl-strong' },
  { tag: tags.emphasis, class: 'hl-emphasis' },
  { tag: tags.inserted, class: 'hl-inserted' },
  { tag: tags.deleted, class: 'hl-deleted' },
]);
