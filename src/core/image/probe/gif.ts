import type { ImageHeader, Refusal, Region } from '../imageTypes.ts';
import { damaged, header, traitsOf, viewOf } from './header.ts';

const extension = 0x21;
const imageDescriptor = 0x2c;
const trailer = 0x3b;
const graphicControl = 0xf9;

interface Blocks {
  frames: number;
  /** A colour of some frame stands for "see through". */
  transparent: boolean;
  /** Where the first frame lies. */
  first?: Region;
  complete: boolean;
}

/** What a GIF file says of itself; its frames are counted by hopping from block to block. */
export function probeGif(bytes: Uint8Array): ImageHeader | Refusal {
  const view = viewOf(bytes);
  const blocks = readBlocks(bytes);
  const { first } = blocks;
  if (!first) return damaged('gif', 'no picture data');
  // Decoders make the screen larger for a first frame that reaches beyond it.
  const width = Math.max(view.getUint16(6, true), first.x + first.width);
  const height = Math.max(view.getUint16(8, true), first.y + first.height);
  return header('gif', width, height, {
    frames: blocks.frames,
    alpha: blocks.transparent || first.width < width || first.height < height,
    traits: traitsOf({ palette: true, animated: blocks.frames > 1, truncated: !blocks.complete }),
  });
}

function readBlocks(bytes: Uint8Array): Blocks {
  const view = viewOf(bytes);
  const blocks: Blocks = { frames: 0, transparent: false, complete: false };
  let at = 13 + colourTableLength(view.getUint8(10));
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === trailer) return { ...blocks, complete: true };
    if (kind === extension && at + 4 < bytes.length) {
      if (bytes[at + 1] === graphicControl && ((bytes[at + 3] ?? 0) & 1) === 1) blocks.transparent = true;
      at = skipSubBlocks(bytes, at + 2);
    } else if (kind === imageDescriptor && at + 11 < bytes.length) {
      blocks.frames += 1;
      blocks.first ??= {
        x: view.getUint16(at + 1, true),
        y: view.getUint16(at + 3, true),
        width: view.getUint16(at + 5, true),
        height: view.getUint16(at + 7, true),
      };
      at = skipSubBlocks(bytes, at + 11 + colourTableLength(view.getUint8(at + 9)));
    } else return blocks;
  }
  return blocks;
}

/** Bytes of the colour table that the flags announce. */
function colourTableLength(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

function skipSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}
