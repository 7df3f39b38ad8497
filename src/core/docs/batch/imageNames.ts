import type { Review } from '../review/review.ts';

/** The name of the image that rows show, by the ids of these. */
export function imageNames({ rows }: Review): (ids: readonly string[]) => string {
  const names = new Map(rows.map(({ id, image }) => [id, image.name]));
  return ([id = '']) => names.get(id) ?? '';
}
