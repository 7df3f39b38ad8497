import type { ImageReference } from '../imageReference.ts';
import type { Change } from './change.ts';

/** The attribute that says in some syntaxes that an image carries no meaning; undefined in all others. */
export function attributeFor(text: string, reference: ImageReference): Change | undefined {
  const { range, syntax } = reference;
  const written = text.slice(range.start, range.end);
  switch (syntax) {
    case 'html':
    case 'vue':
    case 'svelte':
    case 'astro':
    case 'jsx':
      return roleFor(written, range.start);
    case 'learn':
      return iconFor(written, range.start);
    case 'asciidoc':
      return asciidocRole(text, reference);
    case 'latex':
      // Without tagging, TeX would stop at the unknown key.
      return text.includes('\\DocumentMetadata') ? artifactFor(written, range.start) : undefined;
    default:
      return undefined;
  }
}

/** Behind the name of the tag. One with a role of its own is something else than an image. */
function roleFor(tag: string, start: number): Change | undefined {
  const name = /^<[^\s/>]+/.exec(tag)?.[0];
  if (name === undefined || /\srole\s*=/i.test(tag)) return undefined;
  return inserted(start + name.length, ' role="presentation"');
}

function iconFor(image: string, start: number): Change | undefined {
  const type = /\btype="([^"]*)"/.exec(image);
  if (!type) return inserted(start + ':::image'.length, ' type="icon"');
  const end = start + type.index + type[0].length - 1;
  return { range: { start: end - (type[1]?.length ?? 0), end }, text: 'icon' };
}

/** At the end of the list; an empty text before it, since AsciiDoc makes one of the name of the file where there is none. */
function asciidocRole(text: string, { range, alt }: ImageReference): Change {
  const end = range.end - 1;
  const isBlank = text[end - 1] === '[' || (alt.state === 'text' && alt.range.end === end);
  if (!isBlank) return inserted(end, ',role=presentation');
  // A positional text alone is replaced as well.
  const start = alt.state === 'text' && !/=$/.test(text.slice(0, alt.range.start)) ? alt.range.start : end;
  return { range: { start, end }, text: 'alt="",role=presentation' };
}

/** LaTeX's key for what tagged PDF leaves out. */
function artifactFor(command: string, start: number): Change | undefined {
  const [head, list] = /^\\includegraphics\*?(?:\s*<[^<>\n]*>)?(\[)?/.exec(command) ?? [];
  if (head === undefined) return undefined;
  return inserted(start + head.length, list === undefined ? '[artifact]' : 'artifact,');
}

function inserted(at: number, text: string): Change {
  return { range: { start: at, end: at }, text };
}
