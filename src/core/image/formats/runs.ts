/**
 * Unpacks the run-length encoding of a BMP of 8 or 4 bits into palette indices, rows from the bottom as they are stored.
 * Pixels that it skips are 0.
 */
export function unpackRuns(data: Uint8Array, width: number, height: number, bits: number): Uint8Array {
  const places = new Uint8Array(width * height);
  const put = (x: number, y: number, place: number) => {
    if (x < width && y < height) places[y * width + x] = place;
  };
  let [x, y, at] = [0, 0, 0];
  while (at + 1 < data.length && y < height) {
    const [count = 0, value = 0] = data.subarray(at, at + 2);
    at += 2;
    if (count > 0) {
      for (let step = 0; step < count; step += 1) put(x + step, y, nibble(value, step, bits));
      x += count;
    } else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) break;
    else if (value === 2) {
      [x, y] = [x + (data[at] ?? 0), y + (data[at + 1] ?? 0)];
      at += 2;
    } else {
      // Pixels one by one, filled up to a multiple of two bytes.
      const perByte = 8 / bits;
      for (let step = 0; step < value; step += 1)
        put(x + step, y, nibble(data[at + Math.floor(step / perByte)] ?? 0, step, bits));
      x += value;
      at += Math.ceil(value / perByte / 2) * 2;
    }
  }
  return places;
}

/** With 4 bits a byte holds two pixels, the left one in its upper half. */
function nibble(byte: number, step: number, bits: number): number {
  if (bits === 8) return byte;
  return step % 2 === 0 ? byte >> 4 : byte & 15;
}
