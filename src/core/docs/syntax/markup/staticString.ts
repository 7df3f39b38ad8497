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

function unescapeString(raw: string): string {
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
