import type { Estimate } from '../../../core/api/models/prices.ts';
import { type CostSettings, questionEstimate, sumOf } from '../../../core/ask/cost.ts';
import type { ImageInstruction } from '../../../core/ask/imageQuestion.ts';
import { altJob } from '../../../core/docs/altText/altJob.ts';
import { answerKey } from '../../../core/docs/altText/answerCache.ts';
import type { ImageHeader } from '../../../core/image/imageTypes.ts';
import { forEachConcurrent } from '../forEachConcurrent.ts';
import type { FindAltSettings } from './altSettings.ts';
import type { AltAsking } from './askAlt.ts';
import type { ShownImage } from './shownImages.ts';

/** What several alt texts cost at most. */
export interface AltCost extends Estimate {
  /** Texts that the model is asked for. */
  readonly asked: number;
  /** Texts whose answer is kept. */
  readonly kept: number;
}

export interface AltCostOptions extends Pick<AltAsking, 'answers' | 'answeredBy'> {
  /** A caption that is there already is taken as it is. */
  readonly captions: boolean;
  readonly settingsOf: FindAltSettings;
}

/** Tokens of an alt text with its reasons, thinking included. */
const answerTokens = 400;

/** The cost of one alt text, at most; `header` is undefined for an image on the web. */
export function altEstimate(
  { system, text }: ImageInstruction,
  header: ImageHeader | undefined,
  settings: CostSettings,
): Estimate {
  return questionEstimate(
    { images: [header ? { header } : {}], text: system + text, answerTokens },
    settings,
  );
}

/**
 * The cost of the alt texts of all locations, at most. A caption that is taken as it is costs nothing, nor does an answer
 * that is kept, nor the same image in the same context once more.
 */
export async function altCost(
  shown: readonly ShownImage[],
  settings: CostSettings,
  { answers, answeredBy, settingsOf, captions }: AltCostOptions,
  signal: AbortSignal,
): Promise<AltCost> {
  const by = answeredBy();
  const seen = new Set<string>();
  const estimates: Estimate[] = [];
  let kept = 0;
  const all = shown.flatMap(({ locations, ...image }) => locations.map((location) => ({ location, image })));
  await forEachConcurrent(all, 16, signal, async ({ location, image: { header, identity } }) => {
    const { parsed, reference } = location;
    const job = altJob(reference, { ...(await settingsOf(parsed.document.uri)), captions });
    if ('alt' in job) return;
    const key = await answerKey(identity, job, by);
    if (seen.has(key)) return;
    seen.add(key);
    if (await answers.get(key)) kept += 1;
    else estimates.push(altEstimate(job, header, settings));
  });
  return { ...sumOf(estimates), asked: estimates.length, kept };
}
