/** Most texts that are cached; then the cache is cleared. */
const most = 5_000;

/** Longest text that is cached. */
const longest = 200;

/** Caches a function of a text, because drawings repeat a few values on thousands of elements. */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    const found = known.get(text) ?? { result: compute(text) };
    if (known.size >= most) known.clear();
    if (text.length <= longest) known.set(text, found);
    return found.result;
  };
}
