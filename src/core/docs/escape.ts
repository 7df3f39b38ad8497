import type { AltForm, Escape } from './imageReference.ts';
import { isMarpKeyword } from './syntax/markdown/marp.ts';

/**
 * A text as it is written into a slot. Line breaks and other control characters become spaces everywhere: no reader
 * of alt text hears them, and most syntaxes end at them.
 */
export function writeText(text: string, form: AltForm): string {
  return (
    form.before + form.escapes.reduce((written, name) => ESCAPES[name](written), plainLine(text)) + form.after
  );
}

/** The text of a slot after `text` was written into it. */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim();
}

const ESCAPES: Readonly<Record<Escape, (text: string) => string>> = {
  markdown,
  mdx: (text) => markdown(text).replace(/[{}]/g, '\\$&'),
  // A backslash before `\|` would be taken for the pipe's by the row and for its own by the cell.
  tableCell: (text) => text.replace(/(\\?)\|/g, (_, slash: string) => (slash ? '\\&#124;' : '\\|')),
  // In a tag not every parser takes the backslash of `\|` away.
  pipe: (text) => text.replace(/\|/g, '&#124;'),
  wikilink,
  doubleQuoted: (text) => ampersands(text).replace(/"/g, '&quot;').replace(/</g, '&lt;'),
  singleQuoted: (text) => ampersands(text).replace(/'/g, '&#39;').replace(/</g, '&lt;'),
  template: (text) => text.replace(TEMPLATE_CODE, numeric),
  // A backtick may close a code span that an earlier one of the paragraph opens.
  backtick: (text) => text.replace(/`/g, '&#96;'),
  svelte: (text) => text.replace(/[{}]/g, (brace) => (brace === '{' ? '&#123;' : '&#125;')),
  jsDouble: (text) => text.replace(/[\\"]/g, '\\$&'),
  jsSingle: (text) => text.replace(/[\\']/g, '\\$&'),
  jsTemplate: (text) => text.replace(/[\\`]|\$(?=\{)/g, '\\$&'),
  // Astro's alt=`…` ends at the first backtick, and its character references are read before its escapes.
  templateAttribute: (text) =>
    ampersands(text)
      .replace(/\\|\$(?=\{)/g, '\\$&')
      .replace(/`/g, '\\x60'),
  asciidocInline: (text) => text.replace(ASCIIDOC_INLINE, numeric),
  asciidoc,
  asciidocQuoted: (text) => asciidocText(text).replace(/"/g, '\\"'),
  latex: (text) => text.replace(/[\\{}%#$&_^~]/g, (char) => LATEX[char] ?? `\\${char}`),
  json: (text) => JSON.stringify(text).slice(1, -1),
  yaml: (text) => (YAML_PLAIN.test(text) && !YAML_OTHER.test(text) ? text : JSON.stringify(text)),
  yamlSingle: (text) => text.replace(/'/g, "''"),
  attribute: (text) => ampersands(text).replace(/["\\{}`<]/g, reference),
  shortcode,
  // Liquid looks for `%}` before it looks at quotes, and what an include is given is put into HTML as it is.
  liquid: (text) => ampersands(text).replace(/["'\\{}`<]|%(?=\}|$)/g, reference),
  hexo: (text) => ampersands(text).replace(/["'\\{}`]|%(?=\}|$)/g, numeric),
  // Backticks would end the fence's info string, which R does not know about.
  chunkOption: (text) => text.replace(/[\\"]/g, '\\$&').replace(/`/g, '\\x60'),
  pass: (text) => text.replace(/[\]+]/g, numeric),
  marp: (text) =>
    text.replace(/\S+/g, (word) => (isMarpKeyword(word) ? numeric(word) + word.slice(1) : word)),
};

/**
 * The first character of what a template language would run: `{{`, `{%`, `{#`, `{!!`, `${`, `#{`, Razor's and Blade's `@`,
 * `%NAME%` of build tools. The `<` of others is escaped in every attribute.
 */
const TEMPLATE_CODE = /\{(?=[{%#]|!!)|[$#](?=\{)|(?<![\p{L}\p{N}_])@(?=\S)|%(?=[\w.]+%)/gu;
/** A plain scalar in a flow mapping and outside of one, and no word that YAML 1.1 or 1.2 takes for another type. */
const YAML_PLAIN = /^\p{L}(?:[^:#,[\]{}]|:(?=\S)|(?<=\S)#)*$/u;
const YAML_OTHER = /:$|^(?:true|false|yes|no|on|off|null|y|n)$/i;

/**
 * The value of a Hugo shortcode with its quotes. In "…" a backslash is itself as long as no quote is escaped, and every
 * one is dropped as soon as one is; in `…` nothing is escaped.
 */
function shortcode(text: string): string {
  if (!/"|\\(?:`|$)/.test(text)) return `"${text}"`;
  if (!text.includes('`')) return `\`${text}\``;
  return `"${text.replace(/\\`/g, "\\'").replace(/[\\"]/g, '\\$&')}"`;
}

/** Only where it could be read as a character reference: `AT&T`, not `R & D`. */
function ampersands(text: string): string {
  return text.replace(/&(?=[#A-Za-z])/g, '&amp;');
}

/**
 * Backslashes where Markdown would see markup, references where a backslash does not help: backticks close code spans
 * no matter what stands before them.
 */
function markdown(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[[\]*<$~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<=[-?\]])>/g, '\\>')
    .replace(/^\^/, '\\^')
    .replace(/`/g, '&#96;')
    .replace(/\|(?=\d+(?:x\d+)?$)/, '&#124;');
}

/** Wikilinks have no escapes of their own; character references survive in what they are turned into. */
function wikilink(text: string): string {
  return text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/\|/g, '&#124;')
    .replace(/\](?=\]|$)/g, '&#93;')
    .replace(/\[(?=\[)/g, '&#91;')
    .replace(/\\$/, '&#92;')
    .replace(/`/g, '&#96;')
    .replace(/^\d(?=\d*(?:x\d+)?$)/, (digit) => `&#${digit.charCodeAt(0)};`);
}

function reference(char: string): string {
  return char === '"' ? '&quot;' : char === '<' ? '&lt;' : numeric(char);
}

function numeric(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}

/** A positional attribute: in quotes where a comma or an equals sign would end it or make it a named one. */
function asciidoc(text: string): string {
  const written = asciidocText(text);
  return /[,="]/.test(written) ? `"${written.replace(/"/g, '\\"')}"` : written;
}

/** Marks that are read before an inline macro is: formatting, passthroughs, cross references, index terms, a list's `::`. */
const ASCIIDOC_INLINE =
  /[*`^~+]|(?<!&)#|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=[\w:,])\[|:(?=:)|(?<!&#\d{1,7});(?=;)|<(?=<)|\((?=\()/gu;

/** Brackets would end the macro, braces name an attribute of the document, a backslash escapes what is written next. */
function asciidocText(text: string): string {
  return text.replace(/&(?=#?\w+;)/g, '&amp;').replace(/[\]{}\\]|^'/g, numeric);
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
};
