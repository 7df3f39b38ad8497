import font from '@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf' with { type: 'bytes' };

/** A font for machines without any, such as containers and remote hosts, with Latin, Greek and Cyrillic letters. */
export const fallbackFont = { family: 'Open Sans', bytes: font };
