import type { ColorSpace } from './colorSpace.ts';

/** Steps of light for which the value is known: the steepest part of the curve rises by 0.8 from one to the next. */
const steps = 4095;

let values: Uint8Array | undefined;

/** The sRGB value, 0 to 255, of each step of light. */
function srgbValues(): Uint8Array {
  values ??= Uint8Array.from({ length: steps + 1 }, (_, step) => Math.round(255 * srgbValue(step / steps)));
  return values;
}

function srgbValue(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Changes RGBA pixels in place from the values of a colour space to those of sRGB; what lies outside of it is clipped. */
export function toSrgb(data: Uint8Array, { curves, matrix, highRange }: ColorSpace): void {
  const [reds, greens, blues] = curves;
  const [rr = 0, rg = 0, rb = 0, gr = 0, gg = 0, gb = 0, br = 0, bg = 0, bb = 0] = matrix.map(
    (factor) => factor * steps,
  );
  const known = srgbValues();
  const value = (light: number) => known[light < 0 ? 0 : light > steps ? steps : (light + 0.5) | 0] ?? 0;
  for (let at = 0; at < data.length; at += 4) {
    const red = reds[data[at] ?? 0] ?? 0;
    const green = greens[data[at + 1] ?? 0] ?? 0;
    const blue = blues[data[at + 2] ?? 0] ?? 0;
    const gain = highRange ? toneMapping(Math.max(red, green, blue)) : 1;
    data[at] = value((red * rr + green * rg + blue * rb) * gain);
    data[at + 1] = value((red * gr + green * gg + blue * gb) * gain);
    data[at + 2] = value((red * br + green * bg + blue * bb) * gain);
  }
}

/** The brightest light that is told from others: 1,000 cd/m², where white has 203. */
const peak = 1000 / 203;

/**
 * By how much a pixel of high dynamic range is darkened, given its brightest channel: up to the white of a page by half,
 * as in Chromium, beyond it by the logarithm.
 */
function toneMapping(light: number): number {
  return light <= 1 ? 0.5 : (0.5 + (0.5 * Math.log(light)) / Math.log(peak)) / light;
}

/**
 * Levels of 255 by which the colours of a space may differ from those of sRGB without being looked at: an eye hardly
 * sees so much, and a plain exponent of 2.2, which programs write for sRGB, is 4 away.
 */
const tolerance = 5;

/** Whether anybody would see that the values are not those of sRGB, by a look at 216 colours or 6 greys. */
export function differsFromSrgb(space: ColorSpace, greys: boolean): boolean {
  const levels = [0, 51, 102, 153, 204, 255];
  const colors = greys
    ? levels.map((grey) => [grey, grey, grey, 255])
    : levels.flatMap((red) => levels.flatMap((green) => levels.map((blue) => [red, green, blue, 255])));
  const [before, after] = [Uint8Array.from(colors.flat()), Uint8Array.from(colors.flat())];
  toSrgb(after, space);
  return after.some((value, at) => Math.abs(value - (before[at] ?? 0)) > tolerance);
}
