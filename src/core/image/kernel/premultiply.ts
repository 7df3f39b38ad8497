/** Multiplies the colours of RGBA pixels by their alpha, in place. */
export function premultiply(pixels: usize, count: i32): void {
  const end = pixels + ((<usize>count) << 2);
  const opaque = i32x4.splat(0xff000000);
  for (let at = pixels; at < end; at += 16) {
    const four = v128.load(at);
    if (v128.all_true<i32>(i32x4.eq(v128.and(four, opaque), opaque))) continue;
    const stop = min(at + 16, end);
    for (let one = at; one < stop; one += 4) {
      const pixel = load<u32>(one);
      const a = pixel >>> 24;
      store<u32>(
        one,
        (a << 24) | (times(pixel >>> 16, a) << 16) | (times(pixel >>> 8, a) << 8) | times(pixel, a),
      );
    }
  }
}

/** Divides the colours by alpha again, in place. */
export function unpremultiply(pixels: usize, count: i32): void {
  const end = pixels + ((<usize>count) << 2);
  for (let at = pixels; at < end; at += 4) {
    const pixel = load<u32>(at);
    const a = pixel >>> 24;
    if (a === 255) continue;
    store<u32>(
      at,
      a === 0 ? 0 : (a << 24) | (over(pixel >>> 16, a) << 16) | (over(pixel >>> 8, a) << 8) | over(pixel, a),
    );
  }
}

/** value × alpha ÷ 255, rounded. */
function times(value: u32, alpha: u32): u32 {
  const product = (value & 0xff) * alpha + 128;
  return (product + (product >>> 8)) >>> 8;
}

function over(value: u32, alpha: u32): u32 {
  return min(((value & 0xff) * 255 + (alpha >>> 1)) / alpha, 255);
}
