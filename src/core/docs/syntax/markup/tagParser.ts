import { DelimiterSearch } from '../../text/delimiters.ts';
import { EmbeddedCode } from './embeddedCode.ts';
import { type Characters, type Grammar, grammarOf } from './grammar.ts';
import type { Attribute, AttributeValue, Dialect, Tag } from './tag.ts';
import { TEMPLATE_START } from './template/templateDelimiters.ts';
import type { TemplateCode } from './template/templateKind.ts';
import { Templates } from './template/templates.ts';

type ClearCode = Exclude<TemplateCode, { kind: 'unclear' }>;

/**
 * Reads the tags of one text. It remembers from where no tag ends, so that its time grows with the length of the text
 * however many tags are left open.
 */
export class TagParser {
  readonly text: string;
  readonly dialect: Dialect;
  readonly delimiters: DelimiterSearch;
  readonly code: EmbeddedCode;
  readonly templates: Templates | undefined;
  readonly #grammar: Grammar;
  readonly #endless = new Set<number>();
  #unclear = false;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.dialect = dialect;
    this.delimiters = new DelimiterSearch(text);
    this.code = new EmbeddedCode(text, this.delimiters);
    this.templates = dialect.templates ? new Templates(text, this.delimiters) : undefined;
    this.#grammar = grammarOf(dialect);
  }

  /** The tag that starts with the `<` at `start`, or undefined when there is none. */
  tagAt(start: number): Tag | undefined {
    const { text } = this;
    const closing = text[start + 1] === '/';
    const nameStart = start + (closing ? 2 : 1);
    const nameEnd = this.#nameEnd(nameStart);
    if (nameEnd === undefined) return undefined;
    this.#unclear = false;
    const attributes: Attribute[] = [];
    const end = this.#readAttributes(nameEnd, attributes);
    if (end === undefined) return undefined;
    const selfClosing = text[end - 2] === '/' && end - 2 >= nameEnd;
    const name = text.slice(nameStart, nameEnd);
    return { name, range: { start, end }, attributes, closing, selfClosing, unclear: this.#unclear };
  }

  #nameEnd(start: number): number | undefined {
    // A fragment, `<>…</>`, is a tag without a name.
    if (this.dialect.braces && this.text[start] === '>') return start;
    return /[A-Za-z]/.test(this.text[start] ?? '')
      ? this.#after(this.#grammar.name, start + 1).end
      : undefined;
  }

  /** Collects the attributes; the offset after the tag, undefined when it has no end. */
  #readAttributes(from: number, attributes: Attribute[]): number | undefined {
    const { text } = this;
    const passed: number[] = [];
    let depth = 0;
    for (let at = from; at < text.length && !this.#endless.has(at); ) {
      passed.push(at);
      const start = match(SPACE, text, at) ?? at;
      if (text[start] === '>') return start + 1;
      if (text.startsWith('/>', start)) return start + 2;
      const statement = this.#statementAt(start);
      const attribute = statement ? undefined : this.#attributeAt(start);
      if (statement) depth += statement.kind === 'opens' ? 1 : statement.kind === 'closes' ? -1 : 0;
      else if (attribute) attributes.push(depth > 0 ? { ...attribute, conditional: true } : attribute);
      else if (text[start] !== '/' || this.dialect.strict) break;
      at = statement?.end ?? attribute?.range.end ?? start + 1;
    }
    for (const at of passed) this.#endless.add(at);
    return undefined;
  }

  /** Template code between attributes that is not one itself. */
  #statementAt(at: number): ClearCode | undefined {
    const code = this.#codeAt(at);
    return code && code.kind !== 'output' && !this.#isEventName(at, code) ? code : undefined;
  }

  /** Vue's and Alpine's `@end="…"` and `@click.once="…"` look like Razor. */
  #isEventName(at: number, { end }: ClearCode): boolean {
    return this.text[at] === '@' && /[=.:-]/.test(this.text[end] ?? '');
  }

  #attributeAt(start: number): Attribute | undefined {
    const { text, dialect } = this;
    if (dialect.braces && text[start] === '{') return this.#bracedAt(start);
    const code = this.#codeAt(start);
    const made = code !== undefined && !this.#isEventName(start, code);
    const first = made ? code.end : match(this.#grammar.attributeStart, text, start);
    if (first === undefined) return undefined;
    const nameEnd = this.#after(this.#grammar.attribute, first, true).end;
    const name = made ? '...' : text.slice(start, nameEnd);
    const equals = match(SPACE, text, nameEnd) ?? nameEnd;
    if (text[equals] !== '=') return { name, range: { start, end: nameEnd } };
    const value = this.#valueAt(match(SPACE, text, equals + 1) ?? equals + 1);
    if (!value) return undefined;
    return { name, range: { start, end: value.range.end + (value.quote === '' ? 0 : 1) }, value };
  }

  #bracedAt(start: number): Attribute | undefined {
    const end = this.code.afterBraces(start);
    if (end < 0) return undefined;
    const inner = { start: start + 1, end: end - 1 };
    const code = this.text.slice(inner.start, inner.end).trim();
    if (/^[\w$]+$/.test(code))
      return { name: code, range: { start, end }, value: { range: inner, quote: 'shorthand' } };
    return { name: code.startsWith('/*') ? '/*' : '...', range: { start, end } };
  }

  #valueAt(start: number): AttributeValue | undefined {
    const first = this.text[start];
    if (first === '"' || first === "'") return this.#quotedAt(start, first);
    if (this.dialect.braces && first === '{') {
      const end = this.code.afterBraces(start);
      return end < 0 ? undefined : { range: { start: start + 1, end: end - 1 }, quote: '{' };
    }
    if (this.dialect.braces && first === '`') {
      const end = this.delimiters.next('`', start + 1);
      return end === undefined ? undefined : { range: { start: start + 1, end }, quote: '`' };
    }
    const { end, template } = this.#after(this.#grammar.unquoted, start);
    if (end === start && !this.#grammar.emptyValues) return undefined;
    return { range: { start, end }, quote: '', template };
  }

  #quotedAt(open: number, quote: '"' | "'"): AttributeValue | undefined {
    const start = open + 1;
    const plain = this.delimiters.next(quote, start);
    if (plain === undefined) return undefined;
    if (this.dialect.quotedBraces) return this.#quotedWithBraces(start, quote);
    if (!this.templates) return { range: { start, end: plain }, quote };
    const stop = STOPS[quote];
    let template = false;
    for (stop.lastIndex = start; ; ) {
      const found = stop.exec(this.text);
      // The code swallowed the quote that ends the value, as it seems.
      if (!found) this.#unclear = true;
      if (!found) return { range: { start, end: plain }, quote, template: true };
      if (found[0] === quote) return { range: { start, end: found.index }, quote, template };
      const code = this.#codeAt(found.index);
      template ||= code !== undefined;
      stop.lastIndex = code?.end ?? found.index + 1;
    }
  }

  #quotedWithBraces(start: number, quote: '"' | "'"): AttributeValue | undefined {
    const stop = BRACE_STOPS[quote];
    for (stop.lastIndex = start; ; ) {
      const found = stop.exec(this.text);
      if (!found) return undefined;
      if (found[0] === quote) return { range: { start, end: found.index }, quote };
      const end = this.code.afterBraces(found.index);
      if (end < 0) return undefined;
      stop.lastIndex = end;
    }
  }

  /** The offset after the characters from `from` on, and the template code between them. */
  #after({ run, one }: Characters, from: number, upToStatements = false): { end: number; template: boolean } {
    let template = false;
    for (let at = from; ; ) {
      const end = match(run, this.text, at) ?? at;
      const code = this.#codeAt(end);
      if (code && upToStatements && code.kind !== 'output') return { end, template };
      const next = code ? code.end : match(one, this.text, end);
      if (next === undefined || !this.templates) return { end, template };
      template ||= code !== undefined;
      at = next;
    }
  }

  #codeAt(at: number): ClearCode | undefined {
    if (!this.templates || match(START, this.text, at) === undefined) return undefined;
    const code = this.templates.at(at);
    if (code?.kind !== 'unclear') return code;
    this.#unclear = true;
    return undefined;
  }
}

const SPACE = /\s*/y;
const START = new RegExp(TEMPLATE_START, 'y');
const STOPS = { '"': new RegExp(`"|${TEMPLATE_START}`, 'g'), "'": new RegExp(`'|${TEMPLATE_START}`, 'g') };
const BRACE_STOPS = { '"': /["{]/g, "'": /['{]/g };

/** The end of a sticky pattern at `at`, or undefined. */
function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
