import type { AltSlot, ImageLink, ImageReference, Range } from '../imageReference.ts';

/** A reference as its syntax shows it, before its surroundings are known. */
export interface Draft extends Pick<ImageReference, 'syntax' | 'source'> {
  range: Range;
  alt: AltSlot;
  decorative: boolean;
  title?: string | undefined;
  caption?: string | undefined;
  link?: ImageLink | undefined;
  /** Where they differ from those of the page. */
  folders?: readonly string[];
  /** Known of images in links and buttons of markup; a link of Markdown is taken to have no other name. */
  onlyName?: boolean | undefined;
  /** Ids of the elements that name it; empty where code decides about them. */
  labels?: readonly string[] | undefined;
}

/** A piece of running text; headings have a level from 1. */
export interface Block {
  readonly level: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A comment that speaks to the audit, with its delimiters. */
export interface Comment extends Range {
  readonly text: string;
}

/** The references and the running text of a document, as its syntax reads them; blocks are in the order of the text. */
export interface Page {
  readonly references: Draft[];
  readonly blocks: Block[];
  /** Of the comments only those that {@link speaksToAudit}. */
  readonly comments: Comment[];
  language?: string | undefined;
  folders?: readonly string[];
  /** How a stretch of the file reads, where that is not simply what stands in it. */
  readable?: (raw: string) => string;
}

export function emptyPage(): Page {
  return { references: [], blocks: [], comments: [] };
}

/** Runs of white space, newlines included, as one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Whether a comment may say something to the audit; it is the only kind that is kept. */
export function speaksToAudit(text: string): boolean {
  return text.includes('ask-claude-');
}
