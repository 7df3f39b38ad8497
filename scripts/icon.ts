/** Draws media/icon.png from scripts/icon.svg: `npx tsx scripts/icon.ts`. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

const drawing = await readFile(new URL('icon.svg', import.meta.url));
await sharp(drawing)
  .resize(256, 256)
  .png({ compressionLevel: 9, palette: true, quality: 95 })
  .toFile('media/icon.png');
