import { mapRange, type OffsetMap } from '../../text/offsets.ts';
import { type Comment, speaksToAudit } from '../../text/pageReader.ts';

/** A line of MyST's comments, `% …`, which may stand in a paragraph; Obsidian's `%% … %%` is one as well. */
const COMMENT_LINE = /^[ \t]{0,3}%[^\n]*/gm;

/** The comments of a paragraph that speak to the audit; all other readers of Markdown take them for words. */
export function lineComments(content: string, placed: () => OffsetMap): readonly Comment[] {
  if (!speaksToAudit(content)) return [];
  return [...content.matchAll(COMMENT_LINE)].flatMap(({ 0: text, index }) =>
    speaksToAudit(text) ? [{ ...mapRange({ start: index, end: index + text.length }, placed()), text }] : [],
  );
}
