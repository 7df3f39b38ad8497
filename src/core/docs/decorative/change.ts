import type { TextEdit } from '../imageReference.ts';

/** A text that is put in, or takes the place of another. */
export type Change = Pick<TextEdit, 'range' | 'text'>;
