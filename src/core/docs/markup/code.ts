/** Attributes and texts hold short expressions; a longer run without its brace is a brace that was never closed. */
const LONGEST = 20_000;
/** Deeper than people write; without it, a text of nothing but open braces would be walked from each of them. */
const DEEPEST = 100;

const PART = /[{}"'`]|\/\/|\/\*/g;

/**
 * The offset after the `}` that closes the `{` at `open`, or -1.
 * Strings, templates and comments are stepped over; braces in regular expressions are not told apart.
 */
export function afterBraces(text: string, open: number): number {
  const limit = Math.min(text.length, open + LONGEST);
  let depth = 0;
  let at = open;
  while (at < limit) {
    PART.lastIndex = at;
    const found = PART.exec(text);
    if (!found) return -1;
    if (found[0] === '{') depth += 1;
    if (found[0] === '}') depth -= 1;
    if (depth === 0) return found.index + 1;
    if (depth > DEEPEST) return -1;
    at = afterQuiet(text, found.index) ?? found.index + 1;
    if (at < 0) return -1;
  }
  return -1;
}

/** The offset after the string, template or comment that starts at `at`; -1 when it has no end, undefined when there is none. */
export function afterQuiet(text: string, at: number): number | undefined {
  const first = text[at];
  if (first === '"' || first === "'") return afterString(text, at, first);
  if (first === '`') return afterTemplate(text, at);
  if (text.startsWith('//', at)) return after(text, '\n', at + 2);
  if (text.startsWith('/*', at)) return after(text, '*/', at + 2);
  return undefined;
}

function after(text: string, closer: string, from: number): number {
  const found = text.indexOf(closer, from);
  return found < 0 ? -1 : found + closer.length;
}

function afterString(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === quote) return at + 1;
    // An apostrophe in running text is not the start of a string.
    else if (char === '\n') return open + 1;
  }
  return -1;
}

function afterTemplate(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '`') return at + 1;
    else if (char === '$' && text[at + 1] === '{') {
      const end = afterBraces(text, at + 1);
      if (end < 0) return -1;
      at = end - 1;
    }
  }
  return -1;
}

/** The text of an expression that is nothing but a string: `"a"`, `'a'`, `` `a` ``; its inner range counts from 0. */
export function staticString(
  code: string,
):
  | { readonly text: string; readonly quote: string; readonly start: number; readonly end: number }
  | undefined {
  const found = /^(\s*)(["'`])((?:\\[\s\S]|(?!\2)[^\\])*)\2\s*$/.exec(code);
  const [, space = '', quote = '', raw = ''] = found ?? [];
  if (!found || (quote === '`' && /(?<!\\)(?:\\\\)*\$\{/.test(raw))) return undefined;
  const start = space.length + 1;
  return { text: unescapeString(raw), quote, start, end: start + raw.length };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

export function unescapeString(raw: string): string {
  return raw.replace(
    /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|\r?\n|([\s\S]))/gi,
    (_, braced?: string, unicode?: string, hex?: string, char?: string) => {
      const code = braced ?? unicode ?? hex;
      if (code !== undefined) return fromCodePoint(Number.parseInt(code, 16));
      return char === undefined ? '' : (ESCAPES[char] ?? char);
    },
  );
}

function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
