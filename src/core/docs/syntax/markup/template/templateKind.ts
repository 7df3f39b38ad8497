/**
 * - `output`: something is put in here.
 * - `opens`, `closes`: the start and end of a condition or loop around what follows; `between`: other statements.
 * - `hidden`: a comment or a raw block.
 * - `unclear`: template languages disagree about where it ends; `end` is their best guess, if there is one.
 */
export type TemplateCode =
  | { readonly kind: Kind | 'hidden'; readonly end: number }
  | { readonly kind: 'unclear'; readonly end: number | undefined };

type Kind = 'output' | 'opens' | 'closes' | 'between';

/** By the words that template code starts with; whatever is in none of them puts something in. */
interface Statements {
  readonly opens: RegExp;
  readonly closes: RegExp;
  readonly between: RegExp;
}

/** Handlebars and Go. */
const MUSTACHE: Statements = {
  opens: /^(?:[#^]\S|(?:if|range|with)\s)/,
  closes: /^(?:\/|end$)/,
  between: /^(?:\^$|else\b)/,
};

const TAG: Statements = {
  opens: /^(?:if\w*|unless|for\w*|with|case|switch)\b/,
  closes: /^end/,
  between: /^(?:else|elif|elsif|elseif|when|empty|set|assign|capture|load|break|continue)\b/,
};

const DIRECTIVE: Statements = {
  opens: /^(?:if|unless|for\w*|while|switch|isset|empty|auth|guest|can\w*|env|production)$/,
  closes: /^end/,
  between: /^(?:else\w*|case|default|break|continue)$/,
};

/** Ruby, JavaScript, Java and PHP: words, braces, colons and comments. */
const PROGRAM: Statements = {
  opens: /^(?:if|unless|for\w*|case|while|switch)\b|(?:\{|:|\bdo(?:\s*\|[^|]*\|)?)$/,
  closes: /^(?:\}(?![\s\S]*\{$)|end)/,
  between: /^(?:\}[\s\S]*\{$|\/[*/]|else|elsif|when\b)/,
};

const STATEMENTS: Readonly<Record<string, Statements>> = {
  '{{': MUSTACHE,
  '{%': TAG,
  '<%': PROGRAM,
  '<?': PROGRAM,
  '@': DIRECTIVE,
};

/**
 * Whether template code puts something in or decides about the markup around it.
 *
 * @param code Without its delimiters; of a directive, its name.
 */
export function kindOf(code: string, open: string): Kind {
  const statements = STATEMENTS[open];
  if (!statements || code.startsWith('=')) return 'output';
  const words = code
    .replace(/^(?:php\b)?[-_~+\s]*/, '')
    .replace(/[-_~+]$/, '')
    .trimEnd();
  if (statements.between.test(words)) return 'between';
  if (statements.closes.test(words)) return 'closes';
  return statements.opens.test(words) ? 'opens' : 'output';
}
