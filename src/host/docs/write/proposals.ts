import * as vscode from 'vscode';
import type { AltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';

/** A text for a reference, not yet written. */
export interface Proposal {
  readonly location: ImageLocation;
  /** An alt text, where '' marks the image as decorative, or a long description that goes below the image. */
  readonly kind: 'alt' | 'description';
  readonly text: string;
  /** Whether it is written unless the user says otherwise. */
  readonly picked: boolean;
  /** A remark for the user. */
  readonly remark?: string;
}

/** The proposals of an answer. One that would delete words or add a block is offered unticked, as for a single image. */
export function proposalsOf(location: ImageLocation, answer: AltAnswer): readonly Proposal[] {
  const { reference, parsed } = location;
  const { alt, decorative, reason, confidence, longDescription } = answer;
  const remark = decorative
    ? reason
    : confidence === 'low'
      ? vscode.l10n.t('Claude is not sure of this')
      : undefined;
  const picked = !decorative || reference.alt.state !== 'text';
  const words: Proposal = {
    ...{ location, kind: 'alt', text: decorative ? '' : alt, picked },
    ...(remark !== undefined && { remark }),
  };
  if (longDescription === undefined || !takesBlocks(parsed.syntax)) return [words];
  return [words, { location, kind: 'description', text: longDescription, picked: false }];
}
