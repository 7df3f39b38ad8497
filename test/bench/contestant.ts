/** Runs one contender in a process of its own, a round for each message. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Contender, contenders, type Task } from './contenders.ts';

export interface Order extends Omit<Task, 'bytes'> {
  readonly contender: string;
  readonly path: string;
  readonly round: number;
  /** Whether the result itself is wanted, not its size alone. */
  readonly result: boolean;
}

export interface Round {
  readonly milliseconds: number;
  /** Peak of the whole process so far above what it had before the first round, in MB. */
  readonly memory: number;
  /** Longest time this thread's event loop was held, in milliseconds. */
  readonly block: number;
  readonly byteLength: number;
  readonly base64?: string;
}

let contender: Contender | undefined;
let file: Buffer | undefined;
let idle = 0;

process.on('message', async (order: Order) => process.send?.(await run(order)));

async function run(order: Order): Promise<Round> {
  file ??= await readFile(order.path);
  const bytes = Uint8Array.from(file);
  // No cache knows a limit that was never asked for.
  const limits = { ...order.limits, maxBase64Bytes: order.limits.maxBase64Bytes - order.round };
  if (idle === 0) idle = process.memoryUsage.rss();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  contender ??= await (contenders[order.contender] ?? missing)();
  const result = await contender({ ...order, bytes, limits });
  const milliseconds = performance.now() - start;
  // The monitor notices a block when it is over.
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return {
    milliseconds,
    memory: (peak() - idle) / 1e6,
    block: Math.max(delay.max / 1e6 - 1, 0),
    byteLength: typeof result === 'string' ? (result.length * 3) / 4 : result.length,
    ...(order.result && {
      base64: typeof result === 'string' ? result : Buffer.from(result).toString('base64'),
    }),
  };
}

/** Bytes that the process had at most. Elsewhere than on Linux that of the process that started it may count too. */
function peak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]) * 1024;
}

function missing(): never {
  throw new Error('no such contender');
}
