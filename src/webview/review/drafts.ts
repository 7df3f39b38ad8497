import type { ReviewRowView } from '../../reviewProtocol.ts';

/** What was typed and has not come back from the host: until then the box is ahead of the row. */
export interface Drafts {
  readonly typed: (row: ReviewRowView, text: string) => void;
  /** A row as the host has it now. */
  readonly arrived: (row: ReviewRowView) => void;
  /** The text to show in the box of a row. */
  readonly textOf: (row: ReviewRowView) => string;
}

export function createDrafts(): Drafts {
  /** By row: its text before the first letter, then after each, as far as the host has not answered. */
  const sent = new Map<string, readonly string[]>();
  return {
    typed: ({ id, text: before }, text) => sent.set(id, [...(sent.get(id) ?? [before]), text]),
    arrived: ({ id, text }) => {
      const texts = sent.get(id) ?? [];
      const known = texts.lastIndexOf(text);
      // A text that was not typed here is an answer of the model, or a caption.
      const rest = known < 0 ? [] : texts.slice(known);
      if (rest.length > 1) sent.set(id, rest);
      else sent.delete(id);
    },
    textOf: ({ id, text }) => sent.get(id)?.at(-1) ?? text,
  };
}
