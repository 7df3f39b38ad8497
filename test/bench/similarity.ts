import sharp from 'sharp';

/** Mean structural similarity of the brightness of two pictures, over blocks of 8 × 8; 1 when they are the same. */
export async function similarity(one: Uint8Array, reference: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([brightness(one), brightness(reference)]);
  const { width, height } = b.info;
  if (a.info.width !== width || a.info.height !== height) return 0;
  let sum = 0;
  let blocks = 0;
  for (let y = 0; y + 8 <= height; y += 4)
    for (let x = 0; x + 8 <= width; x += 4, blocks++)
      sum += blockSimilarity(a.data, b.data, y * width + x, width);
  return sum / blocks;
}

function brightness(bytes: Uint8Array) {
  return sharp(bytes).flatten({ background: '#fff' }).greyscale().raw().toBuffer({ resolveWithObject: true });
}

/** Wang et al., 2004, with their constants for 8 bits. */
function blockSimilarity(a: Uint8Array, b: Uint8Array, start: number, stride: number): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) {
      const at = start + y * stride + x;
      const [one = 0, other = 0] = [a[at], b[at]];
      sumA += one;
      sumB += other;
      squareA += one * one;
      squareB += other * other;
      product += one * other;
    }
  const [meanA, meanB] = [sumA / 64, sumB / 64];
  const variance = squareA / 64 - meanA * meanA + (squareB / 64 - meanB * meanB);
  const covariance = product / 64 - meanA * meanB;
  const [c1, c2] = [6.5025, 58.5225];
  return (
    ((2 * meanA * meanB + c1) * (2 * covariance + c2)) /
    ((meanA * meanA + meanB * meanB + c1) * (variance + c2))
  );
}
