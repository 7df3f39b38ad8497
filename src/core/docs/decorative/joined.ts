import type { ImageReference, TextEdit } from '../imageReference.ts';
import type { Change } from './change.ts';

/** One edit for all changes; what stands between them is written again as it is. */
export function joined(text: string, { range }: ImageReference, changes: readonly Change[]): TextEdit {
  const sorted = [...changes].sort(({ range: a }, { range: b }) => a.start - b.start || a.end - b.end);
  const start = sorted[0]?.range.start ?? range.start;
  let [at, written] = [start, ''];
  for (const change of sorted) {
    written += text.slice(at, change.range.start) + change.text;
    at = change.range.end;
  }
  return {
    range: { start, end: at },
    text: written,
    reference: { start: range.start, text: text.slice(range.start, range.end) },
  };
}
