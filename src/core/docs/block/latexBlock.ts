import type { DocumentBlock } from './documentBlocks.ts';

export function latexBlock(blocks: readonly DocumentBlock[]): string {
  return linesOf(blocks).join('\n');
}

function linesOf(blocks: readonly DocumentBlock[]): readonly string[] {
  return blocks.flatMap((block, index) => [...(index > 0 ? [''] : []), ...lines(block)]);
}

function lines(block: DocumentBlock): readonly string[] {
  switch (block.type) {
    case 'paragraph':
      return block.lines.map((line, index) => text(line) + (index < block.lines.length - 1 ? ' \\\\' : ''));
    case 'heading':
      return [`\\textbf{${text(block.text)}}`];
    case 'list':
      return list(block);
    case 'code':
      return code(block);
    case 'table':
      return table(block);
  }
}

function list({ start, items }: Extract<DocumentBlock, { type: 'list' }>): readonly string[] {
  const name = start === undefined ? 'itemize' : 'enumerate';
  const written = items.flatMap((blocks, index) => {
    const label = start === undefined || start === 1 ? '' : `[${start + index}.]`;
    const [first = '', ...rest] = linesOf(blocks);
    return [`\\item${label} ${first}`.trimEnd(), ...rest];
  });
  return [`\\begin{${name}}`, ...written, `\\end{${name}}`];
}

/** Nothing but its own end is read in verbatim text. */
function code({ lines: content }: Extract<DocumentBlock, { type: 'code' }>): readonly string[] {
  const inert = content.map((line) => line.replaceAll('\\end{verbatim}', '\\end {verbatim}'));
  return ['\\begin{verbatim}', ...inert, '\\end{verbatim}'];
}

function table({ rows: [head = [], ...rows] }: Extract<DocumentBlock, { type: 'table' }>): readonly string[] {
  return [
    ...[`\\begin{tabular}{${'l'.repeat(head.length)}}`, '\\hline', row(head), '\\hline'],
    ...rows.map(row),
    ...(rows.length > 0 ? ['\\hline'] : []),
    '\\end{tabular}',
  ];
}

function row(cells: readonly string[]): string {
  return `${cells.map(text).join(' & ')} \\\\`;
}

/** A `[` or `*` at the beginning would be an argument of the `\\` or `\item` before it. */
function text(plain: string): string {
  return plain
    .replace(/[\\{}$&#^_~%<>|"]/g, (char) => NAMED[char] ?? `\\${char}`)
    .replace(/(?<=-)-/g, '{}-')
    .replace(/^[[*]/, '{$&}');
}

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // A shorthand in several languages of babel.
  '"': '\\symbol{34}',
};
