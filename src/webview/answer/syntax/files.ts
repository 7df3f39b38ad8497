import type { Token } from 'markdown-it';

/** Marks what may name a file in the text and code of a line; whether there is one, the host says. */
export function markFiles(Made: typeof Token, tokens: readonly Token[]): Token[] {
  let linked = 0;
  return tokens.flatMap((token) => {
    if (token.type === 'link_open' || token.type === 'target_open') linked++;
    if (token.type === 'link_close' || token.type === 'target_close') linked--;
    if (linked > 0) return [token];
    if (token.type === 'code_inline' && namesFile(token.content.trim()))
      return [...marked(Made, token.content.trim(), token)];
    return token.type === 'text' ? split(Made, token) : [token];
  });
}

/** The text with each path that says where its file lies, or names a line of it, as a token of its own. */
function split(Made: typeof Token, token: Token): Token[] {
  const { content } = token;
  const parts: Token[] = [];
  let from = 0;
  for (const { 0: word, index } of content.matchAll(/[\w.@+~\-/\\:#]+/g)) {
    const name = word.slice(0, 1 + lastOf(word));
    if (!/[/\\]|[:#]L?\d/.test(name) || !namesFile(name)) continue;
    parts.push(text(Made, content.slice(from, index)), ...marked(Made, name, text(Made, name)));
    from = index + name.length;
  }
  return parts.length === 0 ? [token] : [...parts, text(Made, content.slice(from))];
}

function marked(Made: typeof Token, name: string, inner: Token): Token[] {
  const open = new Made('file_open', 'span', 1);
  open.attrs = [
    ['class', 'target'],
    ['title', name],
  ];
  return [open, inner, new Made('file_close', 'span', -1)];
}

function text(Made: typeof Token, content: string): Token {
  const made = new Made('text', '', 0);
  made.content = content;
  return made;
}

/** The last letter that does not belong to the sentence. */
function lastOf(word: string): number {
  let last = word.length - 1;
  while (word[last] === '.' || word[last] === ':') last--;
  return last;
}

/** Line, and column or last line, behind a path: `:12`, `:12:3`, `:12-20`, `#L12`, `#L12-L20`. */
const place = /(?::\d{1,7}(?:[:-]\d{1,7})?|#L\d{1,7}(?:-L?\d{1,7})?)$/;

const ending = /\.[A-Za-z]\w{0,9}$/;

/** True for a path with a file ending, or with the line of a file behind it. */
function namesFile(name: string): boolean {
  if (name.length > 300 || name.includes('://') || name.includes('\n')) return false;
  const path = name.replace(place, '');
  return (
    /^[^:#?*<>|"]*[\w)\]]$/.test(path) &&
    (ending.test(path) || (path !== name && /[/\\]/.test(path))) &&
    /[A-Za-z]/.test(path)
  );
}
