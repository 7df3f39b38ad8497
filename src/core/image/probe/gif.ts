import type { ImageHeader, Refusal, Region } from '../imageTypes.ts';
import { damaged, header, traitsOf, viewOf } from './header.ts';

const extension = 0x21;
const imageDescriptor = 0x2c;
const trailer = 0x3b;
const graphicControl = 0xf9;

/**
 * Most blocks and sub-blocks that are read: 150 MB in sub-blocks of 255 bytes, as encoders write them, are 590,000. The
 * limit is for files made of the smallest ones.
 */
const maxBlocks = 600_000;

/** Most frames that are read: half an hour at ten a second. */
const maxFrames = 20_000;

/** The area of a frame on the canvas, and the flags of its graphic control extension. */
export interface GifFrame extends Region {
  /** Whether one of its colours is transparent. */
  readonly transparent: boolean;
  /** Whether the canvas goes back to what it was before the frame. */
  readonly restores: boolean;
}

/** Reads the header of a GIF file; its frames are counted without being decoded. */
export function probeGif(bytes: Uint8Array): ImageHeader | Refusal {
  const view = viewOf(bytes);
  let first: GifFrame | undefined;
  let frames = 0;
  let transparent = false;
  const complete = readGif(bytes, (frame) => {
    first ??= frame;
    frames += 1;
    transparent ||= frame.transparent;
  });
  if (!first) return damaged('gif', 'no picture data');
  // Decoders make the screen larger for a first frame that reaches beyond it.
  const width = Math.max(view.getUint16(6, true), first.x + first.width);
  const height = Math.max(view.getUint16(8, true), first.y + first.height);
  return header('gif', width, height, {
    frames,
    alpha: transparent || first.width < width || first.height < height,
    traits: traitsOf({ palette: true, animated: frames > 1, truncated: !complete }),
  });
}

/** Calls `onFrame` for each frame in order. Returns whether the file is complete up to its trailer. */
export function readGif(bytes: Uint8Array, onFrame: (frame: GifFrame) => void): boolean {
  const view = viewOf(bytes);
  let blocksLeft = maxBlocks;
  let framesLeft = maxFrames;
  let control = 0;
  const afterSubBlocks = (start: number) => {
    let at = start;
    for (; at < bytes.length && bytes[at] !== 0 && blocksLeft > 0; blocksLeft -= 1)
      at += 1 + (bytes[at] ?? 0);
    return at + 1;
  };
  let at = 13 + colourTableLength(view.getUint8(10));
  for (; at < bytes.length && blocksLeft > 0 && framesLeft > 0; blocksLeft -= 1) {
    const kind = bytes[at];
    if (kind === trailer) return true;
    if (kind === extension && at + 4 < bytes.length) {
      if (bytes[at + 1] === graphicControl) control = bytes[at + 3] ?? 0;
      at = afterSubBlocks(at + 2);
    } else if (kind === imageDescriptor && at + 11 < bytes.length) {
      onFrame(frameAt(view, at, control));
      framesLeft -= 1;
      control = 0;
      at = afterSubBlocks(at + 11 + colourTableLength(bytes[at + 9] ?? 0));
    } else return false;
  }
  return false;
}

function frameAt(view: DataView, at: number, control: number): GifFrame {
  return {
    x: view.getUint16(at + 1, true),
    y: view.getUint16(at + 3, true),
    width: view.getUint16(at + 5, true),
    height: view.getUint16(at + 7, true),
    transparent: (control & 1) === 1,
    restores: ((control >> 2) & 7) === 3,
  };
}

/** Bytes of the colour table that the flags describe. */
function colourTableLength(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}
