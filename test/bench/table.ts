/** What one contender took for one picture: milliseconds, MB above idle, bytes of the result. */
export interface Measured {
  readonly cold: number;
  readonly warm: number;
  /** After one picture, and after all warm rounds. */
  readonly memory: number;
  readonly warmMemory: number;
  /** Longest time the calling thread was held. */
  readonly block: number;
  readonly byteLength: number;
}

export interface Row {
  readonly file: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly output: string;
  readonly results: Readonly<Record<string, Measured>>;
  /** SSIM of our result against sharp's Lanczos 3. */
  readonly similarity: number;
}

const head = [
  'picture',
  'sharp (native): cold, warm, memory',
  'Ask Claude ÷ sharp: cold / warm',
  'memory',
  'main thread held',
  'size ÷ sharp',
  'SSIM',
  'wasm-vips ÷ sharp, memory',
  'jimp ÷ sharp, memory',
];

/** A Markdown table; times as multiples of sharp's, memory above the idle process. */
export function table(rows: readonly Row[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map(cells)];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}

function cells({ file, from, to, output, results, similarity }: Row): string[] {
  const { sharp, ours, vips, jimp } = results;
  if (!sharp || !ours) throw new Error('a contender is missing');
  const peer = (one: Measured | undefined) => (one ? `${times(one)}, ${Math.round(one.memory)} MB` : '–');
  const times = (one: Measured) => `${ratio(one.cold, sharp.cold)} / ${ratio(one.warm, sharp.warm)}`;
  return [
    `${file}, ${from.join(' × ')} → ${to.join(' × ')} ${output.slice(6)}`,
    `${Math.round(sharp.cold)} ms, ${Math.round(sharp.warm)} ms, ${Math.round(sharp.memory)} MB`,
    `**${times(ours)}**`,
    `${Math.round(ours.memory)} MB (${Math.round(ours.warmMemory)} after all rounds)`,
    `${ours.block.toFixed(1)} ms`,
    ratio(ours.byteLength, sharp.byteLength),
    similarity.toFixed(3),
    peer(vips),
    peer(jimp),
  ];
}

function ratio(one: number, other: number): string {
  const value = one / other;
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
