import type { ConversationView } from '../../protocol.ts';

/** Those that hold every word of the query, in any order: in the title, the date or the names of the images. */
export function matching(items: readonly ConversationView[], query: string): readonly ConversationView[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter(({ title, date, detail }) => {
    const text = plain(`${title} ${date} ${detail}`);
    return words.every((word) => text.includes(word));
  });
}

/** In small letters and without accents, which few type. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
