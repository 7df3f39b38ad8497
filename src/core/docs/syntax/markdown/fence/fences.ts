import type { Draft } from '../../../text/pageReader.ts';
import { readRest } from '../../rest/restructuredText.ts';
import { readCodeCell } from './codeCell.ts';
import { type Fence, readImageDirective } from './imageDirective.ts';

/** Fences that are no code, by the type of their tokens. */
export const FENCES: ReadonlySet<string> = new Set(['directive', 'cell', 'eval_rst']);

/** The images of MyST's directives, of reStructuredText in MyST, and of Quarto's cells; offsets count in the fence. */
export function imagesInFence(type: string, fence: Fence, isQuarto: boolean): readonly Draft[] {
  if (type === 'eval_rst') return readRest(fence.text).references;
  const draft = type === 'directive' ? readImageDirective(fence) : isQuarto ? readCodeCell(fence) : undefined;
  return draft ? [draft] : [];
}
