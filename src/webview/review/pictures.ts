import type { ReviewRowView } from '../../reviewProtocol.ts';
import type { PostReview } from './post.ts';

/** The addresses of the rows' images. For what the page cannot show itself, the host is asked for a small picture. */
export interface Pictures {
  /** Undefined where there is none, or none yet. */
  readonly addressOf: (row: ReviewRowView) => string | undefined;
  /** The browser could not show the image. */
  readonly failed: (row: ReviewRowView) => void;
  /** The host has made a picture. */
  readonly arrived: (row: string, address: string) => void;
}

export function createPictures(post: PostReview): Pictures {
  const made = new Map<string, string>();
  const asked = new Set<string>();
  const ask = (row: string) => {
    if (asked.has(row)) return;
    asked.add(row);
    post('needPicture', { row });
  };
  return {
    addressOf: ({ id, thumbnail }) => {
      if (thumbnail === undefined) ask(id);
      return asked.has(id) ? made.get(id) : thumbnail;
    },
    failed: ({ id }) => ask(id),
    arrived: (row, address) => made.set(row, address),
  };
}
