/** Texts that are remembered; then all are forgotten. */
const most = 5_000;

/** Longer texts are not worth their memory. */
const longest = 200;

/** A function of a text that is computed once for each: drawings repeat the same few values on thousands of elements. */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    const found = known.get(text) ?? { result: compute(text) };
    if (known.size >= most) known.clear();
    if (text.length <= longest) known.set(text, found);
    return found.result;
  };
}
