/** Numbers as people read them. */

export function pixels(width: number, height: number): string {
  return `${width} × ${height}`;
}

export function megabytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

export function megapixels(many: number): string {
  return `${Math.round(many / 1e6).toLocaleString('en-US')} megapixels`;
}

export function tokens(count: number): string {
  return `${count.toLocaleString('en-US')} tokens`;
}

/** USD, with as many digits as small sums need. */
export function money(dollars: number): string {
  if (dollars >= 0.0995) return `$${dollars.toFixed(2)}`;
  return dollars < 0.0001 ? 'less than $0.0001' : `$${Number(dollars.toPrecision(2))}`;
}

export function count(many: number, one: string, several = `${one}s`): string {
  return `${many.toLocaleString('en-US')} ${many === 1 ? one : several}`;
}
