/**
 * Measures what the preparation of an SVG costs beside the drawing program alone: time on this thread in ms, and what
 * the heap keeps in MB. `npx tsx test/bench/svg.ts` prints a table.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { plainSvg } from '../../src/core/image/formats/svg/plainSvg.ts';
import { serialised } from '../../src/core/image/formats/svg/serialise.ts';

const width = 1568;
const rounds = 5;

/** A plot with so many shapes, whose colours come from a style sheet with variables. */
function plot(shapes: number): string {
  const path = (at: number) =>
    `<path class="s${at % 50}" d="M${(at * 37) % 1000} ${(at * 91) % 1000}l9 4l-5 8z"/>`;
  const rule = (at: number) => `.s${at}{fill:var(--c${at % 5})}`;
  const colors = [0, 1, 2, 3, 4].map((at) => `--c${at}:oklch(70% 0.15 ${at * 72})`);
  const css = `:root{${colors.join(';')}}${Array.from({ length: 50 }, (_, at) => rule(at)).join('')}`;
  const paths = Array.from({ length: shapes }, (_, at) => path(at)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000"><style>${css}</style>${paths}</svg>`;
}

await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
const card = await readFile('test/fixtures/svg/githubCard.svg', 'utf8');
const rows = [
  ['card with animations', card],
  ['plot, 1,000 shapes', plot(1_000)],
  ['plot, 20,000 shapes', plot(20_000)],
] as const;
console.log(
  '| drawing | resvg alone | prepared and drawn | of it preparing | heap |\n| --- | --- | --- | --- | --- |',
);
for (const [name, text] of rows) {
  const alone = median(() => draw(Buffer.from(text)));
  const heap = process.memoryUsage().heapUsed;
  let prepared = prepare(text);
  const kept = Math.max(process.memoryUsage().heapUsed - heap, 0) / 1e6;
  const preparing = median(() => {
    prepared = prepare(text);
  });
  const drawing = median(() => draw(prepared));
  const cells = [name, ms(alone), ms(preparing + drawing), ms(preparing), `${kept.toFixed(0)} MB`];
  console.log(`| ${cells.join(' | ')} |`);
}

function prepare(text: string): Uint8Array {
  return serialised(plainSvg(text, { width: 300, height: 300 }, () => undefined).root);
}

function draw(svg: Uint8Array): void {
  const drawing = new Resvg(svg, { fitTo: { mode: 'width', value: width } });
  drawing.render().free();
  drawing.free();
}

function median(work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

function ms(time: number): string {
  return `${time.toFixed(0)} ms`;
}
