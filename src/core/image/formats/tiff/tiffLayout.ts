import { type Oddity, RefusalError } from '../../imageTypes.ts';
import { segmentSize, type TiffDirectory, tiffTags } from '../../probe/tiff.ts';
import { refuseTooLarge } from '../pixelLimit.ts';
import type { FaxCoding } from './fax.ts';

/** The layout of a page of a TIFF file: in strips over its whole width, or in tiles. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly little: boolean;
  /** Bits of a sample, and samples of a pixel. */
  readonly bits: number;
  readonly samples: number;
  /** Whether each sample has segments of its own (planar), instead of being interleaved. */
  readonly apart: boolean;
  readonly compression: number;
  /** For a page that is coded as a facsimile. */
  readonly fax: FaxCoding | undefined;
  /** Whether the first pixel of a byte is its lowest bit (fill order 2). */
  readonly reversed: boolean;
  /** Whether each sample is stored as its difference from the one on its left (predictor 2). */
  readonly differences: boolean;
  readonly colours: Colours;
  readonly palette: readonly number[];
  readonly alpha: 'none' | 'straight' | 'multiplied';
  readonly segments: Segments;
}

export interface Segments {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

type Colours = 'whiteIsZero' | 'blackIsZero' | 'rgb' | 'palette' | 'cmyk' | 'ycbcr';

const colours: Readonly<Record<number, Colours>> = {
  0: 'whiteIsZero',
  1: 'blackIsZero',
  2: 'rgb',
  3: 'palette',
  5: 'cmyk',
  6: 'ycbcr',
};

const faxCodings: Readonly<Record<number, FaxCoding['kind']>> = { 2: 'runs', 3: 'group3', 4: 'group4' };

/** Reads the layout of a page. @throws RefusalError for one that is damaged or of an unsupported kind. */
export function layoutOf(page: TiffDirectory, little: boolean): Layout {
  const read = (name: keyof typeof tiffTags, otherwise: number) => page.value(tiffTags[name]) ?? otherwise;
  const [width, height] = [read('width', 0), read('height', 0)];
  if (width < 1 || height < 1) throw damaged(`${width} × ${height} pixels`);
  refuseTooLarge('tiff', width, height);
  const compression = read('compression', 1);
  const fax = faxCodings[compression];
  // Programs for facsimiles leave out that white is 0.
  const kind = colours[read('photometric', fax ? 0 : 1)];
  const bits = read('bits', 1);
  const differences = read('predictor', 1);
  const samples = read('samples', 1);
  if (!kind || ![1, 2, 4, 8, 16].includes(bits) || samples > 8 || differences > 2)
    throw unsupported(
      kind ? 'depth' : 'colors',
      `photometric ${read('photometric', 1)}, ${samples} × ${bits} bits, predictor ${differences}`,
    );
  if (read('sampleFormat', 1) !== 1 && read('sampleFormat', 1) !== 4)
    throw unsupported('depth', 'samples that are no counts');
  if (fax && (bits !== 1 || samples !== 1))
    throw unsupported('depth', `a facsimile of ${samples} × ${bits} bits`);
  return {
    width,
    height,
    little,
    bits,
    samples,
    apart: read('planes', 1) === 2,
    compression,
    fax: fax && { kind: fax, tagged: (read('group3Options', 0) & 1) === 1 },
    reversed: read('fillOrder', 1) === 2,
    differences: differences === 2,
    colours: kind,
    palette: page.values(tiffTags.palette),
    alpha: (['none', 'multiplied', 'straight'] as const)[read('extraSamples', 0)] ?? 'none',
    segments: segmentsOf(page, width, height),
  };
}

function segmentsOf(page: TiffDirectory, width: number, height: number): Segments {
  const tiled = page.value(tiffTags.tileWidth) !== undefined;
  const size = segmentSize(page, width, height);
  if (size.width < 1 || size.height < 1) throw damaged('segments without pixels');
  refuseTooLarge('tiff', size.width, size.height);
  const offsets = page.values(tiled ? tiffTags.tileOffsets : tiffTags.stripOffsets);
  if (offsets.length === 0) throw damaged('no pixels');
  return {
    ...size,
    across: Math.ceil(width / size.width),
    down: Math.ceil(height / size.height),
    offsets,
    lengths: page.values(tiled ? tiffTags.tileLengths : tiffTags.stripLengths),
  };
}

export function damaged(detail: string): RefusalError {
  return new RefusalError({ reason: 'damaged', type: 'tiff', detail });
}

export function unsupported(oddity: Oddity, detail: string): RefusalError {
  return new RefusalError({ reason: 'unsupported', type: 'tiff', oddity, detail });
}
