import type { Draft } from './page.ts';
import type { Range } from './types.ts';

/** From offsets in a text that was taken out of a document (without its `> `, escapes …) to offsets in the document. */
export interface OffsetMap {
  /** Of the character at `offset`. */
  start(offset: number): number;
  /** After the character before `offset`. */
  end(offset: number): number;
}

export const IDENTITY: OffsetMap = { start: (offset) => offset, end: (offset) => offset };

export function shifted(by: number): OffsetMap {
  return { start: (offset) => offset + by, end: (offset) => offset + by };
}

/** A run of characters that stand in the document one by one, or one character that is written with several. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Characters in the document of the single character at `from`; absent for a run. */
  readonly width?: number;
}

/** A map from segments in order, the first of them at 0. */
export function mapOf(segments: readonly Segment[]): OffsetMap {
  function segmentAt(offset: number): Segment {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.from ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return segments[low] ?? { from: 0, to: 0 };
  }
  function start(offset: number): number {
    const { from, to, width } = segmentAt(offset);
    return width !== undefined && offset > from ? to + width + (offset - from - 1) : to + (offset - from);
  }
  function end(offset: number): number {
    if (offset === 0) return start(0);
    const { from, to, width } = segmentAt(offset - 1);
    return width === undefined ? to + (offset - from) : to + width + (offset - from - 1);
  }
  return { start, end };
}

export function mapRange(range: Range, map: OffsetMap): Range {
  const end = map.end(range.end);
  return { start: range.start === range.end ? end : map.start(range.start), end };
}

export function mapDraft(draft: Draft, map: OffsetMap): Draft {
  return {
    ...draft,
    range: mapRange(draft.range, map),
    source: { ...draft.source, range: mapRange(draft.source.range, map) },
    alt: { ...draft.alt, range: mapRange(draft.alt.range, map) },
    ...(draft.link ? { link: { ...draft.link, range: mapRange(draft.link.range, map) } } : {}),
  };
}
