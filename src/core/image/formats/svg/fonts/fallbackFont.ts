import font from '@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf' with { type: 'bytes' };

/** A font for machines without any, containers and remote hosts; it has Latin, Greek and Cyrillic letters. */
export const fallbackFont = { family: 'Open Sans', bytes: font };
