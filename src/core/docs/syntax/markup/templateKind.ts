/** Statements around markup, by the name they start with; the names of templates' own tags are unknown: outputs. */
const OPENS =
  /^(?:#|(?:if\w*|unless|for\w*|range|with|case|switch|each|while|isset|empty|auth|guest|can|cannot|hasSection)\b)/;
const CLOSES = /^(?:\/|end)/;
const BETWEEN = /^(?:\^|(?:el\w*|when|default|set|assign|capture|load|break|continue)\b)/;
/** Blocks of Ruby, and of the languages with braces or PHP's colons. */
const OPENS_BLOCK = /(?:\{|:|\bdo(?:\s*\|[^|]*\|)?)\s*$/;

/**
 * Whether template code puts something in or decides about the markup around it.
 *
 * @param code Without its delimiters.
 */
export function kindOf(code: string, open: string): 'output' | 'opens' | 'closes' | 'between' {
  const program = open === '<%' || open === '<?';
  const [, mark = ''] = /^(=?)/.exec(code) ?? [];
  if (program && mark !== '') return 'output';
  const words = code.replace(program ? /^(?:php\b)?[-_~\s]*/ : /^[-~+\s]*/, '');
  if (program && words.startsWith('}')) return OPENS_BLOCK.test(words) ? 'between' : 'closes';
  if (CLOSES.test(words)) return 'closes';
  if (BETWEEN.test(words)) return 'between';
  if (OPENS.test(words) || (program && OPENS_BLOCK.test(words))) return 'opens';
  return 'output';
}
