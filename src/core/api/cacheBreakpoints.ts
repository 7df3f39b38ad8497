import type { BlockPosition } from '../errors.ts';

/** The part of a message that the cache depends on. */
interface CachedMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly { readonly type: string }[];
}

/** Most breakpoints in a request (Prompt caching docs, Aug 2026). */
const most = 4;

/**
 * The blocks after which the server should cache the request, at most four: the ends of the two newest user turns, so
 * that the next question finds everything before it, and the last images of the newest turns that have some, so that
 * another question about the same images finds those. A lookup goes back only 20 blocks, hence the older images.
 */
export function breakpoints(messages: readonly CachedMessage[]): readonly BlockPosition[] {
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
