import type { Element } from 'domhandler';
import { fromBase64, toBase64 } from '#platform/base64.ts';

/** Embedded pictures that the renderer can read. */
const readable = /^data:image\/(?:png|jpe?g|gif|svg\+xml)[;,]/i;

/** Whether an image element shows a picture that is outside the file or in a format that cannot be drawn. */
export function isMissingImage({ name, attribs }: Element): boolean {
  if (name !== 'image' && name !== 'feImage') return false;
  const href = attribs['href']?.trim() ?? '';
  return href !== '' && !readable.test(href) && !(name === 'feImage' && href.startsWith('#'));
}

/** The text of an SVG embedded in an image element; undefined for anything else. */
export function innerSvg({ name, attribs }: Element): string | undefined {
  if (name !== 'image') return undefined;
  const [, parameters = '', data = ''] =
    /^\s*data:image\/svg\+xml([^,]*),([\s\S]*)$/i.exec(attribs['href'] ?? '') ?? [];
  if (data === '') return undefined;
  if (/;\s*base64/i.test(parameters)) return new TextDecoder().decode(fromBase64(data));
  try {
    return decodeURIComponent(data);
  } catch {
    // A `%` that is not an escape, which browsers accept.
    return data;
  }
}

export function svgDataUrl(svg: Uint8Array): string {
  return `data:image/svg+xml;base64,${toBase64(svg)}`;
}
