import * as vscode from 'vscode';
import type { Oddity, OmittedPart, Refusal, RefusalReason } from '../../core/image/imageTypes.ts';
import { listed, megabytes, megapixels, number, pixels } from './quantities.ts';

/** Why a file cannot be sent and what to do, in one sentence that begins with its name. */
export function refusalText(name: string, refusal: Refusal): string {
  return refusals[refusal.reason](name, refusal);
}

/** Why the image that a document names cannot be used. The document names a missing file; the user did not choose it. */
export function documentRefusalText(name: string, refusal: Refusal): string {
  const { reason, detail } = refusal;
  if (reason !== 'missing') return refusalText(name, refusal);
  return detail === undefined
    ? vscode.l10n.t('{0} is not where the document says: correct its path', name)
    : vscode.l10n.t('{0} is not where the document says: did you mean {1}?', name, detail);
}

const refusals: Record<RefusalReason, (name: string, refusal: Refusal) => string> = {
  empty: (name) => vscode.l10n.t('{0} is empty: save or export it again.', name),
  lfsPointer: (name) =>
    vscode.l10n.t('{0} is a Git LFS pointer, not the image itself: run "git lfs pull" to fetch it.', name),
  html: (name) => vscode.l10n.t('{0} holds a web page, not an image: download the image itself.', name),
  pdf: (name) => vscode.l10n.t('{0} is a PDF, not an image: export the page you mean as PNG.', name),
  text: (name) =>
    vscode.l10n.t('{0} holds text, not an image: open it as text, or choose another file.', name),
  unknownFormat: (name) =>
    vscode.l10n.t('{0} is not an image in a known format: convert it to PNG, JPEG, GIF or WebP.', name),
  damaged: (name) => vscode.l10n.t('{0} is damaged or cut off: save, export or download it again.', name),
  tooManyPixels: pixelText,
  tooMuchMemory: memoryText,
  tookTooLong: (name, { limit = 0 }) =>
    vscode.l10n.t(
      '{0} took longer than {1} seconds to open: scale it down, or convert it to PNG first.',
      name,
      number(limit / 1000),
    ),
  tooManyBytes: (name, { byteLength = 0, limit = 0 }) =>
    vscode.l10n.t(
      '{0} is too large ({1}; at most {2}): scale it down or crop it first.',
      name,
      megabytes(byteLength),
      megabytes(limit),
    ),
  unsupported: formatText,
  missing: (name) => vscode.l10n.t('{0} no longer exists: choose it again from its new location.', name),
  folder: (name) => vscode.l10n.t('{0} is a folder: choose the images inside it.', name),
  unreadable: (name, { detail }) =>
    detail
      ? vscode.l10n.t('{0} cannot be read: check its permissions and its connection ({1}).', name, detail)
      : vscode.l10n.t('{0} cannot be read: check its permissions and its connection.', name),
  tooComplex: (name) =>
    vscode.l10n.t('{0} is too complex to draw here: export it as PNG and use that.', name),
  decoderFailed: (name) => vscode.l10n.t('{0} could not be opened: convert it to PNG and try again.', name),
};

function pixelText(name: string, { width = 0, height = 0, limit = 0, needed = 0 }: Refusal): string {
  if (needed > width * height)
    return vscode.l10n.t(
      '{0} takes too long to open (its frames up to this one have {1}; at most {2}): choose an earlier frame or scale it down first.',
      name,
      megapixels(needed),
      megapixels(limit),
    );
  return vscode.l10n.t(
    '{0} is too large to open ({1} pixels; at most {2}): scale it down or crop it first.',
    name,
    pixels(width, height),
    megapixels(limit),
  );
}

function memoryText(name: string, { limit = 0, needed }: Refusal): string {
  if (needed === undefined)
    return vscode.l10n.t(
      '{0} takes too much memory to open (more than {1}): scale it down, or save it as a plain JPEG or PNG first.',
      name,
      megabytes(limit),
    );
  return vscode.l10n.t(
    '{0} takes too much memory to open ({1}; at most {2}): scale it down, or save it as a plain JPEG or PNG first.',
    name,
    megabytes(needed),
    megabytes(limit),
  );
}

function formatText(name: string, { type = 'unknown', oddity }: Refusal): string {
  const format = type.toUpperCase();
  if (oddity) return oddities[oddity](name, format);
  if (type === 'heic')
    return vscode.l10n.t(
      '{0} is in the format {1}, which cannot be opened here: export it as JPEG (macOS: Preview, Export; Windows: Photos, Save as; Linux: heif-convert).',
      name,
      format,
    );
  return vscode.l10n.t(
    '{0} is in the format {1}, which cannot be opened here: convert it to PNG or JPEG first.',
    name,
    format,
  );
}

/** Why a file is not read although its format is, and the way out. */
const oddities: Record<Oddity, (name: string, format: string) => string> = {
  depth: (name, format) =>
    vscode.l10n.t(
      '{0} is a {1} file that cannot be opened here because its colors have an unusual number of bits: open it in an image editor and save a copy with 8 bits per channel.',
      name,
      format,
    ),
  coding: (name, format) =>
    vscode.l10n.t(
      '{0} is a {1} file that cannot be opened here because its pixels are compressed in an unusual way: open it in an image editor and save a copy with the usual settings.',
      name,
      format,
    ),
  colors: (name, format) =>
    vscode.l10n.t(
      '{0} is a {1} file that cannot be opened here because its colors are stored in an unusual way: open it in an image editor and save a copy in the RGB color mode.',
      name,
      format,
    ),
  iosApp: (name, format) =>
    vscode.l10n.t(
      '{0} is a {1} file that cannot be opened here because Xcode changed it for an iOS app: use the original from the source of the app.',
      name,
      format,
    ),
  wrapper: (name, format) =>
    vscode.l10n.t(
      '{0} is a {1} file that cannot be opened here because it only wraps another file for a printer: export the picture again as PNG.',
      name,
      format,
    ),
  laterFrame: (name, format) =>
    vscode.l10n.t(
      '{0} is a {1} file that cannot be opened here because only its first picture can be read: choose that one.',
      name,
      format,
    ),
};

/** Names for what is missing in the picture of an SVG, and the way out. */
export function omittedText(parts: readonly OmittedPart[]): string {
  if (parts.includes('everything'))
    return vscode.l10n.t('nothing in it is visible: export it as PNG to send it as you see it');
  return vscode.l10n.t('without {0}: export it as PNG to send them', listed(parts.map(omittedName)));
}

function omittedName(part: OmittedPart): string {
  return {
    html: () => vscode.l10n.t('its HTML parts (their text is kept)'),
    images: () => vscode.l10n.t('images outside the file'),
    stylesheets: () => vscode.l10n.t('style sheets outside the file'),
    fonts: () => vscode.l10n.t('its own fonts'),
    everything: () => vscode.l10n.t('anything'),
  }[part]();
}
