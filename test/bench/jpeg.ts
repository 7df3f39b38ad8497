/**
 * Our JPEG codec beside libraries in WebAssembly, scaling included: least processor time, as multiples of ours, and the memory
 * they take. `npx tsx test/bench/run.ts jpeg`; on Linux only, for the memory.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundled } from '../../scripts/worker.js';
import type { Part } from '../../src/core/image/worker/bitmap.ts';
import { inputs } from './inputs.ts';
import type { jpegCodecs } from './jpegCodecs.ts';
import type { JpegRound, JpegTask } from './jpegContestant.ts';

const names = ['ours', '@cwasm/jpeg-turbo', '@cornerstonejs', '@jsquash'] as const satisfies Names;
type Names = readonly (keyof typeof jpegCodecs)[];

/** All of them take turns this often. */
const turns = 2;

const photo12 = { x: 0, y: 0, width: 4000, height: 3000 };
const photo48 = { x: 0, y: 0, width: 8000, height: 6000 };
const detail = { x: 1200, y: 900, width: 1500, height: 1000 };
const standard = { width: 1270, height: 952 };
const high = { width: 2212, height: 1659 };
const tasks: readonly (readonly [string, JpegTask['what'], string, Part])[] = [
  ['decode', 'decode', 'photo12.jpg', { window: photo12, size: standard }],
  ['decode, progressive', 'decode', 'photo12-progressive.jpg', { window: photo12, size: standard }],
  ['decode', 'decode', 'photo48.jpg', { window: photo48, size: standard }],
  ['decode', 'decode', 'photo48.jpg', { window: photo48, size: high }],
  ['decode a detail', 'decode', 'photo12.jpg', { window: detail, size: { width: 1344, height: 896 } }],
  ['decode a detail', 'decode', 'photo48.jpg', { window: detail, size: { width: 1344, height: 896 } }],
  ['encode', 'encode', 'photo12.jpg', { window: photo12, size: standard }],
];

const outdir = 'node_modules/.cache/image-bench/code';
await build({
  ...bundled,
  entryPoints: { jpegContestant: 'test/bench/jpegContestant.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  minify: true,
  external: ['@jsquash/jpeg'],
});
const paths = await inputs('node_modules/.cache/image-bench', [...new Set(tasks.map(([, , file]) => file))]);
console.log(`Node ${process.versions.node}; least processor time of ${turns} processes of 4 rounds each.\n`);
console.log(`| task | ${names.join(' | ')} |\n| --- |${' --- |'.repeat(names.length)}`);
for (const [title, what, file, part] of tasks) {
  const results = race({ what, path: paths.get(file) ?? file, part });
  const own = results[0]?.milliseconds ?? 0;
  const cells = results.map((one, index) => cell(one, index === 0 ? undefined : own));
  console.log(`| ${title}, ${file} → ${part.size.width} × ${part.size.height} | ${cells.join(' | ')} |`);
}

function race(task: Omit<JpegTask, 'codec'>): (JpegRound | undefined)[] {
  const able = names.map((codec) => task.what === 'decode' || codec !== '@cwasm/jpeg-turbo');
  const rounds: JpegRound[][] = names.map(() => []);
  for (let turn = 0; turn < turns; turn += 1)
    names.forEach((codec, index) => {
      if (able[index]) rounds[index]?.push(inFreshProcess({ ...task, codec }));
    });
  return rounds.map((some) => some.toSorted((a, b) => a.milliseconds - b.milliseconds)[0]);
}

function inFreshProcess(task: JpegTask): JpegRound {
  const { stdout, stderr } = spawnSync(process.execPath, [
    join(outdir, 'jpegContestant.mjs'),
    JSON.stringify(task),
  ]);
  if (stdout.length === 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

function cell(result: JpegRound | undefined, own: number | undefined): string {
  if (!result) return '–';
  const time = own ? (result.milliseconds / own).toFixed(2) : `${result.milliseconds.toFixed(0)} ms`;
  return `${time}, ${Math.round(result.memory)} MB`;
}
