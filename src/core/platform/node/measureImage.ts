import { open } from 'node:fs/promises';
import type { ImageMeasure } from '../../docs/audit/imageSize.ts';
import { probe } from '../../image/probe.ts';

/** Bytes at the start of a file, in which nearly every header ends. */
const START = 65_536;

/** The header of an image file and its size, from the first bytes of it; undefined when it cannot be read. */
export async function measureImage(path: string): Promise<ImageMeasure | undefined> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(new Uint8Array(Math.min(START, size)), 0);
    return { header: probe(buffer.subarray(0, bytesRead)), byteLength: size };
  } catch {
    // Gone, or not to be read: the audit says nothing about its size.
    return undefined;
  }
}
