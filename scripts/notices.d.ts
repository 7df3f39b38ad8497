import type { Metafile } from 'esbuild';

export function notices(metafiles: readonly Pick<Metafile, 'outputs'>[]): Promise<string>;
