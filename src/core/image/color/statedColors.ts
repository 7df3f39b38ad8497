import type { ColorSpace } from './colorSpace.ts';
import { type ColorModel, readIccProfile } from './iccProfile.ts';

/** A colour space that a file states, and the kind of pixels it is for. */
export interface StatedColors {
  readonly model: ColorModel;
  readonly space: ColorSpace | undefined;
}

export function statedProfile(profile: Uint8Array, model: ColorModel): StatedColors {
  return { model, space: readIccProfile(profile, model) };
}
