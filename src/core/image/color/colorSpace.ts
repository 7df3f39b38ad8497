/** How the values of pixels become light: a curve for each channel, then a mixture of the three. */
export interface ColorSpace {
  /** Light of each of the 256 values of red, green and blue. */
  readonly curves: readonly [Float32Array, Float32Array, Float32Array];
  /** Whether light goes beyond 1, the white of a page. */
  readonly highRange?: boolean;
  /** Rows of a matrix from the light of these primaries to that of sRGB's. */
  readonly matrix: Matrix;
}

/** Nine numbers, row by row. */
export type Matrix = readonly number[];

/** CIE x and y of red, green, blue and white. */
export type Chromaticities = readonly [red: Point, green: Point, blue: Point, white: Point];
type Point = readonly [x: number, y: number];

/** From CIE XYZ under D50, which ICC profiles are written in, to the light of sRGB (IEC 61966-2-1, Bradford). */
const fromD50: Matrix = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427,
];

const d50 = [0.96422, 1, 0.82521] as const;

/** The matrix of a space whose red, green and blue have these places, column by column, in XYZ under D50. */
export function matrixOfColorants(xyz: Matrix): Matrix {
  return times(fromD50, xyz);
}

/** The matrix of a space with these primaries and this white; undefined where they span no colours. */
export function matrixOfPrimaries([red, green, blue, white]: Chromaticities): Matrix | undefined {
  const [r, g, b, w] = [xyzOf(red), xyzOf(green), xyzOf(blue), xyzOf(white)];
  const primaries = [0, 1, 2].flatMap((row) => [r[row] ?? 0, g[row] ?? 0, b[row] ?? 0]);
  const inverse = inverted(primaries);
  if (!inverse) return undefined;
  const amounts = applied(inverse, w);
  const scaled = primaries.map((value, at) => value * (amounts[at % 3] ?? 0));
  const matrix = matrixOfColorants(times(adaptedToD50(w), scaled));
  return matrix.every(Number.isFinite) ? matrix : undefined;
}

/** Three curves from one function of values from 0 to 1. */
export function sameCurves(light: (value: number) => number): ColorSpace['curves'] {
  const curve = Float32Array.from({ length: 256 }, (_, value) => light(value / 255));
  return [curve, curve, curve];
}

/** IEC 61966-2-1. */
export function srgbLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

export const identity: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

function xyzOf([x, y]: Point): readonly [number, number, number] {
  return [x / y, 1, (1 - x - y) / y];
}

const bradford: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];
const bradfordBack: Matrix = [
  0.9869929, -0.1470543, 0.1599627, 0.4323053, 0.5183603, 0.0492912, -0.0085287, 0.0400428, 0.9684867,
];

/** Colours under one white as they are seen under D50 (Bradford). */
function adaptedToD50(white: readonly number[]): Matrix {
  const [from, to] = [applied(bradford, white), applied(bradford, d50)];
  const gains = to.map((cone, at) => cone / (from[at] ?? 1));
  const scaled = bradford.map((value, at) => value * (gains[Math.floor(at / 3)] ?? 0));
  return times(bradfordBack, scaled);
}

function times(left: Matrix, right: Matrix): Matrix {
  return left.map((_, at) => {
    const [row, column] = [at - (at % 3), at % 3];
    return [0, 1, 2].reduce((sum, one) => sum + (left[row + one] ?? 0) * (right[one * 3 + column] ?? 0), 0);
  });
}

function applied(matrix: Matrix, vector: readonly number[]): number[] {
  return [0, 3, 6].map((row) =>
    [0, 1, 2].reduce((sum, one) => sum + (matrix[row + one] ?? 0) * (vector[one] ?? 0), 0),
  );
}

function inverted(matrix: Matrix): Matrix | undefined {
  const cofactor = (at: number) => {
    const [row, column] = [Math.floor(at / 3), at % 3];
    const value = (down: number, right: number) =>
      matrix[((row + down) % 3) * 3 + ((column + right) % 3)] ?? 0;
    return value(1, 1) * value(2, 2) - value(1, 2) * value(2, 1);
  };
  const determinant = [0, 1, 2].reduce((sum, at) => sum + (matrix[at] ?? 0) * cofactor(at), 0);
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-9) return undefined;
  return matrix.map((_, at) => cofactor((at % 3) * 3 + Math.floor(at / 3)) / determinant);
}
