import type { ImageSource } from '../../imageReference.ts';
import { attributeName, isBound, rawOf, type TagReader, textOf } from './attributes.ts';
import { staticString } from './staticString.ts';
import type { Attribute, AttributeValue, Tag } from './tag.ts';

export interface FoundSource {
  readonly source: ImageSource;
  readonly attribute: Attribute;
}

/** The image that a tag names; a fixed path before code. */
export function sourceOf(tag: Tag, reader: TagReader): FoundSource | undefined {
  const named = namedSource(tag);
  const attribute = named.find((one) => !isBound(one)) ?? named[0];
  if (!attribute) return undefined;
  const { value, range } = attribute;
  if (value) return { source: valueSource(attribute, value, reader), attribute };
  // Vue's `:src` is short for `:src="src"`.
  return isBound(attribute) ? { source: { text: 'src', range, computed: true }, attribute } : undefined;
}

/** React Native and Gatsby name the source of their components otherwise. */
function namedSource(tag: Tag): readonly Attribute[] {
  const found = tag.attributes.filter((attribute) => attributeName(attribute) === 'src');
  if (found.length > 0 || !/^svelte:|image(?:background)?$/i.test(tag.name)) return found;
  return tag.attributes.filter(({ name }) => name === 'source' || name === 'image');
}

function valueSource(attribute: Attribute, { quote, range }: AttributeValue, reader: TagReader): ImageSource {
  const raw = rawOf(attribute, reader);
  const text = quote === '{' ? undefined : textOf(attribute, reader);
  if (text === undefined) return pathInCode(raw, range.start) ?? { text: raw.trim(), range, computed: true };
  const root = ROOT.exec(raw)?.[0].length;
  return root === undefined
    ? { text: text.trim(), range, computed: false }
    : fixedSource(raw.slice(root).trim(), range.start + root);
}

/** The root of the site, as build tools write it before a path. */
const ROOT = /^\s*%(?:PUBLIC_URL|BASE_URL|sveltekit\.assets)%(?=\/)/;

/** Functions around a path that leave it the same file. */
const WRAPPED =
  /^\s*(?:require|useBaseUrl|\$?withBase|new URL|asset)\s*\(\s*(["'`])([^"'`$]+)\1\s*(?:,\s*import\.meta\.url\s*)?\)(?:\.default|\.href)?\s*$/;
/** React Native's object. */
const NAMED = /^\s*\{\s*uri\s*:\s*(["'`])([^"'`$]+)\1\s*\}\s*$/;

/** The path in `require('./a.png')`, `useBaseUrl('/a.png')` and their like. */
function pathInCode(code: string, start: number): ImageSource | undefined {
  const fixed = staticString(code);
  if (fixed)
    return {
      text: fixed.text,
      range: { start: start + fixed.start, end: start + fixed.end },
      computed: false,
    };
  const path = (WRAPPED.exec(code) ?? NAMED.exec(code))?.[2];
  return path === undefined ? undefined : fixedSource(path, start + code.indexOf(path));
}

function fixedSource(text: string, start: number): ImageSource {
  return { text, range: { start, end: start + text.length }, computed: false };
}
