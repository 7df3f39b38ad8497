import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** Pictures to measure with, made once and kept: a file's name says what is in it. */
export async function inputs(folder: string, names: readonly string[]): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const paths = new Map<string, string>();
  for (const name of names) {
    const path = join(folder, name);
    const make = makers[name];
    if (!make) throw new Error(`no input is called ${name}`);
    if (!(await stat(path).catch(() => undefined))) await writeFile(path, await make());
    paths.set(name, path);
  }
  return paths;
}

export async function bytesOf(path: string): Promise<Buffer> {
  return await readFile(path);
}

const makers: Record<string, () => Promise<Buffer>> = {
  'photo12.jpg': () => jpeg(photograph(4000, 3000)),
  'photo24.jpg': () => jpeg(photograph(6000, 4000)),
  'photo48.jpg': () => jpeg(photograph(8000, 6000)),
  'photo12-progressive.jpg': async () =>
    (await photograph(4000, 3000)).jpeg({ quality: 88, progressive: true }).toBuffer(),
  'photo12-p3.jpg': async () =>
    (await photograph(4000, 3000)).withIccProfile('p3').jpeg({ quality: 88 }).toBuffer(),
  'photo12.webp': async () => (await photograph(4000, 3000)).webp({ quality: 80, effort: 2 }).toBuffer(),
  'shot4k.png': () => png(screenshot(3840, 2160)),
  'shot5k.png': () => png(screenshot(5120, 2880)),
  'page.png': () => png(screenshot(1440, 12_000)),
  'diagram8k.png': () => png(sharp(diagram(2000)).resize(8000, 8000, { kernel: 'cubic' })),
};

async function jpeg(picture: Promise<Sharp>): Promise<Buffer> {
  return (await picture).jpeg({ quality: 88 }).toBuffer();
}

function png(picture: Sharp): Promise<Buffer> {
  return picture.flatten().png().toBuffer();
}

/** Coarse and fine noise in layers: gradients in colour, edges and grain in brightness, as cameras see. */
async function photograph(width: number, height: number): Promise<Sharp> {
  const layer = async (grain: number, sigma: number, colored = false) => {
    const size = { width: Math.ceil(width / grain), height: Math.ceil(height / grain), channels: 3 as const };
    const noise = { type: 'gaussian' as const, mean: 128, sigma };
    const dots = await sharp({ create: { ...size, background: '#808080', noise } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    return (colored ? sharp(dots) : sharp(dots).greyscale())
      .resize(width, height, { kernel: 'cubic', fit: 'fill' })
      .png({ compressionLevel: 1 })
      .toBuffer();
  };
  const composed = await sharp(await layer(200, 70, true))
    .composite([
      { input: await layer(20, 40, true), blend: 'hard-light' },
      { input: await layer(3, 24), blend: 'hard-light' },
      { input: await layer(1, 5), blend: 'hard-light' },
    ])
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(composed);
}

const words =
  'the quick brown fox jumps over lazy dogs const return await import function export number string'.split(
    ' ',
  );
const colors = ['#9cdcfe', '#ce9178', '#dcdcaa', '#c586c0', '#d4d4d4', '#6a9955', '#4ec9b0'];

/** An editor full of coloured words. */
function screenshot(width: number, height: number): Sharp {
  const lines: string[] = [];
  for (let y = 24; y < height; y += 19) {
    const count = 3 + ((y * 7) % (width / 90));
    const line = Array.from({ length: count }, (_, index) => {
      const place = (y * 31 + index * 17) % words.length;
      return `<tspan fill="${colors[(place + index) % colors.length]}">${words[place]} </tspan>`;
    });
    lines.push(`<text x="${60 + ((y * 3) % 5) * 24}" y="${y}">${line.join('')}</text>`);
  }
  const body = `<rect width="100%" height="100%" fill="#1e1e1e"/><rect width="48" height="100%" fill="#333"/>${lines.join('')}`;
  return sharp(svg(width, height, `<g font-family="monospace" font-size="14">${body}</g>`));
}

/** Boxes, arrows and labels. */
function diagram(side: number): Buffer {
  const boxes = Array.from({ length: 100 }, (_, index) => {
    const [x, y] = [(index % 10) * (side / 10) + 20, Math.floor(index / 10) * (side / 10) + 20];
    const box = `<rect x="${x}" y="${y}" width="120" height="70" rx="8" fill="hsl(${index * 37}, 70%, 85%)" stroke="#333"/>`;
    const label = `<text x="${x + 12}" y="${y + 40}" font-family="sans-serif" font-size="15">Step ${index + 1}</text>`;
    return `${box}${label}<path d="M${x + 120} ${y + 35} h60" stroke="#555" stroke-width="2"/>`;
  });
  return svg(side, side, `<rect width="100%" height="100%" fill="#fff"/>${boxes.join('')}`);
}

function svg(width: number, height: number, body: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`,
  );
}
