import type { Range } from '../../imageReference.ts';
import { type MarkupSyntax, scanDocument } from '../../syntax/html.ts';
import { OpenElements } from '../../syntax/markup/openElements.ts';
import { VOID } from '../../syntax/markup/scan.ts';
import type { Tag } from '../../syntax/markup/tag.ts';
import type { BlockPlace } from './blockPlace.ts';

/** Elements in which no paragraph, list or table can stand; the text goes below the outermost one around an image. */
const CLOSED = new Set(
  [
    'p h1 h2 h3 h4 h5 h6 pre a abbr b bdi bdo big button canvas cite code data del dfn em figure font i iframe ins',
    'kbd label legend map mark math meter object output picture progress q ruby s samp script select small',
    'span strike strong style sub summary sup svg time title tt u var video audio caption',
  ].flatMap((names) => names.split(' ')),
);
/** An open `<p>` ends before these. */
const BLOCKS = new Set(
  [
    'address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main',
    'nav ol p pre section table ul',
  ].flatMap((names) => names.split(' ')),
);

/** Undefined in the head of a page, where no text can stand. */
export function htmlPlace(text: string, syntax: MarkupSyntax, range: Range): BlockPlace | undefined {
  const { tags, anchor } = scan(text, syntax, range);
  const offset = endOfClosed(tags, anchor);
  if (offset === undefined) return undefined;
  const line = text.slice(text.lastIndexOf('\n', anchor.start - 1) + 1, anchor.start);
  const end = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const indent = /^[ \t]*/.exec(offset > anchor.end ? end : line)?.[0] ?? '';
  return { offset, indent, apart: false };
}

/** The tags of a document, and the expression around an image: in Astro, one holds a single element. */
function scan(text: string, syntax: MarkupSyntax, range: Range) {
  const tags: Tag[] = [];
  let anchor = range;
  const widen = (start: number, end: number) => {
    if (start <= range.start && range.end <= end && end - start > anchor.end - anchor.start)
      anchor = { start, end };
  };
  scanDocument(text, syntax, {
    tag: (tag) => {
      tags.push(tag);
      widen(tag.range.start, tag.range.end);
    },
    code: widen,
    text: () => undefined,
    comment: () => undefined,
  });
  return { tags, anchor };
}

interface Open {
  readonly name: string;
}

function endOfClosed(tags: readonly Tag[], anchor: Range): number | undefined {
  const open = new OpenElements<Open>();
  const around = new Set<Open>();
  let outer: Open | undefined;
  let isPast = false;
  const pass = () => {
    isPast = true;
    outer = [...around].find(({ name }) => CLOSED.has(name));
  };
  for (const tag of tags) {
    const { start, end } = tag.range;
    if (!isPast && start > anchor.start) {
      pass();
      if ([...around].some(({ name }) => name === 'head')) return undefined;
      if (!outer) return anchor.end;
    }
    if (start > anchor.start && end <= anchor.end) continue;
    const name = tag.name.toLowerCase();
    if (tag.closing) {
      const closed = open.close(name);
      for (const one of closed) around.delete(one);
      if (outer && closed.includes(outer)) return closed.at(-1) === outer ? end : start;
      continue;
    }
    if (outer?.name === 'p' && BLOCKS.has(name)) return start;
    for (const one of open.imply(name)) around.delete(one);
    if (tag.selfClosing || VOID.has(name)) continue;
    const element = { name: start === anchor.start ? 'a' : name };
    open.open(name, element);
    around.add(element);
  }
  return anchor.end;
}
