/** The name that is most like another one; undefined when none is more alike than different. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const wanted = normal(name);
  const rated = names.map((one) => ({ one, distance: distanceOf(wanted, normal(one)) }));
  const [best] = rated.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, Math.floor(wanted.length / 4)) ? best.one : undefined;
}

/** Case, extension, how accents are composed and the marks between words are what people get wrong most. */
function normal(name: string): string {
  return name
    .normalize()
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replace(/[\s_.-]+/g, '-');
}

/** Levenshtein's distance, in one row. */
function distanceOf(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0;
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + cost);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
