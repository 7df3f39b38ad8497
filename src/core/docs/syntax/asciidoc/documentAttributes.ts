/** `:name: value`, `:name!:` and `:!name:`. */
const ENTRY = /^:(!?)(\w[\w-]*)(!?):(?:[ \t]+(\S[^\r\n]*))?$/;
const REFERENCE = /(?<!\\)\{(\w[\w-]*)\}/g;
/** Attributes may name each other; without a bound, twenty lines could make a value of a million characters. */
const LONGEST = 1000;

/** The attributes of a document as they are at one place of it. */
export class DocumentAttributes {
  readonly #values = new Map<string, string>();

  /** Takes in a paragraph that is an attribute entry; its name, or undefined for any other paragraph. */
  read(paragraph: string): string | undefined {
    const [entry, before, name, after, value = ''] = ENTRY.exec(paragraph.trimEnd()) ?? [];
    if (entry === undefined || name === undefined) return undefined;
    if (before === '!' || after === '!') this.#values.delete(name);
    else this.#values.set(name, this.resolve(value));
    return name;
  }

  /** The text with the attributes that are known put in; the others stay as they are written. */
  resolve(text: string): string {
    if (!text.includes('{')) return text;
    const resolved = text.replace(REFERENCE, (written, name: string) => this.#values.get(name) ?? written);
    return resolved.length > LONGEST ? text : resolved;
  }
}
