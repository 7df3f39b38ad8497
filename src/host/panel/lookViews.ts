import * as vscode from 'vscode';
import type { AttachedImage, Look, ShownPart } from '../../core/ask/question.ts';
import type { LookView } from '../../protocol.ts';
import { literalText } from '../ui/literalText.ts';
import { pixels } from '../ui/quantities.ts';

/** The looks of a turn in words, each with a picture of what was shown. */
export function lookViews(
  looks: readonly Look[],
  thumbnail: (image: AttachedImage) => string | undefined,
): readonly LookView[] {
  const several = new Set(looks.flatMap(({ shown }) => shown?.of ?? [])).size > 1;
  return looks.map(({ shown }) => {
    if (!shown) return { text: vscode.l10n.t('A closer look was not possible.') };
    const address = thumbnail(shown.image);
    return { text: lookText(shown, several), ...(address !== undefined && { thumbnail: address }) };
  });
}

function lookText(shown: ShownPart, several: boolean): string {
  const size = pixels(shown.width, shown.height);
  const place = placeText(shown);
  if (!several) return vscode.l10n.t('Looked closer: {0}, {1}', size, place);
  return vscode.l10n.t('Looked closer at {0}: {1}, {2}', literalText(shown.image.name), size, place);
}

/** The third of the image, in both directions, that holds the middle of the part. */
function placeText({ seen, whole }: ShownPart): string {
  const across = third(seen.x + seen.width / 2, whole.width);
  const down = third(seen.y + seen.height / 2, whole.height);
  return places()[down * 3 + across] ?? '';
}

function third(at: number, length: number): number {
  return Math.min(2, Math.max(0, Math.floor((3 * at) / length)));
}

function places(): readonly string[] {
  return [
    ...[vscode.l10n.t('top left'), vscode.l10n.t('top'), vscode.l10n.t('top right')],
    ...[vscode.l10n.t('left'), vscode.l10n.t('middle'), vscode.l10n.t('right')],
    ...[vscode.l10n.t('bottom left'), vscode.l10n.t('bottom'), vscode.l10n.t('bottom right')],
  ];
}
