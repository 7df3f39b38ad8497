import * as vscode from 'vscode';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { isRefusal, probe } from '../../../core/image/probe.ts';
import { estimateText, nextQuestion } from '../../ask/costs.ts';
import { readSettings } from '../../settings.ts';
import { signalOf } from '../../ui/progress.ts';
import { type Located, locate, nameOf } from '../source/locateImage.ts';
import { type Place, placeAt, rangeOf } from '../source/parsedDocument.ts';
import { type HoverAction, type HoverFacts, hoverText } from './hoverText.ts';
import { actionsOf } from './referenceActions.ts';

/** The only commands that a link in a hover may run. */
const enabledCommands = [
  'askClaude.writeAltText',
  'askClaude.useCaption',
  'askClaude.markDecorative',
  'askClaude.askAboutReference',
  'askClaude.extractBelow',
];

/** What is known about the image of a reference, and what can be done about it. */
export async function hover(
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const offset = document.offsetAt(position);
  const place = await placeAt(document, offset);
  if (!place) return undefined;
  const { reading, reference } = place;
  const signal = signalOf(token);
  const known = await factsOf(place, signal);
  if (signal.aborted || !known) return undefined;
  const { file, ...facts } = known;
  const shown = file !== undefined && !isShownByEditor(place, offset) && { file };
  const text = hoverText(reference, { ...facts, ...shown }, actions(place));
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands };
  return new vscode.Hover(markdown, rangeOf(reading.document, reference.range));
}

/** The editor's own Markdown features show the picture when the mouse is on its path. */
function isShownByEditor({ reading, reference: { source } }: Place, offset: number): boolean {
  const onPath = source.range.start <= offset && offset <= source.range.end;
  const { languageId } = reading.document;
  return (
    onPath && languageId === 'markdown' && vscode.extensions.getExtension(markdownFeatures) !== undefined
  );
}

const markdownFeatures = 'vscode.markdown-language-features';

function actions({ reading, reference }: Place): readonly HoverAction[] {
  const where = [reading.document.uri.toString(), reference.range.start];
  return actionsOf(reference, reading, readSettings().altText.maxLength)
    .filter(({ disabled }) => disabled === undefined)
    .map(({ short, command, args = [] }) => ({ title: short, command, args: [...where, ...args] }));
}

/** Undefined when the mouse has gone on. */
async function factsOf(place: Place, signal: AbortSignal): Promise<HoverFacts | undefined> {
  const { kind, source } = place.reference;
  const known = { name: nameOf(source.text), model: readSettings().model };
  if (source.computed)
    return { ...known, name: source.text, remark: 'Only the running code knows which image.' };
  if (kind === 'badge') return { ...known, remark: 'A badge: it is never sent.' };
  try {
    const located = await locate(place, signal);
    if ('url' in located) return { ...known, remark: 'On the web: it is fetched when you ask about it.' };
    return { ...known, ...(await fileFacts(located, signal)) };
  } catch (error) {
    if (error instanceof RefusalError) return { ...known, refusal: error.refusal };
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function fileFacts(
  { name, uri, read }: Exclude<Located, { url: URL }>,
  signal: AbortSignal,
): Promise<Partial<HoverFacts>> {
  const bytes = await read(signal);
  const header = probe(bytes);
  if (isRefusal(header)) return { refusal: header };
  const attached = [{ id: '', name, uri: '', header }];
  const estimate = nextQuestion({ attached, turns: [] }, '', readSettings());
  return {
    ...{ byteLength: bytes.byteLength, header, estimate: estimateText(estimate) },
    ...(uri && { file: uri.toString() }),
  };
}
