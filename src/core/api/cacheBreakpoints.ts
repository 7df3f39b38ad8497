import type { BlockPosition } from '../errors.ts';

/** A block of a message, as far as the cache is concerned. */
interface Blocks {
  readonly role: 'user' | 'assistant';
  readonly content: readonly { readonly type: string }[];
}

/** Most breakpoints in a request (Prompt caching docs, Aug 2026). */
const most = 4;

/**
 * Where the server should remember what it has read, at most four places: the ends of the two newest user turns, so
 * that the next question finds all that came before it, and the last images of the newest turns that have some, so
 * that another question about the same images finds those. A lookup only goes back 20 blocks, hence the older ones.
 */
export function breakpoints(messages: readonly Blocks[]): readonly BlockPosition[] {
  const users = messages.flatMap(({ role, content }, message) =>
    role === 'user' && content.length > 0 ? [{ message, content }] : [],
  );
  const ends = users.map(({ message, content }) => ({ message, part: content.length - 1 }));
  const images = users.flatMap(({ message, content }) => {
    const part = content.findLastIndex(({ type }) => type === 'image');
    return part === -1 ? [] : [{ message, part }];
  });
  const wanted = [...ends.slice(-2), ...images.slice(-most).reverse()];
  const distinct = wanted.filter((place, index) => index === wanted.findIndex((one) => same(one, place)));
  return distinct.slice(0, most);
}

function same(one: BlockPosition, other: BlockPosition): boolean {
  return one.message === other.message && one.part === other.part;
}
