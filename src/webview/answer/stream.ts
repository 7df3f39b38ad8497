import type { Env } from 'markdown-it';
import { type AnswerBlock, type Code, renderBlocks } from './syntax/renderBlocks.ts';

/**
 * An answer that grows. Blocks that no later text can change are rendered once; only the tail is parsed again, and of a
 * code block or a table that grows only what is new, so that a long answer costs as little per state as a short one.
 * When it is finished and names the address of a link that came before, it is parsed once more.
 */
export class AnswerStream {
  readonly #render: typeof renderBlocks;
  #text = '';
  #settled: AnswerBlock[] = [];
  /** Offset in the text at which the tail begins. */
  #offset = 0;
  /** The code block that the tail is inside of. */
  #fence: Fence | undefined;
  /** The table whose later rows the tail begins with. */
  #table: Table | undefined;
  /** Link definitions of the settled text. */
  #references: Env = {};
  /** How many there were when the first block settled, and how many have been found. */
  #known = 0;
  #found = 0;

  constructor(render = renderBlocks) {
    this.#render = render;
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
    // The last definition of the tail may be half of one.
    const references = { references: { ...this.#references.references } };
    const blocks = this.#withRows(this.#render((this.#table?.head ?? '') + tail, references));
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

  /** The blocks of the tail with the settled rows put back; undefined when those no longer fit. */
  #withRows(blocks: readonly AnswerBlock[]): readonly AnswerBlock[] | undefined {
    const table = this.#table;
    const [first, ...others] = blocks;
    if (!table || !first) return blocks;
    if (first.html === table.html)
      return [{ ...first, parts: [...table.rows, ...(first.parts ?? [])] }, ...others];
    this.#offset = table.offset;
    this.#table = undefined;
    return undefined;
  }

  /**
   * The text before the last block settles once that block's first line is complete: until then the line may still turn
   * out to belong to the block before (`2` becomes `2. next item`, `***` becomes `***bold*** text`).
   */
  #settle(tail: string, blocks: readonly AnswerBlock[]): void {
    const head = this.#table ? 2 : 0;
    const complete = lines(tail.slice(0, tail.lastIndexOf('\n') + 1));
    const last = blocks.findLastIndex((block) => !block.unsure && block.line - head < complete.length);
    const block = blocks[last];
    if (!block) return;
    const line = Math.max(0, block.line - head);
    const before = complete.slice(0, line);
    if (this.#found > definitions(this.#references)) this.#render(before.join(''), this.#references);
    this.#offset += lengthOf(before);
    if (last > 0) {
      if (this.#settled.length === 0) this.#known = definitions(this.#references);
      this.#settled.push(...blocks.slice(0, last));
      this.#table = undefined;
    }
    if (last === blocks.length - 1) this.#enter(block, last > 0 || head === 0, complete.slice(line));
  }

  /** Remembers what the tail is inside of: a code block, or a table with many rows. */
  #enter(block: AnswerBlock, fresh: boolean, complete: readonly string[]): void {
    const opening = /^(`{3,}|~{3,})/.exec(complete[0] ?? '')?.[0];
    if (block.code && !block.code.closed && opening) {
      const end = new RegExp(`^ {0,3}${opening[0]}{${opening.length},}[ \\t]*$`);
      const from = this.#offset + (complete[0] ?? '').length;
      this.#fence = { end, from, scanned: from, line: block.line, language: block.code.language };
    }
    if (!block.html.startsWith('<table>') || !block.parts) return;
    const rows = block.parts.length - (this.#table?.rows.length ?? 0);
    // The last row may still be the beginning of what follows the table.
    const behind = Math.min(rows, complete.length - (fresh ? 2 : 0)) - 2;
    if (behind < fewestRows) return;
    const settled = block.parts.slice(0, (this.#table?.rows.length ?? 0) + behind);
    const { offset, head } = this.#table ?? { offset: this.#offset, head: complete.slice(0, 2).join('') };
    this.#offset += lengthOf(complete.slice(0, behind + (fresh ? 2 : 0)));
    this.#table = { offset, head, html: block.html, rows: settled };
  }

  #reset(): void {
    this.#text = '';
    this.#settled = [];
    this.#offset = 0;
    this.#fence = undefined;
    this.#table = undefined;
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

interface Table {
  /** Offset of its first line. */
  readonly offset: number;
  /** Its first two lines. */
  readonly head: string;
  readonly html: string;
  readonly rows: readonly string[];
}

/** Rows that settle together; characters that a closing fence may have. */
const fewestRows = 30;
const longestFence = 1000;

function fenced({ line, language }: Fence, text: string, closed: boolean): AnswerBlock {
  const code: Code = { language, text, closed };
  return { line, html: '', code };
}

function definitions({ references = {} }: Env): number {
  return Object.keys(references).length;
}

/** Whole lines with their line feeds. */
function lines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function lengthOf(some: readonly string[]): number {
  return some.reduce((length, line) => length + line.length, 0);
}
