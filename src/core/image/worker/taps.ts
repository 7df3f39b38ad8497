/** The source pixels and weights that each pixel of a scaled line is made of. */
export interface Taps {
  /** Source pixels per pixel; 0 when the line is copied. */
  readonly count: number;
  /** First source pixel of each. */
  readonly starts: Int32Array;
  /** `count` weights of each, fixed point with 14 fractional bits, adding up to one. */
  readonly weights: Int16Array;
}

const one = 1 << 14;
const lobes = 3;

/**
 * Lanczos 3, widened for reductions so that nothing aliases (images.md: text stays as readable as with libvips).
 * `offset` and `length` are the part of the source line that is scaled, in fractions of its pixels; `multiple` is
 * what the number of taps must be divisible by.
 */
export function lanczos(
  source: number,
  offset: number,
  length: number,
  target: number,
  multiple: number,
): Taps {
  if (offset === 0 && length === target && source === target)
    return { count: 0, starts: new Int32Array(0), weights: new Int16Array(0) };
  const step = length / target;
  const widening = Math.max(step, 1);
  const reach = lobes * widening;
  const count = Math.ceil((reach * 2) / multiple) * multiple;
  const span = Math.min(count, source);
  const starts = new Int32Array(target);
  const weights = new Int16Array(target * count);
  const exact = new Float64Array(span);
  for (let at = 0; at < target; at++) {
    const center = offset + (at + 0.5) * step - 0.5;
    const start = Math.min(Math.max(Math.ceil(center - reach), 0), source - span);
    starts[at] = start;
    for (let tap = 0; tap < span; tap++) exact[tap] = sinc3((start + tap - center) / widening);
    setFixed(weights, at * count, exact);
  }
  return { count, starts, weights };
}

function sinc3(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= lobes) return 0;
  const angle = Math.PI * x;
  return (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle);
}

/** Rounded so that the sum is exactly one: flat areas keep their colour to the bit. */
function setFixed(weights: Int16Array, first: number, exact: Float64Array): void {
  const scale = one / exact.reduce((a, b) => a + b, 0);
  let due = 0;
  let given = 0;
  exact.forEach((weight, tap) => {
    due += weight * scale;
    const rounded = Math.round(due) - given;
    given += rounded;
    weights[first + tap] = rounded;
  });
}
