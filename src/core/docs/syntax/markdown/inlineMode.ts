import type { Escape } from '../../imageReference.ts';
import type { Definitions } from './destination.ts';

/** How the inline content of a block is read. */
export interface InlineMode {
  readonly mdx: boolean;
  /** In a presentation of Marp some words of a description are layout. */
  readonly slides: boolean;
  /** The attribute that holds the alt text of an image alone in its paragraph, whose brackets are then its caption. */
  readonly figureAlt: string | undefined;
  /** `tableCell` inside of one. */
  readonly escapes: readonly Escape[];
  readonly definitions: Definitions;
}
