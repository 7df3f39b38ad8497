import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installFonts } from '../launch/fonts.ts';
import { documents } from './documents.ts';
import { architecture } from './pictures/architecture.ts';
import { berths } from './pictures/berths.ts';
import { coast } from './pictures/coast.ts';
import { dashboard } from './pictures/dashboard.ts';
import { rainfall } from './pictures/rainfall.ts';
import { snippet } from './pictures/snippet.ts';
import type { Picture } from './pictures/svg.ts';

/**
 * Writes a small project with pictures and documents into `folder`: what the playground and the tests in the
 * editor work on. The same files every time.
 */
export async function writeSamples(folder: string): Promise<void> {
  const pictures = Object.entries(drawings).map(([name, draw]) => render(draw(), join(folder, name)));
  const texts = Object.entries(documents).map(([name, words]) => write(join(folder, name), words));
  await Promise.all([...pictures, ...texts]);
}

const drawings: Record<string, () => Picture> = {
  'images/architecture.png': architecture,
  'images/berths.png': berths,
  'images/coast.jpg': coast,
  'images/dashboard.png': dashboard,
  'images/rainfall.png': rainfall,
  'images/snippet.png': snippet,
};

async function render({ svg }: Picture, path: string): Promise<void> {
  // Fontconfig reads this once, when sharp draws its first text.
  process.env['FONTCONFIG_FILE'] = await installFonts();
  const { default: sharp } = await import('sharp');
  const image = sharp(Buffer.from(svg));
  const file = path.endsWith('.jpg') ? image.jpeg({ quality: 82 }) : image.png({ palette: true });
  await write(path, await file.toBuffer());
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
