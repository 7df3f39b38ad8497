const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Languages in which brackets need not come in pairs, or whose quotes mean something else. */
const UNPAIRED =
  /^(?:|text|txt|plaintext|console|log|diff|patch|markdown|md|regex|tex|latex|bat|cmd|csv|lisp-?|sh|bash|zsh|shell|fish|yaml|yml|html|xml|vb|vbnet|matlab|ocaml|perl)$/;

/** What begins with these ends with the line. */
const lineComments: readonly { readonly languages: RegExp; readonly mark: RegExp }[] = [
  {
    languages: /^(?:python|py|ruby|rb|toml|r|julia|makefile|dockerfile|powershell|ps1|elixir|nix)$/,
    mark: /#/y,
  },
  { languages: /^(?:sql|lua|haskell|hs|ada)$/, mark: /--/y },
  { languages: /^(?:lisp|clojure|clj|scheme|ini|asm)$/, mark: /;/y },
  { languages: /./, mark: /\/\//y },
];

const BLOCK_COMMENT = /\/\*[\s\S]*?\*\//y;
const STRING =
  /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/y;

/** A quote is also the mark of a lifetime. */
const RUST_STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\\n]|\\[^'\n]{1,8}|\\')'/y;
const REGEX = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//y;
/** What stands before a regular expression and not before a division. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};]|\breturn)$/;

/**
 * The first bracket without its partner, with its line from 1; undefined when all are in pairs. Strings and comments are
 * passed over, as far as the languages of most screenshots write them; in others nothing is said.
 */
export function unbalanced(
  code: string,
  language: string,
): { readonly bracket: string; readonly line: number } | undefined {
  if (UNPAIRED.test(language)) return undefined;
  const comment = lineComments.find(({ languages }) => languages.test(language))?.mark ?? /\/\//y;
  const open: { readonly bracket: string; readonly at: number }[] = [];
  for (let at = 0; at < code.length; ) {
    const passed = lengthOf(code, at, comment, language);
    if (passed > 0) {
      at += passed;
      continue;
    }
    const bracket = code[at] ?? '';
    if ('([{'.includes(bracket)) open.push({ bracket, at });
    else if (closing[bracket] !== undefined && open.pop()?.bracket !== closing[bracket])
      return { bracket, line: lineOf(code, at) };
    at += 1;
  }
  const last = open.at(-1);
  return last && { bracket: last.bracket, line: lineOf(code, last.at) };
}

/** Characters of the comment, string or regular expression that begins at `at`; 0 for anything else. */
function lengthOf(code: string, at: number, comment: RegExp, language: string): number {
  if (matchAt(comment, code, at) > 0) {
    const end = code.indexOf('\n', at);
    return (end < 0 ? code.length : end) - at;
  }
  const string = /^(?:rust|rs)$/.test(language) ? RUST_STRING : STRING;
  return matchAt(BLOCK_COMMENT, code, at) || matchAt(string, code, at) || regexAt(code, at, language);
}

function regexAt(code: string, at: number, language: string): number {
  if (code[at] !== '/' || !/^(?:[cm]?[jt]sx?|javascript|typescript)$/.test(language)) return 0;
  return BEFORE_REGEX.test(code.slice(Math.max(0, at - 20), at).trimEnd()) ? matchAt(REGEX, code, at) : 0;
}

function matchAt(pattern: RegExp, code: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0].length ?? 0;
}

function lineOf(code: string, at: number): number {
  return code.slice(0, at).split('\n').length;
}
