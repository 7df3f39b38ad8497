import type { AuditComment, Range } from '../imageReference.ts';
import { type Comment, oneLine } from '../text/pageReader.ts';

/**
 * What the comments of a document say about its references, both in the order of the text: for each reference what
 * stands before it, undefined for most. A comment is about the next image, on its own line or on the next one with words.
 */
export function auditComments(
  text: string,
  comments: readonly Comment[],
  references: readonly { readonly range: Range }[],
  readable: (raw: string) => string,
): readonly (AuditComment | undefined)[] {
  const found: (AuditComment | undefined)[] = [];
  let next = 0;
  for (const comment of comments) {
    const said = saidBy(comment.text);
    while ((references[next]?.range.start ?? Number.POSITIVE_INFINITY) < comment.end) next += 1;
    const start = references[next]?.range.start;
    if (said && start !== undefined && isBefore(text, comment.end, start, readable))
      found[next] = both(found[next], said);
  }
  return found;
}

/** The marks that open a comment, PHP's and Liquid's as well, then the word for the audit and what follows it. */
const INSTRUCTION =
  /^[^\p{L}\p{N}]*(?:(?:php|comment)[^\p{L}\p{N}]*)?ask-claude-(ignore|decorative)(?![\w-])(.*)$/su;
/** Rule ids come first; any other sign, as `--` before a reason, ends them. */
const IDS = /^(?:[\s,]*[A-Za-z][\w-]*)*/;

function saidBy(comment: string): AuditComment | undefined {
  const [, what, rest = ''] = INSTRUCTION.exec(comment) ?? [];
  if (what === undefined) return undefined;
  if (what === 'decorative') return { decorative: true, ignores: [] };
  const ids = (IDS.exec(rest)?.[0].match(/[A-Za-z][\w-]*/g) ?? []).map((id) => id.toLowerCase());
  return { decorative: false, ignores: ids.length === 0 ? 'all' : ids };
}

function both(one: AuditComment | undefined, other: AuditComment): AuditComment {
  if (!one) return other;
  const isAll = one.ignores === 'all' || other.ignores === 'all';
  return {
    decorative: one.decorative || other.decorative,
    ignores: isAll ? 'all' : [...one.ignores, ...other.ignores],
  };
}

/** Characters between a comment and its image: some tags and other comments. */
const FURTHEST = 2000;
/** What a line may hold between a comment and its image: nothing, tags, marks of lists and quotations, other comments. */
const OTHER_COMMENT = /^(?:%|\/\/|\.\.|#|\{#|\{\/\*|<!--|<%|\{\{[!/-]|@\*)/;

function isBefore(text: string, end: number, start: number, readable: (raw: string) => string): boolean {
  if (start - end > FURTHEST) return false;
  const lines = readable(text.slice(end, start)).split(/\r\n?|\n/);
  // The last one is the line of the image.
  return lines.slice(0, -1).every((line) => isQuiet(oneLine(line)));
}

function isQuiet(line: string): boolean {
  return OTHER_COMMENT.test(line) || !/[\p{L}\p{N}]/u.test(line.replace(/<[^<>]*>/g, ''));
}
