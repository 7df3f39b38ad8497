/** The language of a document. */
export type DocumentSyntax =
  | 'markdown'
  | 'quarto'
  | 'mdx'
  | 'html'
  | 'vue'
  | 'svelte'
  | 'astro'
  | 'jsx'
  | 'asciidoc'
  | 'rest'
  | 'latex'
  | 'notebook';

/**
 * The language of one reference: a Markdown file also holds HTML, wikilinks, Learn's `:::image`, MyST's directives,
 * the tags of Hugo, Jekyll and Hexo, code cells, and images of its front matter.
 */
export type ReferenceSyntax =
  | Exclude<DocumentSyntax, 'notebook' | 'quarto'>
  | 'wikilink'
  | 'learn'
  | 'directive'
  | 'shortcode'
  | 'codeCell'
  | 'frontMatter';

/** Offsets in UTF-16 units; `end` is the first one that no longer belongs to it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Remote images and badges are told apart so that they are neither sent nor complained about. */
export type ImageKind = 'image' | 'badge' | 'remote' | 'data';

export interface ImageSource {
  /** The path or address, without the escapes of its syntax but with its `%20`, query and fragment. */
  readonly text: string;
  /** Where it stands; outside of the reference for reference-style images and imported identifiers. */
  readonly range: Range;
  /** True when only running the code would tell the path; `text` is then the code. */
  readonly computed: boolean;
}

/**
 * - `text`: there are words.
 * - `empty`: the slot is there and says nothing, which means "decorative".
 * - `absent`: there is no slot; `range` is empty and stands where it would go.
 * - `computed`: code decides; it is never edited.
 */
export type AltState = 'text' | 'empty' | 'absent' | 'computed';

export type Escape =
  | 'markdown'
  | 'mdx'
  | 'tableCell'
  | 'pipe'
  | 'wikilink'
  | 'doubleQuoted'
  | 'singleQuoted'
  | 'template'
  | 'backtick'
  | 'svelte'
  | 'jsDouble'
  | 'jsSingle'
  | 'jsTemplate'
  | 'templateAttribute'
  | 'asciidocInline'
  | 'asciidoc'
  | 'asciidocQuoted'
  | 'latex'
  | 'json'
  | 'yaml'
  | 'yamlSingle'
  | 'attribute'
  | 'shortcode'
  | 'liquid'
  | 'hexo'
  | 'chunkOption'
  | 'marp'
  | 'pass';

export interface AltSlot {
  readonly state: AltState;
  /** Replaced when a text is written. */
  readonly range: Range;
  /** As a reader hears it: unescaped, on one line. Code for `computed`. */
  readonly text: string;
  /** True where a text would break what is drawn around it, as in a cell of a grid table: it is never written. */
  readonly readOnly?: boolean;
  /** How a text is written into `range`: escaped by each in turn, between `before` and `after`. */
  readonly form: AltForm;
  /**
   * Why a `computed` slot is not written, where it is not its own code that decides: template code in the tag has no
   * certain end; or `aria-labelledby` names other elements, whose text this is.
   */
  readonly reason?: 'unclearTemplate' | 'labelledBy';
}

export interface AltForm {
  readonly escapes: readonly Escape[];
  readonly before: string;
  readonly after: string;
  /** Written instead for a decorative image, where a slot without words would not say so. */
  readonly empty?: string;
}

export interface ImageLink {
  readonly href: string;
  readonly range: Range;
}

/** What comments before an image tell the audit. */
export interface AuditComment {
  /** `ask-claude-decorative`: the image carries no meaning. */
  readonly decorative: boolean;
  /** `ask-claude-ignore`: rules that are not applied to it, by their ids or codes in lower case. */
  readonly ignores: 'all' | readonly string[];
}

export interface ImageReference {
  /** The whole reference: the tag, the directive, `![…](…)`; not the link or figure around it. */
  readonly range: Range;
  readonly syntax: ReferenceSyntax;
  readonly kind: ImageKind;
  readonly source: ImageSource;
  readonly alt: AltSlot;
  readonly title: string | undefined;
  /** The text that the document prints below the image: `<figcaption>`, a figure's caption, a block title. */
  readonly caption: string | undefined;
  /** The link the image is (part of) the text of. */
  readonly link: ImageLink | undefined;
  /** Nothing else names the link or button around the image, so its alt text has to. */
  readonly onlyName: boolean;
  /** The markup, or a comment, says that the image carries no meaning (`role="presentation"`, `aria-hidden`, Learn's icons). */
  readonly decorative: boolean;
  readonly auditComment: AuditComment | undefined;
  /** Folders the document itself says its images are in (`:imagesdir:`, `\\graphicspath`); empty for most. */
  readonly folders: readonly string[];
  /** The headings it stands under, the outermost first. */
  readonly headings: readonly string[];
  /** The text before and after it: the rest of its own paragraph and the neighbouring ones. */
  readonly context: { readonly before: string; readonly after: string };
  /** Language of the document (`lang` in front matter or on `<html>`), a BCP 47 tag. */
  readonly language: string | undefined;
  /** Line of `range.start`, counted from 0. */
  readonly line: number;
}

/** Replace `range` by `text`. `reference` is what stood there when the edit was made. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
  readonly reference: { readonly start: number; readonly text: string };
}
