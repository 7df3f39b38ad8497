import {
  type Chromaticities,
  type ColorSpace,
  matrixOfPrimaries,
  sameCurves,
  srgbLight,
} from './colorSpace.ts';

/** The colours that a PNG's `cICP` chunk or an `nclx` box names (ITU-T H.273); undefined for sRGB and the unknown. */
export function codedSpace(primaries: number, transfer: number): ColorSpace | undefined {
  const matrix = matrixOfPrimaries(chromaticities[primaries] ?? bt709);
  const light = transfers[transfer] ?? srgbLight;
  return matrix && { curves: sameCurves(light), matrix, highRange: transfer === 16 || transfer === 18 };
}

const d65 = [0.3127, 0.329] as const;

/** Primaries of ITU-R BT.709 and of sRGB. */
export const bt709: Chromaticities = [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06], d65];

const chromaticities: Readonly<Record<number, Chromaticities>> = {
  4: [
    [0.67, 0.33],
    [0.21, 0.71],
    [0.14, 0.08],
    [0.31, 0.316],
  ],
  5: [[0.64, 0.33], [0.29, 0.6], [0.15, 0.06], d65],
  6: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65],
  7: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65],
  9: [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046], d65],
  11: [
    [0.68, 0.32],
    [0.265, 0.69],
    [0.15, 0.06],
    [0.314, 0.351],
  ],
  12: [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], d65],
};

const transfers: Readonly<Record<number, (value: number) => number>> = {
  1: television,
  4: (value) => value ** 2.2,
  5: (value) => value ** 2.8,
  6: television,
  8: (value) => value,
  14: television,
  15: television,
  16: perceptualQuantizer,
  17: (value) => (value ** 2.6 * 52.37) / 48,
  18: hybridLogGamma,
};

/** Whether code points say that values are those of a camera for television (ITU-R BT.709, BT.601, BT.2020). */
export function isTelevision(transfer: number): boolean {
  return transfers[transfer] === television;
}

/** ITU-R BT.1886. */
function television(value: number): number {
  return value ** 2.4;
}

/** White of a page, in cd/m² (ITU-R BT.2408). */
const diffuseWhite = 203;

/** ITU-R BT.2100, up to 10,000 cd/m². */
function perceptualQuantizer(value: number): number {
  const root = value ** (1 / 78.84375);
  const light = (Math.max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125);
  return (light * 10_000) / diffuseWhite;
}

/** ITU-R BT.2100 for a screen of 1,000 cd/m². */
function hybridLogGamma(value: number): number {
  const scene =
    value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return (scene ** 1.2 * 1000) / diffuseWhite;
}
