import type { Exchange } from './exchange.ts';
import type { Json } from './json.ts';

interface Named extends Json {
  readonly id: string;
}

/** One page of a list: `limit` (20 by default, at most 1000) after or before an id. */
export function pageOf(items: readonly Named[], { query }: Exchange): Json {
  const limit = Math.min(1000, Number(query.get('limit') ?? 20));
  const place = (name: string) => items.findIndex(({ id }) => id === query.get(name));
  const before = place('before_id');
  const start = before >= 0 ? Math.max(0, before - limit) : place('after_id') + 1;
  const data = items.slice(start, before >= 0 ? before : start + limit);
  return {
    data,
    has_more: before >= 0 ? start > 0 : start + limit < items.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}
