import { answerMarkdown } from '../answerMarkdown.ts';
import type { DocumentSyntax } from '../imageReference.ts';
import { asciidocBlock } from './asciidocBlock.ts';
import { blocksOf } from './documentBlocks.ts';
import { htmlBlock } from './htmlBlock.ts';
import { latexBlock } from './latexBlock.ts';
import { restBlock } from './restBlock.ts';

/** The syntaxes in which a block of text can be added without harm. */
export type BlockSyntax = Exclude<DocumentSyntax, 'jsx' | 'notebook'>;

export function takesBlocks(syntax: DocumentSyntax): syntax is BlockSyntax {
  return syntax !== 'jsx' && syntax !== 'notebook';
}

/**
 * A model's Markdown as a block of a document. What stood in a picture is text there: no tag, directive, macro, command
 * or template code of it comes to life. Lines end with `\n`.
 */
export function blockIn(syntax: BlockSyntax, markdown: string): string {
  switch (syntax) {
    case 'markdown':
    case 'quarto':
      return answerMarkdown(markdown, { syntax: 'markdown' });
    case 'mdx':
      return answerMarkdown(markdown, { syntax: 'mdx' });
    case 'asciidoc':
      return asciidocBlock(blocksOf(markdown));
    case 'rest':
      return restBlock(blocksOf(markdown));
    case 'latex':
      return latexBlock(blocksOf(markdown));
    case 'html':
    case 'vue':
    case 'svelte':
    case 'astro':
      return htmlBlock(blocksOf(markdown));
  }
}

/**
 * An answer that is one line of words, for the middle of a sentence: escaped like a block, without an element of its own.
 * Undefined for every other answer.
 */
export function lineIn(syntax: BlockSyntax, markdown: string): string | undefined {
  const [only, ...others] = blocksOf(markdown);
  if (only?.type !== 'paragraph' || only.lines.length > 1 || others.length > 0) return undefined;
  const written = blockIn(syntax, markdown);
  return isMarkup(syntax) ? written.replace(/^<p>|<\/p>$/g, '') : written;
}

/** Whether blocks are elements, among which white space counts in `<pre>` only. */
export function isMarkup(syntax: BlockSyntax): boolean {
  return syntax === 'html' || syntax === 'vue' || syntax === 'svelte' || syntax === 'astro';
}
