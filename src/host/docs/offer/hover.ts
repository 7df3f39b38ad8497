import * as vscode from 'vscode';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { readSettings } from '../../settings.ts';
import { commandMarkdown } from '../../ui/commandMarkdown.ts';
import { signalOf } from '../../ui/progress.ts';
import { rulesOf } from '../audit/documentRules.ts';
import { type ImageLocation, locationAt, rangeOf } from '../source/parsedDocument.ts';
import { nameOf, resolveImage } from '../source/resolveImage.ts';
import { type HoverAction, type HoverFacts, hoverText } from './hoverText.ts';
import { fileFacts } from './imageFacts.ts';
import { actionsOf } from './referenceActions.ts';

/** The only commands that a link in a hover may run. */
const enabledCommands = [
  'askClaude.writeAltText',
  'askClaude.useCaption',
  'askClaude.markDecorative',
  'askClaude.askAboutReference',
  'askClaude.extractBelow',
];

/** Shows the facts about the image of a reference, its alt text, and links to what can be done about it. */
export async function hover(
  document: vscode.TextDocument,
  position: vscode.Position,
  thumbnailUrl: ImageAccess['thumbnailUrl'],
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const offset = document.offsetAt(position);
  const location = await locationAt(document, offset);
  if (!location) return undefined;
  const { parsed, reference } = location;
  const signal = signalOf(token);
  const known = await factsOf(location, thumbnailUrl, signal);
  if (signal.aborted || !known) return undefined;
  const { file, thumbnail, ...facts } = known;
  const shown = !isShownByEditor(location, offset) && {
    ...(file !== undefined && { file }),
    ...(thumbnail !== undefined && { thumbnail }),
  };
  const text = hoverText(reference, { ...facts, ...shown }, await actions(location));
  return new vscode.Hover(commandMarkdown(text, enabledCommands), rangeOf(parsed.document, reference.range));
}

/** The editor's own Markdown features show the picture when the mouse is on its path. */
function isShownByEditor({ parsed, reference: { source } }: ImageLocation, offset: number): boolean {
  const onPath = source.range.start <= offset && offset <= source.range.end;
  const { languageId } = parsed.document;
  return (
    onPath && languageId === 'markdown' && vscode.extensions.getExtension(markdownFeatures) !== undefined
  );
}

const markdownFeatures = 'vscode.markdown-language-features';

async function actions({ parsed, reference }: ImageLocation): Promise<readonly HoverAction[]> {
  const where = [parsed.document.uri.toString(), reference.range.start];
  return actionsOf(reference, parsed, await rulesOf(parsed.document.uri))
    .filter(({ disabled }) => disabled === undefined)
    .map(({ short, command, args = [] }) => ({ title: short, command, args: [...where, ...args] }));
}

/** Undefined when the mouse has gone on. */
async function factsOf(
  location: ImageLocation,
  thumbnailUrl: ImageAccess['thumbnailUrl'],
  signal: AbortSignal,
): Promise<HoverFacts | undefined> {
  const { kind, source } = location.reference;
  const known = { name: nameOf(source.text), model: readSettings().model };
  if (source.computed)
    return { ...known, name: source.text, remark: vscode.l10n.t('This image is chosen at run time.') };
  if (kind === 'badge') return { ...known, remark: vscode.l10n.t('Badges are never sent.') };
  try {
    const image = await resolveImage(location, signal);
    if ('url' in image)
      return { ...known, remark: vscode.l10n.t('On the web: it is fetched when you ask about it.') };
    return { ...known, ...(await fileFacts(location.reference, image, thumbnailUrl, signal)) };
  } catch (error) {
    if (error instanceof RefusalError) return { ...known, refusal: error.refusal };
    if (signal.aborted) return undefined;
    throw error;
  }
}
