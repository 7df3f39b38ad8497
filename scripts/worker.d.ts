import type { BuildOptions } from 'esbuild';

export const bundled: BuildOptions;
export function buildWorker(outdir: string): Promise<URL>;
