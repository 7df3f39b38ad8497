import type { DocumentBlock } from './documentBlocks.ts';

/** For HTML, Vue, Svelte and Astro; text holds nothing that a template engine would take for code. */
export function htmlBlock(blocks: readonly DocumentBlock[]): string {
  return blocks.flatMap(linesOf).join('\n');
}

function linesOf(block: DocumentBlock): readonly string[] {
  switch (block.type) {
    case 'paragraph':
      return [`<p>${joined(block.lines)}</p>`];
    case 'heading':
      return [`<p><strong>${text(block.text)}</strong></p>`];
    case 'list':
      return list(block);
    case 'code':
      return code(block);
    case 'table':
      return table(block);
  }
}

function list({ start, items }: Extract<DocumentBlock, { type: 'list' }>): readonly string[] {
  const tag = start === undefined ? 'ul' : 'ol';
  const open = start === undefined || start === 1 ? tag : `${tag} start="${start}"`;
  return [`<${open}>`, ...items.flatMap(item), `</${tag}>`];
}

function item(blocks: readonly DocumentBlock[]): readonly string[] {
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return ['<li>', ...blocks.flatMap(linesOf), '</li>'];
  const begin = `<li>${joined(first.lines)}`;
  return rest.length === 0 ? [`${begin}</li>`] : [begin, ...rest.flatMap(linesOf), '</li>'];
}

function code({ language, lines }: Extract<DocumentBlock, { type: 'code' }>): readonly string[] {
  const content = lines.map(text).join('\n');
  if (language === 'mermaid') return `<pre class="mermaid">\n${content}\n</pre>`.split('\n');
  const known = language === '' ? '' : ` class="language-${language}"`;
  return `<pre><code${known}>${content}\n</code></pre>`.split('\n');
}

function table({ rows: [head = [], ...rows] }: Extract<DocumentBlock, { type: 'table' }>): readonly string[] {
  return [
    ...['<table>', '<thead>', row(head, 'th'), '</thead>'],
    ...(rows.length > 0 ? ['<tbody>', ...rows.map((cells) => row(cells, 'td')), '</tbody>'] : []),
    '</table>',
  ];
}

function row(cells: readonly string[], tag: 'th' | 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`;
}

function joined(lines: readonly string[]): string {
  return lines.map(text).join('<br />');
}

/** Braces, `@` and `[[` begin code in template engines and frameworks. */
function text(plain: string): string {
  return plain
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[{}@`]|\[(?=[[(#=%/@])/g, (char) => `&#${char.charCodeAt(0)};`);
}
