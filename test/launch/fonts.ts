import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cached } from './cache.ts';

const faces = [
  'inter/400Regular/Inter_400Regular.ttf',
  'inter/400Regular_Italic/Inter_400Regular_Italic.ttf',
  'inter/600SemiBold/Inter_600SemiBold.ttf',
  'inter/700Bold/Inter_700Bold.ttf',
  'jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
  'jetbrains-mono/700Bold/JetBrainsMono_700Bold.ttf',
];

/**
 * The path of a fontconfig file with the fonts of this project, for the environment variable FONTCONFIG_FILE.
 * A machine without a desktop has no fonts, and text would be invisible in pictures and screenshots.
 */
export async function installFonts(): Promise<string> {
  const folder = await cached('fonts-inter-0.4.2-jetbrains-mono-0.4.1', async (draft) => {
    const { resolve } = createRequire(import.meta.url);
    await mkdir(join(draft, 'fonts'));
    for (const face of faces) {
      const [family = '', ...rest] = face.split('/');
      const source = dirname(resolve(`@expo-google-fonts/${family}/package.json`));
      await cp(join(source, ...rest), join(draft, 'fonts', rest.at(-1) ?? ''));
    }
    await writeFile(join(draft, 'fonts.conf'), configuration);
  });
  return join(folder, 'fonts.conf');
}

const configuration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  ${prefer('sans-serif', 'Inter')}
  ${prefer('system-ui', 'Inter')}
  ${prefer('serif', 'Inter')}
  ${prefer('monospace', 'JetBrains Mono')}
</fontconfig>
`;

function prefer(family: string, face: string): string {
  return `<alias binding="strong"><family>${family}</family><prefer><family>${face}</family></prefer></alias>`;
}
