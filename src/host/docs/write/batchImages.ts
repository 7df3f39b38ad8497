import type { Estimate } from '../../../core/api/models/prices.ts';
import { type ImageHeader, RefusalError } from '../../../core/image/imageTypes.ts';
import { isRefusal, probe } from '../../../core/image/probe.ts';
import { nextQuestion } from '../../ask/costs.ts';
import type { Settings } from '../../settings.ts';
import { type Located, locate } from '../source/locateImage.ts';
import type { Place } from '../source/parsedDocument.ts';
import { createFindFile } from '../source/workspaceFiles.ts';
import { altJob } from './askAlt.ts';
import { refusedText } from './refusedText.ts';

/** A picture with all places that show it. */
export interface Shown {
  readonly picture: Located;
  /** Undefined for a picture on the web. */
  readonly header: ImageHeader | undefined;
  readonly places: Place[];
}

/** The pictures of places, and why others cannot be sent. Missing files are left out: the audit lists them. */
export async function picturesOf(
  places: readonly Place[],
  signal: AbortSignal,
): Promise<{ readonly shown: readonly Shown[]; readonly refused: readonly string[] }> {
  const shown = new Map<unknown, Shown>();
  const refused: string[] = [];
  const findFile = createFindFile();
  for (const place of places) {
    try {
      const picture = await locate(place, signal, findFile);
      const same = 'url' in picture ? picture.url.href : (picture.uri?.toString() ?? place);
      const known = shown.get(same) ?? { picture, header: await headerOf(picture, signal), places: [] };
      known.places.push(place);
      shown.set(same, known);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      const { refusal } = error;
      if (refusal.reason !== 'missing') refused.push(refusedText(place.reference.source.text, refusal));
    }
  }
  return { shown: [...shown.values()], refused };
}

async function headerOf(picture: Located, signal: AbortSignal): Promise<ImageHeader | undefined> {
  if ('url' in picture) return undefined;
  const header = probe(await picture.read(signal));
  if (isRefusal(header)) throw new RefusalError(header);
  return header;
}

/** What the alt texts of all places cost at most. What a caption says already is not asked. */
export function altCost(shown: readonly Shown[], settings: Settings): Estimate {
  const questions = shown.flatMap(({ header, places }) =>
    places.flatMap(({ reference }) => {
      const job = altJob(reference, { ...settings.altText, captions: true });
      if (!('text' in job)) return [];
      const image = { id: '', name: '', uri: '', ...(header && { header }) };
      return [nextQuestion({ attached: [image], turns: [] }, job.system + job.text, settings)];
    }),
  );
  const tokens = questions.reduce((sum, one) => sum + one.tokens, 0);
  const prices = questions.map(({ usd }) => usd).filter((usd) => usd !== undefined);
  if (prices.length < questions.length) return { tokens };
  return { tokens, usd: prices.reduce((sum, usd) => sum + usd, 0) };
}
