import type { ImageReference } from '../imageReference.ts';

/** Whether two readings of a document hold the same images, but for the alt text of the one that was `changed`. */
export function areAlike(
  before: readonly ImageReference[],
  after: readonly ImageReference[],
  changed: number,
): boolean {
  const isAlike = (reference: ImageReference, index: number) => {
    const other = after[index];
    if (!other || other.source.text !== reference.source.text) return false;
    const { alt, decorative } = reference;
    // A comment may end a table.
    if (isCell(reference) !== isCell(other)) return false;
    const same = alt.state === other.alt.state && alt.text === other.alt.text;
    return index === changed || (same && decorative === other.decorative);
  };
  return before.length === after.length && before.every(isAlike);
}

function isCell({ alt }: ImageReference): boolean {
  return alt.form.escapes.includes('tableCell');
}
