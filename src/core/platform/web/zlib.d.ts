export function inflateInChunks(pieces: readonly Uint8Array[], chunkSize: number): AsyncGenerator<Uint8Array>;

export function inflate(packed: Uint8Array, maxLength: number, partial?: boolean): Uint8Array;

interface DeflateOptions {
  readonly level: number;
  readonly dictionary?: Uint8Array | undefined;
  readonly last: boolean;
}

export function deflatePart(bytes: Uint8Array, options: DeflateOptions): Promise<Uint8Array>;

export function deflatedLength(bytes: Uint8Array, level: number): number;
