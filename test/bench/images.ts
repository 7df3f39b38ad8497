/**
 * Measures the image pipeline side by side with its peers and writes test/bench/images.md. `--quick` is a look at two
 * pictures. Rounds of all contenders take turns, so that a busy machine is unfair to none of them.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import sharp from 'sharp';
import { buildWorker, bundled } from '../../scripts/worker.js';
import { fit } from '../../src/core/image/fit.ts';
import { highTier, standardTier, type Tier } from '../../src/core/image/limits.ts';
import type { Order, Round } from './contestant.ts';
import { inputs } from './inputs.ts';
import { similarity } from './similarity.ts';
import { type Measured, type Row, table } from './table.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});

interface Workload {
  readonly file: string;
  readonly tier: Tier;
}

const standard = (file: string): Workload => ({ file, tier: standardTier });
const high = (file: string): Workload => ({ file, tier: highTier });

const all = [
  standard('photo12.jpg'),
  standard('photo24.jpg'),
  standard('photo48.jpg'),
  standard('shot4k.png'),
  standard('shot5k.png'),
  standard('diagram8k.png'),
  standard('page.png'),
  standard('photo12.webp'),
  standard('photo12-progressive.jpg'),
  standard('photo12-p3.jpg'),
  high('photo24.jpg'),
  high('photo48.jpg'),
  high('shot5k.png'),
  high('diagram8k.png'),
];
const chosen = values.quick ? [standard('photo12.jpg'), standard('shot4k.png')] : all;
const workloads = chosen.filter(({ file }) => !values.only || file.startsWith(values.only));
const [coldRounds, warmRounds] = values.quick ? [1, 3] : [3, 5];
const names = ['sharp', 'ours', 'jimp', 'vips'] as const;

/** What a peer cannot do. */
const unable: Partial<Record<(typeof names)[number], (file: string, tier: Tier) => boolean>> = {
  // It has no WebP of its own.
  jimp: (file) => file.endsWith('.webp'),
  // It runs out of the memory that its program may have.
  vips: (file, tier) => file === 'photo48.jpg' && tier === highTier,
};

const folder = await mkdtemp(join(tmpdir(), 'image-bench-'));
const contestant = await buildContestant();
const worker = (await buildWorker(join(folder, 'worker'))).href;
const paths = await inputs('node_modules/.cache/image-bench', [
  ...new Set(workloads.map(({ file }) => file)),
]);
const rows: Row[] = [];
for (const workload of workloads) {
  rows.push(await measure(workload));
  console.error(table(rows.slice(-1)).split('\n').at(-2));
}
await rm(folder, { recursive: true, force: true });
const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.versions.node}`;
const text = `${machine}; medians of ${warmRounds} warm and ${coldRounds} cold rounds.\n\n${table(rows)}`;
if (values.quick || values.only) console.log(text);
else await writeFile('test/bench/images.md', text);

async function buildContestant(): Promise<string> {
  const entry = { contestant: 'test/bench/contestant.ts' };
  // The peers are measured as they are installed: some of them find their files only there.
  const external = ['sharp', 'jimp', 'wasm-vips'];
  const outdir = 'node_modules/.cache/image-bench/code';
  await build({
    ...bundled,
    entryPoints: entry,
    outdir,
    outExtension: { '.js': '.mjs' },
    minify: true,
    external,
  });
  return join(outdir, 'contestant.mjs');
}

async function measure({ file, tier }: Workload): Promise<Row> {
  const path = paths.get(file) ?? file;
  const full = await sharp(path).metadata();
  const limits = { tierSide: tier.side, tierTokens: tier.tokens, maxSide: 8000, maxBase64Bytes: 10_485_760 };
  const size = fit(full.width, full.height, limits);
  const order = { path, ...size, limits, worker, output: 'image/jpeg' as const, round: 0, result: true };
  const sample = await inFreshProcess({ ...order, contender: 'ours' });
  const ours = Buffer.from(sample?.base64 ?? '', 'base64');
  // The peers make the kind of file that ours chose.
  const output = ours[0] === 0x89 ? ('image/png' as const) : ('image/jpeg' as const);
  const scaled = sharp(path).resize(size.width, size.height, {
    fit: 'fill',
    kernel: 'lanczos3',
    fastShrinkOnLoad: false,
  });
  const reference = await scaled.png({ compressionLevel: 1 }).toBuffer();
  const able = names.filter((name) => !unable[name]?.(file, tier));
  const results = await race({ ...order, output, result: false }, able);
  return {
    file,
    from: [full.width, full.height],
    to: [size.width, size.height],
    output,
    results,
    similarity: await similarity(ours, reference),
  };
}

/** Cold rounds in processes of their own, then warm ones in one process each; all take turns. */
async function race(
  order: Omit<Order, 'contender'>,
  able: readonly string[],
): Promise<Record<string, Measured>> {
  const cold = new Map<string, Round[]>(able.map((name) => [name, []]));
  const warm = new Map<string, Round[]>(able.map((name) => [name, []]));
  for (let round = 0; round < coldRounds; round++)
    for (const contender of able) {
      const result = await inFreshProcess({ ...order, contender });
      if (result) cold.get(contender)?.push(result);
    }
  const children = new Map(able.map((name) => [name, start()]));
  for (let round = -2; round < warmRounds; round++)
    for (const [contender, child] of children) {
      const result = await ask(child, { ...order, contender, round: round + 3 });
      // The first rounds still load and compile.
      if (round >= 0 && result) warm.get(contender)?.push(result);
    }
  for (const child of children.values()) child.kill();
  const finished = able.filter((name) => warm.get(name)?.length === warmRounds);
  return Object.fromEntries(
    finished.map((name) => [name, summary(cold.get(name) ?? [], warm.get(name) ?? [])]),
  );
}

function summary(cold: readonly Round[], warm: readonly Round[]): Measured {
  return {
    cold: median(cold.map(({ milliseconds }) => milliseconds)),
    warm: median(warm.map(({ milliseconds }) => milliseconds)),
    memory: median(cold.map(({ memory }) => memory)),
    warmMemory: Math.max(...warm.map(({ memory }) => memory)),
    block: median(warm.map(({ block }) => block)),
    byteLength: warm[0]?.byteLength ?? 0,
  };
}

/** Without the loaders of this process, which would slow the imports of the other. */
function start(): ChildProcess {
  return fork(contestant, { execArgv: [] });
}

async function inFreshProcess(order: Order): Promise<Round | undefined> {
  const child = start();
  try {
    return await ask(child, order);
  } finally {
    child.kill();
  }
}

/** Nothing when the contender dies of it, which is its result then. */
async function ask(child: ChildProcess, order: Order): Promise<Round | undefined> {
  if (!child.connected) return undefined;
  child.send(order);
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return typeof answer === 'object' && answer !== null ? answer : undefined;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
