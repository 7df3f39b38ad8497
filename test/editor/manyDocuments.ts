import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { pngChunk, uint32be } from '../fixtures/png.ts';

/** Documents, and all references in them. */
export const documentCount = 300;
export const referenceCount = 1000;
/** References without an alt text: the first of every sixth document. */
export const missingCount = 50;

/** Images among those without an alt text, by their number. */
export const figures = {
  /** It stands in the next document as well, at a place like this one. */
  twice: 46,
  refused: 48,
  damaged: 49,
};

/** Pixels of the first of those images; each is a pixel wider than the one before. */
const narrowest = 200;

/** The number of the image that is so wide. */
export function figureOf(width: number): number {
  return width - narrowest;
}

/** What stands in the place of a missing alt text: the text, '' for decoration, or undefined for nothing. */
export type AltOf = (figure: number) => string | undefined;

/** Writes documents of four syntaxes and their images into an empty folder. */
export async function writeManyDocuments(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  for (const name of ['pages', 'figures', 'charts']) await mkdir(join(folder, name));
  for (const [name, bytes] of documents(() => undefined)) await writeFile(join(folder, name), bytes);
  for (let chart = 0; chart < 40; chart += 1)
    await writeFile(join(folder, 'charts', `chart-${chart}.png`), png(100 + chart));
  for (let figure = 0; figure < missingCount; figure += 1) {
    const whole = png(narrowest + figure);
    const bytes = figure === figures.damaged ? whole.subarray(0, -30) : whole;
    await writeFile(join(folder, 'figures', `figure-${figure}.png`), bytes);
  }
}

/** The documents as they are in the folder. */
export async function readDocuments(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(join(folder, 'pages'));
  const read = names.sort().map(async (name) => {
    const path = `pages/${name}`;
    return [path, await readFile(join(folder, path))] as const;
  });
  return new Map(await Promise.all(read));
}

/** The documents with these alt texts, by their path. */
export function documents(altOf: AltOf): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let page = 0; page < documentCount; page += 1) {
    const figure = page % 6 === 0 ? figureAt(page / 6) : undefined;
    // The pages around the same figure are the same, so that its places are alike.
    const like = figure === undefined ? page : 6 * figure;
    const { ending, heading, image } = syntaxOf(figure ?? page);
    const images = figure === undefined ? [] : [image(`../figures/figure-${figure}.png`, altOf(figure))];
    while (images.length < (page % 3 === 0 ? 4 : 3)) {
      const week = 4 * like + images.length;
      images.push(image(`../charts/chart-${week % 40}.png`, `Water level of week ${week}`));
    }
    const lines = [...heading(`Harbour ${figure ?? `page ${page}`}`), ...images.flatMap(between)];
    files.set(`pages/page-${String(page).padStart(3, '0')}.${ending}`, bytesOf(like, lines));
  }
  return files;
}

function figureAt(place: number): number {
  return place === figures.twice + 1 ? figures.twice : place;
}

/** Two spaces at an end of a line are a line break in Markdown, which nobody may take away. */
function between(image: string): readonly string[] {
  return ['Boats come and go.  ', '', image, ''];
}

/** All ways to end lines and files, and marks of the byte order. */
function bytesOf(page: number, lines: readonly string[]): Buffer {
  const text = lines.join('\n').replaceAll('\n', page % 5 === 0 ? '\r\n' : '\n');
  const mark = page % 7 === 0 ? '\uFEFF' : '';
  return Buffer.from(`${mark}${text}${page % 4 === 0 ? 'The end.' : ''}`);
}

interface Syntax {
  readonly ending: string;
  readonly heading: (text: string) => readonly string[];
  readonly image: (path: string, alt: string | undefined) => string;
}

const markdown: Syntax = {
  ending: 'md',
  heading: (text) => [`# ${text}`, ''],
  image: (path, alt = '') => `![${alt}](${path})`,
};

const html: Syntax = {
  ending: 'html',
  heading: (text) => [`<h1>${text}</h1>`, ''],
  image: (path, alt) => `<img src="${path}"${alt === undefined ? '' : ` alt="${alt}"`}>`,
};

const asciidoc: Syntax = {
  ending: 'adoc',
  heading: (text) => [`= ${text}`, ''],
  image: (path, alt = '') => `image::${path}[${alt}]`,
};

const restructuredText: Syntax = {
  ending: 'rst',
  heading: (text) => [text, '='.repeat(text.length), ''],
  image: (path, alt) => `.. image:: ${path}${alt === undefined ? '' : `\n   :alt: ${alt}`}`,
};

function syntaxOf(number: number): Syntax {
  const all = [markdown, html, markdown, asciidoc, restructuredText];
  return all[number % all.length] ?? markdown;
}

/** A picture of one colour. */
function png(width: number, height = 100): Buffer {
  const pixels = Buffer.alloc((width + 1) * height, 0);
  const header = Buffer.concat([uint32be(width), uint32be(height), Buffer.from([8, 0, 0, 0, 0])]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(pixels)), pngChunk('IEND')];
  return Buffer.concat([signature, ...chunks]);
}
