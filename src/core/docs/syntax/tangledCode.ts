/** Generic calls and arrow functions inside of one another, and arrows in one statement; code has a few of each. */
const DEEPEST = 8;
const MOST = 32;

/**
 * Whether Babel would read code over and over: it tries every way in which generics and conditional arrow functions can
 * be meant, and within each of them every way for those inside, so that twenty levels take minutes.
 */
export function isTangled(code: string): boolean {
  const open: boolean[] = [];
  let generics = 0;
  let arrows = 0;
  for (const [part] of code.matchAll(/=>|>\s*\(|[();{}\n]/g)) {
    if (part === '=>') arrows += 1;
    else if (part.endsWith('(')) {
      open.push(part.length > 1);
      if (part.length > 1) generics += 1;
    } else if (part === ')') {
      if (open.pop()) generics -= 1;
    } else arrows = 0;
    if (generics > DEEPEST || arrows > MOST) return true;
  }
  return false;
}
