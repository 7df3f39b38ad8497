import type { DocumentBlock } from './documentBlocks.ts';

export function asciidocBlock(blocks: readonly DocumentBlock[]): string {
  const written = blocks.flatMap((block, index) => {
    const joins = block.type === 'list' && blocks[index - 1]?.type === 'list';
    // Two lists in a row would be one.
    return [...(joins ? ['//-'] : []), linesOf(block, '').join('\n')];
  });
  return written.join('\n\n');
}

/** `markers` are those of the lists around. */
function linesOf(block: DocumentBlock, markers: string): readonly string[] {
  switch (block.type) {
    case 'paragraph':
      return hardBreaks(block.lines.map(text));
    case 'heading':
      return [`*${text(block.text)}*`];
    case 'list':
      return list(block, markers);
    case 'code':
      return code(block);
    case 'table':
      return table(block);
  }
}

function hardBreaks(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} +` : line));
}

function list(
  { start, items }: Extract<DocumentBlock, { type: 'list' }>,
  markers: string,
): readonly string[] {
  const marker = markers + (start === undefined ? '*' : '.');
  // A list inside another one has a longer marker, of whichever kind.
  const inner = (start === undefined ? '*' : '.').repeat(marker.length);
  const first = start === undefined || start === 1 ? [] : [`[start=${start}]`];
  return [...first, ...items.flatMap((blocks) => item(inner, blocks))];
}

function item(marker: string, blocks: readonly DocumentBlock[]): readonly string[] {
  const [first, ...rest] = blocks;
  const begins = first?.type === 'paragraph' || first?.type === 'heading';
  const lines = begins ? linesOf(first, marker) : ['{empty}'];
  const [head = '', ...tail] = lines;
  const more = (begins ? rest : blocks).flatMap((block) =>
    block.type === 'list' ? linesOf(block, marker) : ['+', ...linesOf(block, marker)],
  );
  return [`${marker} ${head}`, ...tail, ...more];
}

function code({ language, lines }: Extract<DocumentBlock, { type: 'code' }>): readonly string[] {
  const longest = Math.max(3, ...lines.map((line) => /^-+$/.exec(line)?.[0].length ?? 0));
  const fence = '-'.repeat(longest + 1);
  const callouts = lines.some((line) => /<(?:!--)?(?:\d+|\.)(?:--)?>/.test(line)) ? ',subs=specialchars' : '';
  const style = language === 'mermaid' ? '[mermaid]' : `[source,${language || 'text'}${callouts}]`;
  return [style, fence, ...lines.map(withoutDirective), fence];
}

/** Asciidoctor includes files, and leaves lines out, before it knows what is code. */
function withoutDirective(line: string): string {
  return /^(?:include|ifdef|ifndef|ifeval|endif)::[^[]*\[.*\]$/.test(line) ? `\\${line}` : line;
}

function table({ rows }: Extract<DocumentBlock, { type: 'table' }>): readonly string[] {
  const [head = []] = rows;
  const written = rows.flatMap((row) => ['', ...row.map((cell) => `|${text(cell)}`)]);
  return [`[%header,cols="${head.length}*"]`, '|===', ...written.slice(1), '|==='];
}

/**
 * Every character that begins or ends markup is a character reference, which Asciidoctor puts in after it has looked for
 * attributes and macros.
 */
function text(plain: string): string {
  return plain
    .replace(/&(?=[A-Za-z#])/g, '&#38;')
    .replace(/[<>[{|\\`*~^+]|#(?<!&#)|_(?<![A-Za-z\d]_)|_(?![A-Za-z\d])/g, reference)
    .replace(/(?<=-)-|(?<=\.)\.|(?<=:):|(?<=;);|(?<=\()\(|\((?=(?:C|R|TM)\))|"(?=`)|'(?=')/g, reference)
    .replace(/^(\w{1,9})([.)])(?=\s|$)/, (_, name: string, mark: string) => name + reference(mark))
    .replace(/^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):/, '$1&#58;')
    .replace(/^[^\p{L}\p{N}&]/u, reference);
}

function reference(char: string): string {
  // The shortest that Asciidoctor knows has two digits.
  return `&#${char.charCodeAt(0)};`;
}
