import cyrillic from '@fontsource/open-sans/files/open-sans-cyrillic-400-normal.woff' with { type: 'bytes' };
import greek from '@fontsource/open-sans/files/open-sans-greek-400-normal.woff' with { type: 'bytes' };
import latin from '@fontsource/open-sans/files/open-sans-latin-400-normal.woff' with { type: 'bytes' };
import latinExtended from '@fontsource/open-sans/files/open-sans-latin-ext-400-normal.woff' with {
  type: 'bytes',
};
import { unpackWoff } from './woff.ts';

export const fallbackFamily = 'Open Sans';

/** A font in four parts, for machines without any: containers and remote hosts. */
export function fallbackFonts(): Uint8Array[] {
  return [latin, latinExtended, greek, cyrillic].map(unpackWoff);
}
