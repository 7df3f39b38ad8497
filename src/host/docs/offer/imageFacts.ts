import { altQuestion } from '../../../core/docs/altText/altJob.ts';
import type { ImageReference } from '../../../core/docs/imageReference.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { isRefusal, probe } from '../../../core/image/probe.ts';
import { isShownDirectly } from '../../../core/image/shownDirectly.ts';
import { estimateText } from '../../ask/estimateText.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { readSettings } from '../../settings.ts';
import type { DocumentImage } from '../source/documentImage.ts';
import { altEstimate } from '../write/altCost.ts';
import type { HoverFacts } from './hoverText.ts';

/** What is known of an image once its bytes are read: a small picture of it as well, where it has a file. */
export async function fileFacts(
  reference: ImageReference,
  { uri, read }: Pick<Exclude<DocumentImage, { url: URL }>, 'uri' | 'read'>,
  thumbnailUrl: ImageAccess['thumbnailUrl'],
  signal: AbortSignal,
): Promise<Partial<HoverFacts>> {
  const bytes = await read(signal);
  const { byteLength } = bytes;
  const header = probe(bytes);
  if (isRefusal(header)) return { refusal: header };
  const settings = readSettings();
  const estimate = altEstimate(
    altQuestion(reference, { ...settings.altText, style: undefined }),
    header,
    settings,
  );
  return {
    ...{ byteLength, header, estimate: estimateText(estimate) },
    ...(uri && { file: uri.toString() }),
    ...(uri && !isShownDirectly(header) && (await smallPicture(bytes, thumbnailUrl, signal))),
  };
}

/** Longest side of a small picture, in pixels. */
const thumbnailSide = 240;

/** The editor cuts the text of a hover at 100,000 characters. */
const longestAddress = 80_000;

async function smallPicture(
  bytes: Uint8Array,
  thumbnailUrl: ImageAccess['thumbnailUrl'],
  signal: AbortSignal,
): Promise<Pick<HoverFacts, 'thumbnail' | 'refusal'>> {
  try {
    const url = await thumbnailUrl(bytes, thumbnailSide, signal);
    return url.length > longestAddress ? {} : { thumbnail: url };
  } catch (error) {
    if (error instanceof RefusalError) return { refusal: error.refusal };
    throw error;
  }
}
