import { type AnyNode, Element, Text } from 'domhandler';
import { escapeUTF8 } from 'entities';
import { concat, utf8 } from '../../../bytes.ts';

/** Strings that are joined at a time: concatenated one by one they would take eight times the memory of the text. */
const batch = 8192;

/** The XML of a tree, in UTF-8. */
export function serialised(root: Element): Uint8Array {
  const text = new TextBuffer();
  write(root, text);
  return text.bytes();
}

class TextBuffer {
  readonly #chunks: Uint8Array[] = [];
  #parts: string[] = [];

  add(part: string): void {
    this.#parts.push(part);
    if (this.#parts.length >= batch) this.#flush();
  }

  bytes(): Uint8Array {
    this.#flush();
    return concat(this.#chunks);
  }

  #flush(): void {
    this.#chunks.push(utf8(this.#parts.join('')));
    this.#parts = [];
  }
}

function write(node: AnyNode, text: TextBuffer): void {
  if (node instanceof Text) text.add(escapeUTF8(node.data));
  if (!(node instanceof Element)) return;
  text.add(`<${node.name}`);
  for (const [name, value] of Object.entries(node.attribs)) text.add(` ${name}="${escapeUTF8(value)}"`);
  text.add(node.children.length > 0 ? '>' : '/>');
  for (const child of node.children) write(child, text);
  if (node.children.length > 0) text.add(`</${node.name}>`);
}
