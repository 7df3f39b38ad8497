import { IMAGE_FILE, withoutQuery } from '../files/paths.ts';
import { type Comment, type Draft, speaksToAudit } from '../text/pageReader.ts';
import { tomlTables } from './toml.ts';
import { type YamlMapping, type YamlText, yamlMappings } from './yaml.ts';

export interface FrontMatter {
  /** With the line break after it; 0 when there is none. */
  readonly length: number;
  readonly text: string;
  readonly language: string | undefined;
  /** Of its images only those with an alt text beside them: no other is known to be shown with one. */
  readonly images: readonly Draft[];
  readonly comments: readonly Comment[];
}

const FRONT = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)/;

export function frontMatter(text: string): FrontMatter {
  const [front = '', fence] = FRONT.exec(text) ?? [];
  return {
    length: front.length,
    text: front,
    language: languageIn(front),
    images: /alt|description/i.test(front) ? imagesIn(front, fence === '+++') : [],
    comments: speaksToAudit(front) ? commentsIn(front) : [],
  };
}

/** Lines of their own: `#` elsewhere may be a part of a value. */
function commentsIn(front: string): Comment[] {
  return [...front.matchAll(/^[ \t]*(#[^\r\n]*)/gm)].flatMap(({ 0: line, 1: text = '', index }) => {
    const end = index + line.length;
    return speaksToAudit(text) ? [{ start: end - text.length, end, text }] : [];
  });
}

/** Typora's `typora-root-url`: the folder that the `/…` paths of the document are in. */
export function typoraRoot(front: string): string | undefined {
  return /^typora-root-url:[ \t]*["']?([^"'\r\n]+)/m.exec(front)?.[1]?.trim().replaceAll('\\', '/');
}

function languageIn(front: string): string | undefined {
  return /^(?:lang|language|locale)[ \t]*[:=][ \t]*["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)["']?[ \t]*\r?$/m
    .exec(front)?.[1]
    ?.replaceAll('_', '-');
}

function imagesIn(front: string, toml: boolean): Draft[] {
  // Spaces in place of the fences and the byte order mark keep the offsets.
  const content = front.replace(/^\ufeff?(?:---|\+\+\+)|(?:---|\+\+\+|\.\.\.)\s*$/g, (mark) =>
    mark.replace(/\S/g, ' '),
  );
  return (toml ? tomlTables(content) : yamlMappings(content)).flatMap(imagesOf);
}

/** `imageAlt`, `image_alt`, `cover-alt-text`, `alt`; Minimal Mistakes has `image_description`. */
const ALT_KEY = /^(.*?)alt(?:text)?$|^(.*(?:image|img|photo|picture|cover|banner|teaser))description$/;
/** Where the path stands in a mapping whose `alt` is called just that. */
const SOURCE_KEYS = ['image', 'src', 'url', 'path', 'file', 'img', 'source', 'href', 'filename'];

function imagesOf(mapping: YamlMapping): Draft[] {
  const named = new Map([...mapping].map(([key, value]) => [key.replace(/[-_:.\s]/g, ''), value]));
  const taken = new Set<YamlText>();
  return [...named].flatMap(([key, alt]) => {
    const found = ALT_KEY.exec(key);
    const subject = found?.[1] ?? found?.[2];
    if (subject === undefined) return [];
    const keys = subject === '' ? SOURCE_KEYS : ['', ...SOURCE_KEYS].map((part) => subject + part);
    const source = keys.map((name) => named.get(name)).find((value) => isImage(value, subject !== ''));
    if (!source || taken.has(source)) return [];
    taken.add(source);
    return [draftOf(source, alt, named.get('caption') ?? named.get(`${subject}caption`))];
  });
}

/** A key that is called after its alt text needs no known file ending. */
function isImage(value: YamlText | undefined, isNamed: boolean): boolean {
  const path = withoutQuery(value?.text ?? '');
  return IMAGE_FILE.test(path) || (isNamed && /[/.]/.test(path) && !/\s|\.$/.test(path));
}

function draftOf(source: YamlText, alt: YamlText, caption: YamlText | undefined): Draft {
  const { slot } = alt;
  const state = slot === undefined ? 'computed' : alt.text === '' ? 'empty' : 'text';
  return {
    range: {
      start: Math.min(source.range.start, alt.range.start),
      end: Math.max(source.range.end, alt.range.end),
    },
    syntax: 'frontMatter',
    source: {
      text: source.text,
      range: source.slot?.range ?? source.range,
      computed: /\{\{|\$\{/.test(source.text),
    },
    alt: {
      state,
      text: alt.text,
      range: slot?.range ?? alt.range,
      form: slot?.form ?? { escapes: [], before: '', after: '' },
    },
    decorative: false,
    caption: caption?.text || undefined,
  };
}
