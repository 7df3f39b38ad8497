import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installProgram } from '../cli/program.ts';

/**
 * The audit on the command line, beside markdownlint-cli2's MD045 on the Markdown part of the same files:
 * `npx tsx test/bench/audit.ts`. Each is a process of its own.
 */
const sizes = [2500, 5000, 10_000, 20_000];
/** Of ten documents, seven are Markdown; each has two or three images. */
const kinds = ['md', 'md', 'md', 'md', 'md', 'md', 'md', 'html', 'rst', 'adoc'] as const;

const image = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const paragraph = `Some paragraphs of documentation with enough words to fill the lines that people usually write, so that most of the
text is nothing but text and only a small part of it is markup.\n\n`;

const program = await installProgram();
const folder = await mkdtemp(join(tmpdir(), 'ask-claude-bench-'));
const markdownlint = join(
  dirname(createRequire(import.meta.url).resolve('markdownlint-cli2')),
  'markdownlint-cli2-bin.mjs',
);
console.log(
  '| documents | references | audit: first finding | all | peak memory | markdownlint MD045 | peak memory |',
);
console.log('|---|---|---|---|---|---|---|');
try {
  let written = 0;
  for (const size of sizes) {
    for (; written < size; written += 1) await writeDocument(written);
    const own = await measure([program.file, 'audit', '.', '--format', 'json']);
    await writeFile(
      join(folder, '.markdownlint-cli2.jsonc'),
      '{ "config": { "default": false, "MD045": true }, "noBanner": true, "noProgress": true }',
    );
    const peer = await measure([markdownlint, '**/*.md']);
    const { images } = JSON.parse(own.out);
    const row = [size, images, ms(own.first), ms(own.all), mb(own.memory), ms(peer.all), mb(peer.memory)];
    console.log(`| ${row.join(' | ')} |`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  await program.dispose();
}

async function writeDocument(index: number): Promise<void> {
  const kind = kinds[index % kinds.length] ?? 'md';
  const place = join(folder, `section-${Math.floor(index / 100)}`);
  if (index % 100 === 0) {
    await mkdir(join(place, 'images'), { recursive: true });
    for (let one = 0; one < 20; one += 1) await writeFile(join(place, 'images', `${one}.png`), image);
  }
  const images = index % 2 === 0 ? 2 : 3;
  const parts = Array.from(
    { length: images },
    (_, one) => paragraph.repeat(3) + reference(kind, index + one),
  );
  await writeFile(join(place, `page-${index}.${kind}`), parts.join('\n\n'));
}

/** Every other one has no words. */
function reference(kind: (typeof kinds)[number], index: number): string {
  const path = `images/${index % 20}.png`;
  const alt = index % 2 === 0 ? '' : `Rain in the month ${index}`;
  if (kind === 'html') return `<p><img src="${path}"${alt === '' ? '' : ` alt="${alt}"`}></p>`;
  if (kind === 'rst') return `.. image:: ${path}\n   :width: 300${alt === '' ? '' : `\n   :alt: ${alt}`}`;
  return kind === 'adoc' ? `image::${path}[${alt}]` : `![${alt}](${path})`;
}

interface Measured {
  readonly out: string;
  /** Milliseconds until the first finding was written. */
  readonly first: number;
  readonly all: number;
  /** Kilobytes. */
  readonly memory: number;
}

function measure(args: readonly string[]): Promise<Measured> {
  const atExit = "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))";
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(atExit)}`, ...args],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [out, error, first] = ['', '', 0];
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    if (first === 0 && out.includes('"rule"')) first = performance.now() - started;
  });
  child.stderr.on('data', (chunk) => {
    error += String(chunk);
  });
  return new Promise((resolve) => {
    child.on('close', () => {
      const memory = Number(/peak (\d+)/.exec(error)?.[1] ?? 0);
      resolve({ out, first, all: performance.now() - started, memory });
    });
  });
}

function ms(time: number): string {
  return `${(time / 1000).toFixed(2)} s`;
}

function mb(kilobytes: number): string {
  return `${Math.round(kilobytes / 1000)} MB`;
}
