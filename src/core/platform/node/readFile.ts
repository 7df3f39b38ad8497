import * as files from 'node:fs/promises';

/** @throws where the file is not there or not ours to read. */
export function readFile(file: URL | string): Promise<Uint8Array<ArrayBuffer>> {
  return files.readFile(file);
}
