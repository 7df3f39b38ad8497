/** Runs one JPEG codec on one task in a process of its own, a few rounds, and prints the best of them. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Part } from '../../src/core/image/worker/bitmap.ts';
import { jpegCodecs } from './jpegCodecs.ts';

export interface JpegTask {
  readonly codec: keyof typeof jpegCodecs;
  readonly path: string;
  readonly part: Part;
  readonly what: 'decode' | 'encode';
}

export interface JpegRound {
  /** Of the processor: all of them work on one thread, and other programs slow them less than by the clock. */
  readonly milliseconds: number;
  /** Peak of the process above what it had when the codec was loaded, in MB. */
  readonly memory: number;
}

const rounds = 4;

const { codec: name, path, part, what }: JpegTask = JSON.parse(process.argv[2] ?? '');
const bytes = Uint8Array.from(await readFile(path));
const codec = await jpegCodecs[name]();
const picture = what === 'encode' && (await (await jpegCodecs.ours()).decode(bytes, part));
const idle = process.memoryUsage.rss();
let milliseconds = Number.POSITIVE_INFINITY;
for (let round = 0; round < rounds; round += 1) {
  const start = process.cpuUsage();
  if (picture) await codec.encode?.(picture);
  else await codec.decode(bytes, part);
  const { user, system } = process.cpuUsage(start);
  milliseconds = Math.min(milliseconds, (user + system) / 1000);
}
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]) * 1024;
const result: JpegRound = { milliseconds, memory: (peak - idle) / 1e6 };
console.log(JSON.stringify(result));
