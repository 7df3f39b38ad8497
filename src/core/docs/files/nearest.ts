import { distance } from 'fastest-levenshtein';

/**
 * Comparisons of two names, about a second of them. Where hundreds of images are missing in a folder of thousands, the
 * rest are only found by names that differ in case, extension and the marks between words.
 */
const MAX_COMPARISONS = 2_000_000;

/** Makes a function that finds the one of `names` that is most like another; undefined when none is. */
export function createNearestName(names: readonly string[]): (name: string) => string | undefined {
  const known = new Map<string, string>();
  for (const name of names) if (!known.has(normal(name))) known.set(normal(name), name);
  let left = MAX_COMPARISONS;
  return (name) => {
    const wanted = normal(name);
    const same = known.get(wanted);
    if (same !== undefined || left < known.size) return same;
    left -= known.size;
    let best: string | undefined;
    let limit = Math.max(2, Math.floor(wanted.length / 4));
    for (const [one, written] of known) {
      if (Math.abs(one.length - wanted.length) > limit) continue;
      const apart = distance(wanted, one);
      if (apart > limit) continue;
      best = written;
      limit = apart - 1;
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
