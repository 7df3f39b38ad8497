import type { Env } from 'markdown-it';
import { type AnswerBlock, renderBlocks } from './markdown.ts';

/**
 * An answer that grows. Blocks that no later text can change are rendered once; only the tail is parsed again, so a
 * long answer costs as little per state as a short one. When it is `finished` it is parsed whole, for the links whose
 * definition came after them.
 */
export class AnswerStream {
  readonly #render: typeof renderBlocks;
  #text = '';
  #settled: string[] = [];
  /** Offset in the text at which the tail begins. */
  #offset = 0;
  #references: Env = {};

  constructor(render = renderBlocks) {
    this.#render = render;
  }

  /** The HTML of each block; the strings of settled ones stay the same. */
  blocks(answer: string, finished: boolean): readonly string[] {
    const text = answer.replace(/\r\n?/g, '\n');
    if (finished || !text.startsWith(this.#text)) this.#reset();
    this.#text = text;
    const tail = text.slice(this.#offset);
    const blocks = this.#render(tail, this.#references);
    const all = [...this.#settled, ...blocks.map((block) => block.html)];
    if (!finished) this.#settle(tail, blocks);
    return all;
  }

  /**
   * The text before the last block settles once that block's first line is complete: until then the line may still turn
   * out to belong to the block before (`2` becomes `2. next item`, `***` becomes `***bold*** text`).
   */
  #settle(tail: string, blocks: readonly AnswerBlock[]): void {
    const complete = lines(tail.slice(0, tail.lastIndexOf('\n') + 1));
    const last = blocks.findLastIndex((block) => block.line < complete.length);
    if (last < 1) return;
    this.#settled.push(...blocks.slice(0, last).map((block) => block.html));
    const before = complete.slice(0, blocks[last]?.line);
    this.#offset += before.reduce((length, line) => length + line.length, 0);
  }

  #reset(): void {
    this.#settled = [];
    this.#offset = 0;
    this.#references = {};
  }
}

/** Whole lines with their line feeds. */
function lines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
