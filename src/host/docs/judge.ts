import type { ImageReference } from '../../core/docs/types.ts';

/** Stand-in until core/docs/rules.ts is there. */
export function isGoodAlt({ alt, decorative }: ImageReference): boolean {
  if (decorative || alt.state === 'computed') return true;
  return (
    alt.state === 'text' &&
    !/^(?:image|img|picture|photo|screenshot|alt text|chart|table|diagram)$|\.(?:png|jpe?g|gif|webp|svg)$/i.test(
      alt.text,
    )
  );
}
