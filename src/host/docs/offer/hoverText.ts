import * as vscode from 'vscode';
import type { ImageReference } from '../../../core/docs/imageReference.ts';
import { orientedSize } from '../../../core/image/fit.ts';
import type { ImageHeader, Refusal } from '../../../core/image/imageTypes.ts';
import { isShownDirectly } from '../../../core/image/shownDirectly.ts';
import { literalMarkdown } from '../../ui/literalText.ts';
import { megabytes, pixels } from '../../ui/quantities.ts';
import { documentRefusalText } from '../../ui/refusalText.ts';

/** The facts about the image of a reference. */
export interface HoverFacts {
  readonly name: string;
  /** Address of the file, where it has one. */
  readonly file?: string;
  /** Address of a small picture of it, where the editor must not be handed the file itself. */
  readonly thumbnail?: string;
  readonly byteLength?: number;
  readonly header?: ImageHeader;
  /** The cost of asking for its alt text: "about 1,334 tokens, $0.0033". */
  readonly estimate?: string;
  readonly model: string;
  /** Why it cannot be asked about. */
  readonly refusal?: Refusal;
  /** A remark in place of the numbers. */
  readonly remark?: string;
}

/** A command in the hover. */
export interface HoverAction {
  readonly title: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** Box that the thumbnail fits into, in CSS pixels: a hover is 250 high at most, and the links have to be seen. */
const box = { width: 240, height: 110 };

/** The hover of a reference as Markdown. Everything that comes from the document or the file is escaped. */
export function hoverText(
  reference: Pick<ImageReference, 'alt' | 'caption' | 'decorative'>,
  facts: HoverFacts,
  actions: readonly HoverAction[],
): string {
  const lines = [
    `**${literalMarkdown(facts.name)}**${sizeText(facts)}`,
    ...factLines(facts),
    altText(reference),
  ];
  const links = actions.map(({ title, command, args }) => `[${title}](${commandLink(command, args)})`);
  // Last, since a problem above all this may push the end out of sight.
  return [lines.join('  \n'), links.join(' · '), picture(facts)].filter(Boolean).join('\n\n');
}

function picture({ file, thumbnail, header }: HoverFacts): string {
  const address = header && isShownDirectly(header) ? file : thumbnail;
  if (!header || address === undefined) return '';
  const { width, height } = orientedSize(header);
  const scale = Math.min(1, box.width / width, box.height / height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return `![](${address}|width=${side(width)},height=${side(height)})`;
}

function sizeText({ header, byteLength }: HoverFacts): string {
  const size = header && orientedSize(header);
  const parts = [size && pixels(size.width, size.height), byteLength !== undefined && megabytes(byteLength)];
  const text = parts.filter(Boolean).join(', ');
  return text === '' ? '' : ` · ${text}`;
}

function factLines({ name, estimate, model, refusal, remark }: HoverFacts): string[] {
  if (refusal) return [literalMarkdown(documentRefusalText(name, refusal))];
  if (remark !== undefined) return [literalMarkdown(remark)];
  return estimate === undefined
    ? []
    : [literalMarkdown(vscode.l10n.t('Writing its alt text: {0} with {1}', estimate, model))];
}

function altText({
  alt,
  caption,
  decorative,
}: Pick<ImageReference, 'alt' | 'caption' | 'decorative'>): string {
  const below = caption === undefined ? '' : `  \n${vscode.l10n.t('Caption: {0}', literalMarkdown(caption))}`;
  return `${state()}${below}`;

  function state(): string {
    switch (alt.state) {
      case 'computed':
        return alt.reason === 'labelledBy'
          ? vscode.l10n.t('Alt text (from another element): {0}', literalMarkdown(alt.text))
          : vscode.l10n.t('Alt text (set by code): {0}', literalMarkdown(alt.text));
      case 'text':
        return vscode.l10n.t('Alt text: “{0}”', literalMarkdown(alt.text));
      case 'empty':
        return vscode.l10n.t('Alt text: empty, so screen readers skip the image');
      case 'absent':
        return decorative
          ? vscode.l10n.t('Alt text: none, the image is marked as decorative')
          : vscode.l10n.t('Alt text: missing');
    }
  }
}

function commandLink(command: string, args: readonly unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))}`;
}
