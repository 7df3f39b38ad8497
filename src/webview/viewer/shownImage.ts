import type { ImageView, PanelState } from '../../protocol.ts';
import type { Parts } from './partsEditor.ts';

/** The image in the viewer. */
export interface Shown {
  readonly image: string;
  /** Id under which a copy is attached when parts are chosen of an image that was asked about before. */
  readonly copy: string;
}

/** The image, or the copy of it that is attached by now. */
export function imageIn({ images, turns }: PanelState, { image, copy }: Shown): ImageView | undefined {
  const attached = images.find(({ id }) => id === image || id === copy);
  return attached ?? turns.flatMap((turn) => turn.images).find(({ id }) => id === image);
}

/** The images beside this one that it can be compared with. */
export function othersIn({ images, turns }: PanelState, image: ImageView): readonly ImageView[] {
  const groups = [images, ...turns.map((turn) => turn.images)];
  const group = groups.find((one) => one.includes(image)) ?? [];
  return group.filter((one) => one !== image && one.size);
}

export function partsIn({ region, redactions = [] }: Pick<ImageView, 'region' | 'redactions'>): Parts {
  return { region, redactions };
}

export function sameParts(one: Parts, other: Parts): boolean {
  return JSON.stringify([one.region, one.redactions]) === JSON.stringify([other.region, other.redactions]);
}
