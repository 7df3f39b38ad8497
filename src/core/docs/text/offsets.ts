import type { Range } from '../imageReference.ts';
import type { Draft } from './pageReader.ts';

/** A run of characters that stand in the document one by one, or one character that is written with several. */
export interface OffsetSegment {
  readonly from: number;
  readonly to: number;
  /** Characters in the document of the single character at `from`; absent for a run. */
  readonly width?: number;
}

/**
 * From offsets in a text that was taken out of a document (without its `> `, escapes …) to offsets in the document:
 * segments in order, the first of them at 0.
 */
export type OffsetMap = readonly OffsetSegment[];

export const IDENTITY: OffsetMap = [{ from: 0, to: 0 }];

/** Where the character at `offset` stands. */
export function placeOf(offset: number, map: OffsetMap): number {
  const { from, to, width } = segmentAt(offset, map);
  return width !== undefined && offset > from ? to + width + (offset - from - 1) : to + (offset - from);
}

/** Where the character before `offset` ends. */
export function endOf(offset: number, map: OffsetMap): number {
  if (offset === 0) return placeOf(0, map);
  const { from, to, width } = segmentAt(offset - 1, map);
  return width === undefined ? to + (offset - from) : to + width + (offset - from - 1);
}

function segmentAt(offset: number, map: OffsetMap): OffsetSegment {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((map[middle]?.from ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return map[low] ?? { from: 0, to: 0 };
}

export function mapRange(range: Range, map: OffsetMap): Range {
  const end = endOf(range.end, map);
  return { start: range.start === range.end ? end : placeOf(range.start, map), end };
}

export function mapDraft(draft: Draft, map: OffsetMap): Draft {
  const { source, alt, link } = draft;
  return {
    ...draft,
    range: mapRange(draft.range, map),
    source: { ...source, range: mapRange(source.range, map) },
    alt: { ...alt, range: mapRange(alt.range, map) },
    link: link && { href: link.href, range: mapRange(link.range, map) },
  };
}
