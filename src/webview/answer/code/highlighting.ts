import { type Parser, type Tree, TreeFragment } from '@lezer/common';
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parserFor } from './languages.ts';

/** A piece of a line, and the class of its colour; empty for none. */
export type Piece = readonly [text: string, className: string];

/** The colours of one text that grows. What was parsed before is not parsed again. */
export class Highlighting {
  readonly #parser: Parser;
  #text = '';
  #fragments: readonly TreeFragment[] = [];
  #tree: Tree | undefined;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  /** Goes on parsing for some milliseconds; false while there is more to do. */
  parse(text: string, milliseconds: number): boolean {
    if (this.#tree && text === this.#text && this.#tree.length >= text.length) return true;
    const kept = text.startsWith(this.#text) ? this.#text.length : 0;
    const change = { fromA: kept, toA: this.#text.length, fromB: kept, toB: text.length };
    this.#fragments = TreeFragment.applyChanges(this.#fragments, [change]);
    this.#text = text;
    const parse = this.#parser.startParse(text, this.#fragments);
    const end = performance.now() + milliseconds;
    let tree = parse.advance();
    while (!tree) {
      // Where it stops, the next call goes on.
      if (performance.now() >= end && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
      tree = parse.advance();
    }
    this.#tree = tree;
    this.#fragments = TreeFragment.addTree(tree, this.#fragments, parse.stoppedAt !== null);
    return parse.stoppedAt === null;
  }

  /** The lines between two offsets of the text that was parsed last. */
  lines(from: number, to: number): readonly (readonly Piece[])[] {
    const lines: Piece[][] = [[]];
    if (!this.#tree) return lines;
    const put = (text: string, className: string) => lines.at(-1)?.push([text, className]);
    highlightCode(this.#text, this.#tree, colours, put, () => lines.push([]), from, to);
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
