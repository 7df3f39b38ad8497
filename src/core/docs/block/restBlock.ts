import type { DocumentBlock } from './documentBlocks.ts';

export function restBlock(blocks: readonly DocumentBlock[]): string {
  return linesOf(blocks).join('\n');
}

/** Blank lines stand between blocks, since indentation and markers alone do not part them. */
function linesOf(blocks: readonly DocumentBlock[]): readonly string[] {
  return blocks.flatMap((block, index) => {
    const joins = index > 0 && block.type === 'list' && blocks[index - 1]?.type === 'list';
    // Two lists in a row would be one.
    return [...(index > 0 ? [''] : []), ...(joins ? ['..', ''] : []), ...lines(block)];
  });
}

function lines(block: DocumentBlock): readonly string[] {
  switch (block.type) {
    case 'paragraph':
      return block.lines.length === 1 ? block.lines.map(text) : block.lines.map((line) => `| ${text(line)}`);
    case 'heading':
      return [`**${text(block.text)}**`];
    case 'list':
      return list(block);
    case 'code':
      return code(block);
    case 'table':
      return table(block);
  }
}

function list({ start, items }: Extract<DocumentBlock, { type: 'list' }>): readonly string[] {
  const written = items.map((blocks, index) => {
    const marker = start === undefined ? '- ' : `${start + index}. `;
    return hung(marker, linesOf(blocks));
  });
  const apart = written.some((item) => item.length > 1);
  return written.flatMap((item, index) => (index > 0 && apart ? ['', ...item] : item));
}

function hung(marker: string, content: readonly string[]): readonly string[] {
  const [first = '', ...rest] = content;
  const indent = ' '.repeat(marker.length);
  return [marker + first, ...rest.map((line) => (line === '' ? '' : indent + line))];
}

function code({ language, lines: content }: Extract<DocumentBlock, { type: 'code' }>): readonly string[] {
  const directive = language === 'mermaid' ? '.. mermaid::' : `.. code-block:: ${language || 'text'}`;
  return [directive, '', ...content.map((line) => (line === '' ? '' : `   ${line}`))];
}

function table({ rows }: Extract<DocumentBlock, { type: 'table' }>): readonly string[] {
  const written = rows.flatMap((row) =>
    row.map((cell, index) => `   ${index === 0 ? '* - ' : '  - '}${text(cell)}`.trimEnd()),
  );
  return ['.. list-table::', '   :header-rows: 1', '', ...written];
}

/**
 * Roles, references, substitutions and emphasis do not start in it, and neither does a directive, a list or a title at
 * its beginning.
 */
function text(plain: string): string {
  const inline = plain
    .replace(/[\\*`|]/g, '\\$&')
    .replace(/_(?![\p{L}\p{N}])/gu, '\\_')
    // Of addresses only those of the web and of mail become links.
    .replace(/(?<!\b(?:https?|mailto))(?<=[a-z+:]):(?=[^\s\\])/gi, '\\:')
    .replace(/:$/, '\\:');
  return inline
    .replace(/^(#|[\p{L}\p{N}]{1,9})(?=[.)](?:\s|$))/u, '$1\\')
    .replace(/^[^\p{L}\p{N}\\]/u, '\\$&');
}
