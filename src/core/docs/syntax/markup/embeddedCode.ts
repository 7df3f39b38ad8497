/** No expression of a document is as long, commented-out sections included; its brace was forgotten. */
const LONGEST = 100_000;
/** Deeper than people write; without it, a text of nothing but open braces would be walked from each of them. */
const DEEPEST = 100;

const CODE_PART = /[{}"'`]|\/\/|\/\*|<!--/g;
const TEMPLATE_PART = /\\[\s\S]|`|\$\{/g;

/**
 * The offset after the `}` that closes the `{` at `open`, or after the template that begins there; -1 when there is none.
 * Strings, templates and comments are stepped over; braces in regular expressions are not told apart.
 */
export function afterBraces(whole: string, open: number): number {
  const text = whole.slice(0, open + LONGEST);
  /** The braces and backticks we are in, innermost last. */
  const inside: string[] = [];
  let at = open;
  do {
    const template = inside.at(-1) === '`';
    const pattern = template ? TEMPLATE_PART : CODE_PART;
    pattern.lastIndex = at;
    const part = pattern.exec(text)?.[0];
    if (part === undefined || inside.length > DEEPEST) return -1;
    at = pattern.lastIndex;
    if (part === '}' || (template && part === '`')) inside.pop();
    else if (part === '`' || part.endsWith('{')) inside.push(part);
    else if (!template) at = afterQuiet(text, at - part.length);
  } while (inside.length > 0 && at >= 0);
  return at;
}

function afterQuiet(text: string, at: number): number {
  const closer = commentCloser(text, at);
  if (closer === undefined) return afterString(text, at);
  const found = text.indexOf(closer, at);
  return found < 0 ? -1 : found + closer.length;
}

/** What ends the comment that starts at `at`; undefined when none does. */
export function commentCloser(text: string, at: number): string | undefined {
  if (text.startsWith('//', at)) return '\n';
  if (text.startsWith('/*', at)) return '*/';
  return text.startsWith('<!--', at) ? '-->' : undefined;
}

/** The offset after the string or template that starts at `open`; -1 for a template without end. */
export function afterString(text: string, open: number): number {
  const quote = text[open];
  if (quote === '`') return afterBraces(text, open);
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === quote) return at + 1;
    else if (char === '\n') break;
  }
  // An apostrophe in running text is not the start of a string.
  return open + 1;
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
