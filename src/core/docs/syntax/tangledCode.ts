/** Generic calls inside of one another, and arrows or open type arguments in one statement; code has a few of each. */
const DEEPEST = 8;
const MOST = 32;

/**
 * Whether Babel would read code over and over: it tries every way in which type arguments and conditional arrow
 * functions can be meant, and within each of them every way for those inside, so that twenty levels take minutes.
 */
export function isTangled(code: string): boolean {
  return (
    genericDepth(code) > DEEPEST ||
    longestRun(code, /=>|[;{}\n]/g, '=>') > MOST ||
    longestRun(code, /\w\s?<|[;{}>]/g, '<') > MOST
  );
}

/** How many arguments of generic calls, `f<T>(…)`, stand in one another. */
function genericDepth(code: string): number {
  const generic: boolean[] = [];
  let depth = 0;
  let deepest = 0;
  for (const [part] of code.matchAll(/>\s*\(|[()]/g)) {
    if (part === ')') {
      if (generic.pop()) depth -= 1;
    } else {
      generic.push(part !== '(');
      if (part !== '(') depth += 1;
      deepest = Math.max(deepest, depth);
    }
  }
  return deepest;
}

/** The most matches that end in `counted` in a row. */
function longestRun(code: string, pattern: RegExp, counted: string): number {
  let run = 0;
  let longest = 0;
  for (const [part] of code.matchAll(pattern)) {
    run = part.endsWith(counted) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
