import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { noChange } from 'lit/html.js';
import { enhance } from './enhance.ts';
import { morph } from './morph.ts';
import { sanitise } from './sanitise.ts';
import { AnswerStream } from './stream.ts';

/** Fills an element with Markdown from a model, touching only what changed since the last time. */
export const answer = directive(
  class extends Directive {
    readonly #stream = new AnswerStream();
    #markdown = '';
    #finished = false;
    #shown: readonly string[] = [];

    override update({ element }: ElementPart, [markdown, finished]: [string, boolean]) {
      if (markdown === this.#markdown && finished === this.#finished) return noChange;
      this.#markdown = markdown;
      this.#finished = finished;
      this.#fill(element, this.#stream.blocks(markdown, finished));
      return noChange;
    }

    #fill(element: Element, blocks: readonly string[]): void {
      for (const [index, html] of blocks.entries())
        if (html !== this.#shown[index]) morph(blockAt(element, index), enhance(sanitise(html)));
      for (const surplus of [...element.children].slice(blocks.length)) surplus.remove();
      this.#shown = blocks;
    }

    override render(_markdown: string, _finished: boolean) {
      return noChange;
    }
  },
);

function blockAt(parent: Element, index: number): Element {
  const present = parent.children[index];
  if (present) return present;
  const made = document.createElement('div');
  parent.append(made);
  return made;
}
