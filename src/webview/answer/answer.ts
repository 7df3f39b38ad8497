import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { noChange } from 'lit/html.js';
import { drawBlock } from './drawBlock.ts';
import { answerChanged } from './quiet.ts';
import { inSlices } from './slices.ts';
import { AnswerStream } from './stream.ts';
import type { AnswerBlock } from './syntax/renderBlocks.ts';

/** Fills an element with Markdown from a model, touching only what changed since the last time. */
export const answer = directive(
  class extends Directive {
    readonly #stream = new AnswerStream();
    #markdown = '';
    #finished = false;
    #shown: AnswerBlock[] = [];
    #stop: (() => void) | undefined;

    override update({ element }: ElementPart, [markdown, finished]: [string, boolean]) {
      if (markdown === this.#markdown && finished === this.#finished) return noChange;
      this.#markdown = markdown;
      this.#finished = finished;
      answerChanged(finished);
      this.#stop?.();
      this.#stop = inSlices(this.#fill(element, markdown, finished));
      return noChange;
    }

    *#fill(element: Element, markdown: string, finished: boolean) {
      // What is long and new is parsed a part at a time, as if it arrived now.
      for (let length = this.#stream.length + portion; length < markdown.length; length += portion) {
        yield* this.#draw(element, this.#stream.blocks(markdown.slice(0, length), false));
        yield;
      }
      const blocks = this.#stream.blocks(markdown, finished);
      yield* this.#draw(element, blocks);
      for (let index = this.#shown.length - 1; index >= blocks.length; index--) removeBlock(element, index);
      this.#shown.length = blocks.length;
    }

    *#draw(element: Element, blocks: readonly AnswerBlock[]) {
      for (const [index, block] of blocks.entries()) {
        const shown = this.#shown[index];
        if (shown === block) continue;
        yield* drawBlock(blockAt(element, index), block, shown, (part) => {
          this.#shown[index] = part;
        });
        this.#shown[index] = block;
        yield;
      }
    }

    override render(_markdown: string, _finished: boolean) {
      return noChange;
    }
  },
);

/** Characters that are parsed in one step. */
const portion = 10_000;

/** Blocks that are laid out and painted together, or not at all while they are out of sight. */
const together = 20;

function blockAt(answer: Element, index: number): Element {
  return childAt(childAt(answer, Math.floor(index / together)), index % together);
}

function childAt(parent: Element, index: number): Element {
  const present = parent.children[index];
  if (present) return present;
  const made = document.createElement('div');
  parent.append(made);
  return made;
}

function removeBlock(answer: Element, index: number): void {
  const group = answer.children[Math.floor(index / together)];
  group?.children[index % together]?.remove();
  if (group?.childElementCount === 0) group.remove();
}
