import type { Env } from 'markdown-it';
import { equal, type Growing, growing, settling } from './growing.ts';
import { type AnswerBlock, type Code, renderBlocks } from './syntax/renderBlocks.ts';

/**
 * An answer that grows. Blocks that no later text can change are rendered once; only the tail is parsed again, and of a
 * code block, a table, a list or a quote that grows only what is new, so that a long answer costs as little per state as a short one.
 * When it is finished and names the address of a link that came before, it is parsed once more.
 */
export class AnswerStream {
  readonly #render: typeof renderBlocks;
  readonly #least: number;
  #text = '';
  #settled: AnswerBlock[] = [];
  /** Offset in the text at which the tail begins. */
  #offset = 0;
  /** The code block that the tail is inside of. */
  #fence: Fence | undefined;
  /** The block whose later parts the tail begins with. */
  #growing: Growing | undefined;
  /** Characters of the block that could not be rendered without its first parts: with twice as many it is tried again. */
  #tried = 0;
  /** Link definitions of the settled text. */
  #references: Env = {};
  /** How many there were when the first block settled, and how many have been found. */
  #known = 0;
  #found = 0;

  /** @param least characters of a block that settle together */
  constructor(render = renderBlocks, least = 2000) {
    this.#render = render;
    this.#least = least;
  }

  /** Characters that have been parsed. */
  get length(): number {
    return this.#text.length;
  }

  /** The blocks of the answer; settled ones stay the same objects. */
  blocks(answer: string, finished: boolean): readonly AnswerBlock[] {
    const text = answer.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
    if (!text.startsWith(this.#text)) this.#reset();
    this.#text = text;
    const blocks = this.#parse();
    if (!finished || this.#found === this.#known) return blocks;
    this.#reset();
    this.#text = text;
    return this.#parse();
  }

  #parse(): readonly AnswerBlock[] {
    const open = this.#fence && this.#codeSoFar(this.#fence);
    if (open) return [...this.#settled, open];
    const tail = this.#text.slice(this.#offset);
    const references = this.#referencesSoFar();
    const head = this.#growing?.head ?? '';
    const blocks = this.#withParts(moved(this.#render(head + tail, references), -lines(head).length));
    if (!blocks) return this.#parse();
    this.#found = definitions(references);
    const all = [...this.#settled, ...blocks];
    this.#settle(tail, blocks);
    return all;
  }

  /** The open code block with what has arrived; undefined once its end is behind the tail. */
  #codeSoFar(fence: Fence): AnswerBlock | undefined {
    const text = this.#text;
    while (fence.scanned < text.length) {
      const feed = text.indexOf('\n', fence.scanned);
      const end = feed < 0 ? text.length : feed;
      const line = text.slice(fence.scanned, Math.min(end, fence.scanned + longestFence));
      const isLast = fence.end.test(line) && line.length < longestFence;
      const code = text.slice(fence.from, fence.scanned);
      // The parser drops spaces at the end of a text.
      if (feed < 0)
        return fenced(fence, isLast || line.trim() === '' ? code : text.slice(fence.from), isLast);
      fence.scanned = feed + 1;
      if (!isLast) continue;
      this.#settled.push(fenced(fence, code, true));
      this.#offset = fence.scanned;
      this.#fence = undefined;
      return undefined;
    }
    return fenced(fence, text.slice(fence.from), false);
  }

  /** The blocks of the tail with the settled parts put back; undefined when those no longer fit. */
  #withParts(blocks: readonly AnswerBlock[]): readonly AnswerBlock[] | undefined {
    const [first, ...others] = blocks;
    if (!this.#growing || !first) return blocks;
    const { html, headParts, parts, offset } = this.#growing;
    const { parts: made = [], lines = [] } = first;
    if (first.html === html && headParts.every((part, index) => part === made[index])) {
      const { length } = headParts;
      return [{ ...first, parts: [...parts, ...made.slice(length)], lines: lines.slice(length) }, ...others];
    }
    this.#offset = offset;
    this.#growing = undefined;
    return undefined;
  }

  /**
   * The text before the last block settles once that block's first line is complete: until then the line may still turn
   * out to belong to the block before (`2` becomes `2. next item`, `***` becomes `***bold*** text`).
   */
  #settle(tail: string, blocks: readonly AnswerBlock[]): void {
    const complete = lines(tail.slice(0, tail.lastIndexOf('\n') + 1));
    const last = blocks.findLastIndex((block) => !block.unsure && begunBy(block) < complete.length);
    const block = blocks[last];
    if (!block) return;
    this.#settleText(complete.slice(0, block.line));
    if (last > 0) {
      if (this.#settled.length === 0) this.#known = definitions(this.#references);
      this.#settled.push(...blocks.slice(0, last));
      this.#growing = undefined;
      this.#tried = 0;
    }
    if (last === blocks.length - 1)
      this.#enter(moved([block], -block.line)[0] ?? block, complete.slice(block.line));
  }

  /** The first lines of the tail are not parsed again. */
  #settleText(some: readonly string[]): void {
    const text = some.join('');
    if (this.#found > definitions(this.#references))
      this.#render((this.#growing?.head ?? '') + text, this.#references);
    this.#offset += text.length;
  }

  /** Remembers what the tail is inside of: a code block, or a block with many parts. */
  #enter(block: AnswerBlock, complete: readonly string[]): void {
    const opening = /^(`{3,}|~{3,})/.exec(complete[0] ?? '')?.[0];
    if (block.code && !block.code.closed && opening) {
      const end = new RegExp(`^ {0,3}${opening[0]}{${opening.length},}[ \\t]*$`);
      const from = this.#offset + (complete[0] ?? '').length;
      this.#fence = { end, from, scanned: from, line: block.line, language: block.code.language };
    }
    this.#enterParts(block, complete);
  }

  #enterParts({ parts = [], lines: starts = [], ...block }: AnswerBlock, complete: readonly string[]): void {
    const before = this.#growing;
    // A part that begins in the last line may turn out to be none.
    const isSure = (starts.at(-1) ?? 0) < complete.length;
    const sure = { ...block, parts: isSure ? parts : parts.slice(0, -1) };
    const count = settling(sure);
    const some = complete.slice(0, starts[count - (before?.parts.length ?? 0)] ?? 0);
    const { length } = some.join('');
    if (length < Math.max(1, this.#least, 2 * this.#tried)) return;
    const render = (text: string) => this.#render(text, this.#referencesSoFar())[0];
    const place = {
      first: before?.head ?? complete.slice(0, 2).join(''),
      offset: before?.offset ?? this.#offset,
      rest: isSure ? this.#text.slice(this.#offset + length) : complete.slice(some.length).join(''),
      count,
    };
    // Such a part may have made a list loose.
    const isSame = isSure || before || equal(render(complete.join(''))?.parts ?? [], sure.parts);
    const next = isSame ? growing(sure, place, render) : undefined;
    this.#tried = next ? 0 : length;
    if (!next) return;
    this.#settleText(some);
    this.#growing = next;
  }

  /** A copy: the last definition of the tail may be half of one. */
  #referencesSoFar(): Env {
    return { references: { ...this.#references.references } };
  }

  #reset(): void {
    this.#text = '';
    this.#settled = [];
    this.#offset = 0;
    this.#fence = undefined;
    this.#growing = undefined;
    this.#tried = 0;
    this.#references = {};
    this.#known = 0;
    this.#found = 0;
  }
}

interface Fence {
  readonly language: string;
  readonly line: number;
  /** Matches the line that closes it. */
  readonly end: RegExp;
  /** Offset of its first line of code. */
  readonly from: number;
  /** Offset of the first line that is not known to be code. */
  scanned: number;
}

/** Characters that a closing fence may have. */
const longestFence = 1000;

function fenced({ line, language }: Fence, text: string, closed: boolean): AnswerBlock {
  const code: Code = { language, text, closed };
  return { line, html: '', code };
}

/** The line that says what a block is. */
function begunBy({ html, line }: AnswerBlock): number {
  return html.startsWith('<table') ? line + 1 : line;
}

function definitions({ references = {} }: Env): number {
  return Object.keys(references).length;
}

/** Whole lines with their line feeds. */
function lines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** The blocks as they stand so many lines further down; what is made of the lines above stands in the first. */
function moved(blocks: readonly AnswerBlock[], by: number): readonly AnswerBlock[] {
  if (by === 0) return blocks;
  return blocks.map((block) => ({
    ...block,
    line: Math.max(0, block.line + by),
    ...(block.lines && { lines: block.lines.map((line) => line + by) }),
  }));
}
