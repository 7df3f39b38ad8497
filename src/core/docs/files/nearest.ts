/** Names in a folder above which only those are compared that differ in the marks between their words. */
const MAX_COMPARED = 2_000;

/** Makes a function that finds the one of `names` that is most like another; undefined when none is. */
export function createNearestName(names: readonly string[]): (name: string) => string | undefined {
  const known = new Map<string, string>();
  for (const name of names) if (!known.has(normal(name))) known.set(normal(name), name);
  return (name) => {
    const wanted = normal(name);
    const same = known.get(wanted);
    if (same !== undefined || known.size > MAX_COMPARED) return same;
    let best: string | undefined;
    let limit = Math.max(2, Math.floor(wanted.length / 4));
    for (const [one, written] of known) {
      const distance = distanceOf(wanted, one, limit);
      if (distance === undefined) continue;
      best = written;
      limit = distance - 1;
    }
    return best;
  };
}

/** Case, extension, how accents are composed and the marks between words are what people get wrong most. */
function normal(name: string): string {
  return name
    .normalize()
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replace(/[\s_.-]+/g, '-');
}

/** Levenshtein's distance, in one row; undefined when it is above `limit`. */
function distanceOf(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  const row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = row[0] ?? 0;
    let least = i;
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0;
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const distance = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + cost);
      row[j] = distance;
      least = Math.min(least, distance);
      diagonal = above;
    }
    if (least > limit) return undefined;
  }
  const distance = row[b.length] ?? 0;
  return distance > limit ? undefined : distance;
}
