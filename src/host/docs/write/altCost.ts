import type { Estimate } from '../../../core/api/models/prices.ts';
import { questionEstimate, sumOf } from '../../../core/ask/cost.ts';
import { altJob } from '../../../core/docs/altText/altJob.ts';
import type { ImageReference } from '../../../core/docs/imageReference.ts';
import type { ImageHeader } from '../../../core/image/imageTypes.ts';
import type { Settings } from '../../settings.ts';
import type { ShownImage } from './shownImages.ts';

/** Tokens of an alt text with its reasons, thinking included. */
const answerTokens = 400;

/** The cost of asking for the alt text of a reference, at most; `header` is undefined for an image on the web. */
export function altEstimate(
  reference: ImageReference,
  header: ImageHeader | undefined,
  settings: Settings,
): Estimate {
  const job = altJob(reference, { ...settings.altText, captions: false });
  const text = 'text' in job ? job.system + job.text : '';
  return questionEstimate({ images: [header ? { header } : {}], text, answerTokens }, settings);
}

/** The cost of the alt texts of all locations, at most. A caption that is taken as it is costs nothing. */
export function altCost(shown: readonly ShownImage[], settings: Settings): Estimate {
  const isAsked = (reference: ImageReference) =>
    'text' in altJob(reference, { ...settings.altText, captions: true });
  return sumOf(
    shown.flatMap(({ header, locations }) =>
      locations
        .filter(({ reference }) => isAsked(reference))
        .map(({ reference }) => altEstimate(reference, header, settings)),
    ),
  );
}
