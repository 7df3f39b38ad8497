import type { ImageReference } from '../imageReference.ts';
import { IMAGE_FILE, percentDecoded, withoutQuery } from './paths.ts';

/**
 * The paths that a source may be written for, the likeliest first: without the address of the site in front, without
 * query and fragment and decoded; then, since a file may really be called `a#b.png`, as it stands.
 */
export function spellings({ source, syntax }: Pick<ImageReference, 'source' | 'syntax'>): string[] {
  const found = pathsIn(source, syntax).flatMap((path) => {
    const text = path.replaceAll('\\', '/').replace(/^file:\/\/(?=\/)/, '');
    const bare = syntax === 'latex' ? text : withoutQuery(text);
    return [percentDecoded(bare), bare, percentDecoded(text)];
  });
  // `#fragment` alone is a place in this document.
  return found.filter((path) => path !== '' && path.length <= MAX_PATH);
}

/** Characters of a path above which no file system has it (Linux' PATH_MAX). */
const MAX_PATH = 4096;

function pathsIn({ text, computed }: ImageReference['source'], syntax: ImageReference['syntax']): string[] {
  if (syntax === 'latex') {
    if (computed) return [];
    // It takes quotes around a path with spaces, or around a part of it.
    const path = text.replaceAll('"', '');
    return IMAGE_FILE.test(path) || path.endsWith('.pdf') ? [path] : [path, `${path}.*`];
  }
  if (syntax === 'asciidoc') return computed ? [] : [text];
  if (computed && !TEMPLATE.test(text)) return CALL_OR_SUM.test(text) ? literalsIn(text) : [];
  // Docusaurus' way to name a file that it does not bundle.
  return afterTemplates(text.replace(/^pathname:\/\/(?=\/)/, ''));
}

/** `$withBase('/a.png')`, `base + '/a.png'`, a template literal. */
const CALL_OR_SUM = /^(?:[\w$.]+\s*[(+]|`)/;

/** A template, macro or placeholder of a generator, at the start of a path. */
const TEMPLATE =
  /^(?:\{\{([^{}]*)\}\}|\{%([^{}]*)%\}|<%([^<>]*)%>|<\?([^<>]*)\?>|[@$]\{([^{}]*)\}|\{([^{}\s]*)\}|%(sveltekit\.assets|[A-Z]+_URL)%|\|([a-z]+)\|)/;
/** Whatever a template calls the address of the site, or a folder of it. */
const SITE_ADDRESS = /base|root|site|url|static|public|prefix|path|asset|attach|filename/i;

/** Templates that stand one after the other in front of a path: `{{ site.url }}{{ site.baseurl }}/a.png`. */
const MAX_TEMPLATES = 4;

/**
 * The path behind templates that stand in front of it: `{{ site.baseurl }}/a.png` is `/a.png`, and so are
 * `{{ '/a.png' | relative_url }}` and `{% static 'a.png' %}`, which hold the path. None when a template makes it.
 */
function afterTemplates(text: string): string[] {
  let rest = text;
  for (let count = 0; count < MAX_TEMPLATES; count += 1) {
    const template = TEMPLATE.exec(rest);
    if (!template) return [rest];
    const code = template.slice(1).find((group) => group !== undefined) ?? '';
    rest = rest.slice(template[0].length);
    if (rest === '') return literalsIn(code);
    if (!SITE_ADDRESS.test(code)) return [];
  }
  return [];
}

/** True when a template makes (a part of) the path, so that only whoever builds the document knows it. */
export function hasTemplate(text: string): boolean {
  return /[{}]|<[%?]/.test(text) || TEMPLATE.test(text);
}

/** Characters of code that does no more than put an address before a path. */
const LONGEST_CODE = 1_000;

/** Strings and bare words of code that are paths of images, as in `$withBase('/a.png')` or `base + '/a.png'`. */
function literalsIn(code: string): string[] {
  if (code.length > LONGEST_CODE) return [];
  const inner = /^`\$\{([^{}]*)\}([^`{}]*)`$/.exec(code);
  if (inner) return SITE_ADDRESS.test(inner[1] ?? '') ? [inner[2] ?? ''] : [];
  const words = [...code.matchAll(/"([^"]*)"|'([^']*)'|`([^`]*)`|[^\s"'`(),|=+]+/g)].map(
    ([word, ...strings]) => strings.find((string) => string !== undefined) ?? word,
  );
  const paths = words.filter((word) => IMAGE_FILE.test(word) && !/[{}]/.test(word));
  if (paths.length !== 1) return [];
  // Django and Flask keep what they call static in a folder of that name.
  return words.includes('static') ? paths.flatMap((path) => [`/static/${path}`, path]) : paths;
}
