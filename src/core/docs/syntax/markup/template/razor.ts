import { kindOf, type TemplateCode } from './templateKind.ts';

/** No call in an attribute is as long, or as deep. */
const LONGEST = 1000;
const DEEPEST = 16;

const NAME = /[A-Za-z_]\w*/y;
const PART = /["'`()[\]]|\\[\s\S]|<\/?[A-Za-z]/g;

/**
 * Razor's `@Model.Name`, `@Url.Content("…")` and `@(…)` and Blade's `@if (…)` at `at`; undefined for any other `@`, as
 * of mail addresses, and of names alone, which people have too.
 */
export function razorAt(text: string, at: number): TemplateCode | undefined {
  if (/[\w@]/.test(text[at - 1] ?? '')) return undefined;
  NAME.lastIndex = at + 1;
  const name = NAME.exec(text)?.[0] ?? '';
  const kind = kindOf(name, '@');
  const first = at + 1 + name.length;
  const end = chainEnd(text, kind === 'opens' && text[first] === ' ' ? first + 1 : first);
  if (end === undefined) return { kind: 'unclear', end: undefined };
  const bare = end <= first + 1;
  if (bare && (kind === 'output' || kind === 'opens')) return undefined;
  return { kind, end: bare ? first : end };
}

/** After the members, arguments and indexes that follow a name; undefined when a bracket stays open. */
function chainEnd(text: string, from: number): number | undefined {
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === '(' || char === '[') {
      const end = afterBrackets(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else {
      NAME.lastIndex = at + 1;
      if (char !== '.' || !NAME.test(text)) return at;
      at = NAME.lastIndex;
    }
  }
}

function afterBrackets(text: string, open: number): number | undefined {
  const code = text.slice(open, open + LONGEST);
  let depth = 0;
  PART.lastIndex = 0;
  do {
    const part = PART.exec(code)?.[0];
    if (part === undefined || part.startsWith('<') || depth > DEEPEST) return undefined;
    if (part === '(' || part === '[') depth += 1;
    else if (part === ')' || part === ']') depth -= 1;
    else if (part.length === 1) {
      const end = code.indexOf(part, PART.lastIndex);
      if (end < 0) return undefined;
      PART.lastIndex = end + 1;
    }
  } while (depth > 0);
  return open + PART.lastIndex;
}
