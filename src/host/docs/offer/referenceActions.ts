import * as vscode from 'vscode';
import type { AuditSettings } from '../../../core/docs/audit/auditSettings.ts';
import { checkAlt } from '../../../core/docs/audit/checkAlt.ts';
import { isProblem } from '../../../core/docs/audit/pageAudit.ts';
import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import type { DocumentSyntax, ImageReference } from '../../../core/docs/imageReference.ts';
import type { ParsedDocument } from '../source/parsedDocument.ts';

/** Something that can be done about an image reference. */
export interface ReferenceAction {
  readonly title: string;
  /** The title where the image is in plain sight. */
  readonly short: string;
  readonly command: string;
  /** Arguments of the command after the document and the offset. */
  readonly args?: readonly unknown[];
  readonly kind: 'fix' | 'rewrite' | 'extract' | 'ask';
  /** The alt text that it writes, where that is known beforehand. */
  readonly alt?: string;
  readonly preferred?: boolean;
  /** Why it cannot be done here. */
  readonly disabled?: string;
}

/** The actions on a reference, the best first. */
export function actionsOf(
  reference: ImageReference,
  { syntax, references }: Pick<ParsedDocument, 'syntax' | 'references'>,
  settings: AuditSettings,
): readonly ReferenceAction[] {
  const finding = checkAlt(references, settings).find((one) => one.reference === reference);
  const kind = finding && isProblem(finding) ? 'fix' : 'rewrite';
  return [
    ...captionAction(reference, kind),
    writeAction(reference, kind),
    ...decorativeAction(reference, kind),
    ...askActions(reference, syntax),
  ];
}

function writeAction(reference: ImageReference, kind: 'fix' | 'rewrite'): ReferenceAction {
  const improving = kind === 'rewrite' && reference.alt.state === 'text';
  const short = improving ? vscode.l10n.t('Improve alt text') : vscode.l10n.t('Write alt text');
  const title = improving
    ? vscode.l10n.t('Improve alt text with Claude')
    : vscode.l10n.t('Write alt text with Claude');
  const why = whyNotWritten(reference);
  const action: ReferenceAction = {
    ...{ title, short, command: 'askClaude.writeAltText', kind },
  };
  return why === undefined ? action : { ...action, disabled: why };
}

/** Why no alt text can be written for a reference, in one sentence; undefined where it can. */
export function whyNotWritten({ alt, kind, source }: ImageReference): string | undefined {
  if (alt.readOnly)
    return vscode.l10n.t('This image is in a table drawn with characters, which a longer text would break.');
  if (alt.reason === 'unclearTemplate')
    return vscode.l10n.t(
      'The end of the template code in this tag cannot be determined, so nothing is written into it.',
    );
  if (alt.reason === 'labelledBy')
    return vscode.l10n.t('This image takes its name from another element of the page (aria-labelledby).');
  if (alt.state === 'computed')
    return vscode.l10n.t('The alt text of this image is set by code, which is never edited.');
  if (kind === 'badge')
    return vscode.l10n.t(
      'This is a badge: it changes by itself, so its alt text is not written from a picture.',
    );
  if (source.computed) return vscode.l10n.t('This image is chosen at run time.');
  return undefined;
}

/** A text that is written without a model needs a slot that takes one. */
function takesText({ state, readOnly }: ImageReference['alt']): boolean {
  return state !== 'computed' && readOnly !== true;
}

function captionAction(reference: ImageReference, kind: 'fix' | 'rewrite'): readonly ReferenceAction[] {
  const { alt, caption } = reference;
  if (caption === undefined || caption === alt.text || !takesText(alt)) return [];
  const title = vscode.l10n.t('Use the caption as alt text');
  const command = 'askClaude.useCaption';
  return [
    {
      title,
      short: vscode.l10n.t('Use the caption'),
      command,
      kind,
      alt: caption,
      preferred: kind === 'fix',
    },
  ];
}

/** Not offered where it is said already. */
function decorativeAction(reference: ImageReference, kind: 'fix' | 'rewrite'): readonly ReferenceAction[] {
  const isSettled = reference.alt.state === 'empty' && kind === 'rewrite';
  if (isSettled || !canBeDecorative(reference)) return [];
  const title = vscode.l10n.t('Mark image as decorative');
  const command = 'askClaude.markDecorative';
  return [{ title, short: vscode.l10n.t('Mark as decorative'), command, kind }];
}

/** False where it is said already, or code or a server decides. */
export function canBeDecorative({ alt, decorative, kind }: ImageReference): boolean {
  return !decorative && kind !== 'badge' && alt.state !== 'computed';
}

function askActions({ kind, source }: ImageReference, syntax: DocumentSyntax): readonly ReferenceAction[] {
  if (kind === 'badge' || source.computed) return [];
  const extracting = takesBlocks(syntax) ? extractActions() : [];
  const asking: ReferenceAction = {
    ...{ title: vscode.l10n.t('Ask Claude about this image'), short: vscode.l10n.t('Ask Claude') },
    ...{ command: 'askClaude.askAboutReference', kind: 'ask' },
  };
  return kind === 'image' ? [asking, ...extracting] : extracting;
}

/** Recipes whose answer is a block of a document. */
function extractActions(): readonly ReferenceAction[] {
  const rows = [
    {
      ...{ recipe: 'extractText', short: vscode.l10n.t('Extract text') },
      title: vscode.l10n.t('Extract text below this image'),
    },
    {
      ...{ recipe: 'extractTable', short: vscode.l10n.t('Extract table') },
      title: vscode.l10n.t('Extract table below this image'),
    },
    {
      ...{ recipe: 'toMermaid', short: vscode.l10n.t('Convert diagram to Mermaid') },
      title: vscode.l10n.t('Convert diagram to Mermaid below this image'),
    },
    {
      ...{ recipe: 'toCode', short: vscode.l10n.t('Read code') },
      title: vscode.l10n.t('Read code below this image'),
    },
  ];
  return rows.map(({ recipe, ...titles }) => ({
    ...titles,
    ...{ kind: 'extract', command: 'askClaude.extractBelow', args: [recipe] },
  }));
}
